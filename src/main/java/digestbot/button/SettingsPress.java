package digestbot.button;

import static digestbot.button.FieldCodecs.FLAG;
import static digestbot.button.FieldCodecs.LANGUAGE;
import static digestbot.button.FieldCodecs.LAYOUT;
import static digestbot.button.FieldCodecs.LENGTH;
import static digestbot.button.FieldCodecs.MINUTE;
import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.OFFSET;
import static digestbot.button.FieldCodecs.ORDINAL;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.QUIET_MODE;
import static digestbot.button.FieldCodecs.REGION;
import static digestbot.button.FieldCodecs.WEEKDAY;
import static digestbot.button.FieldCodecs.WEEKDAYS;
import static digestbot.button.FieldCodecs.ZONE;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.Permission;
import digestbot.audience.QuietHours;
import digestbot.audience.Region;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Presses in the settings of the chat that the button stands in. Each contains the wanted state
/// and not a change, so that a repeated press or a press on an old message is harmless. Topics are
/// named by their numbers.
public sealed interface SettingsPress extends Press {

    /// All settings at a glance.
    ///
    /// @param page of the subscriptions, from 0
    record Overview(int page) implements SettingsPress {
        static final ButtonSpec<Overview> SPEC =
                ButtonSpec.of("g:v", Permission.CHANGE, Overview::new, PAGE.of(Overview::page));

        /// From the beginning.
        public Overview() {
            this(0);
        }
    }

    /// Close the settings.
    record Done() implements SettingsPress {
        static final ButtonSpec<Done> SPEC = ButtonSpec.of("g:x", Permission.CHANGE, Done::new);
    }

    /// About one of the chat's subscriptions.
    sealed interface OfSubscription extends SettingsPress {

        /// The topic's number.
        long topic();
    }

    /// The settings of one topic.
    record OfTopic(long topic) implements OfSubscription {
        static final ButtonSpec<OfTopic> SPEC =
                ButtonSpec.of("g:k", Permission.CHANGE, OfTopic::new, NUMBER.of(OfTopic::topic));
    }

    /// Choose sides and their order.
    record Perspectives(long topic) implements OfSubscription {
        static final ButtonSpec<Perspectives> SPEC =
                ButtonSpec.of("g:p", Permission.CHANGE, Perspectives::new, NUMBER.of(Perspectives::topic));
    }

    /// About a side of one of the chat's subscriptions.
    sealed interface AboutPerspective extends SettingsPress {

        /// The digest whose sides were shown; it has the topic.
        long digest();

        /// The side's place in it, from 0.
        int ordinal();
    }

    /// Adds a perspective at the end, or removes it.
    ///
    /// @param wanted whether to take it in
    record Perspective(long digest, int ordinal, boolean wanted) implements AboutPerspective {
        static final ButtonSpec<Perspective> SPEC = ButtonSpec.of(
                "g:i",
                Permission.CHANGE,
                Perspective::new,
                NUMBER.of(Perspective::digest),
                ORDINAL.of(Perspective::ordinal),
                FLAG.of(Perspective::wanted));
    }

    /// All sides, the first one rotating by day.
    record AllPerspectives(long topic) implements OfSubscription {
        static final ButtonSpec<AllPerspectives> SPEC =
                ButtonSpec.of("g:e", Permission.CHANGE, AllPerspectives::new, NUMBER.of(AllPerspectives::topic));
    }

    /// Set the length of each perspective.
    record SetLength(long topic, Length length) implements OfSubscription {
        static final ButtonSpec<SetLength> SPEC = ButtonSpec.of(
                "g:l", Permission.CHANGE, SetLength::new, NUMBER.of(SetLength::topic), LENGTH.of(SetLength::length));
    }

    /// Moves a perspective to the front, before the chosen ones, or before all if none were chosen.
    record PerspectiveFirst(long digest, int ordinal) implements AboutPerspective {
        static final ButtonSpec<PerspectiveFirst> SPEC = ButtonSpec.of(
                "g:j",
                Permission.CHANGE,
                PerspectiveFirst::new,
                NUMBER.of(PerspectiveFirst::digest),
                ORDINAL.of(PerspectiveFirst::ordinal));
    }

    /// Set the arrangement of the perspectives.
    record SetLayout(long topic, Layout layout) implements OfSubscription {
        static final ButtonSpec<SetLayout> SPEC = ButtonSpec.of(
                "g:y", Permission.CHANGE, SetLayout::new, NUMBER.of(SetLayout::topic), LAYOUT.of(SetLayout::layout));
    }

    /// Choose which of the digest's outlets are left out of the sources.
    ///
    /// @param digest the digest's number
    /// @param page from 0
    record HideOutlets(long digest, int page) implements SettingsPress {
        static final ButtonSpec<HideOutlets> SPEC = ButtonSpec.of(
                "g:h", Permission.CHANGE, HideOutlets::new, NUMBER.of(HideOutlets::digest), PAGE.of(HideOutlets::page));
    }

    /// Leave an outlet's articles out of the sources, or show them again.
    ///
    /// @param digest the digest whose outlets were shown
    /// @param ordinal the outlet's place among them, from 0
    /// @param hidden whether to leave them out
    record Outlet(long digest, int ordinal, boolean hidden) implements SettingsPress {
        static final ButtonSpec<Outlet> SPEC = ButtonSpec.of(
                "g:u",
                Permission.CHANGE,
                Outlet::new,
                NUMBER.of(Outlet::digest),
                ORDINAL.of(Outlet::ordinal),
                FLAG.of(Outlet::hidden));
    }

    /// Choose the time of delivery.
    record Time(long topic) implements OfSubscription {
        static final ButtonSpec<Time> SPEC = ButtonSpec.of("g:w", Permission.CHANGE, Time::new, NUMBER.of(Time::topic));
    }

    /// Deliver at a local time, on the chosen days.
    ///
    /// @param minute of the day, from 0 to 1439
    record SetTime(long topic, int minute) implements OfSubscription {
        static final ButtonSpec<SetTime> SPEC = ButtonSpec.of(
                "g:ws", Permission.CHANGE, SetTime::new, NUMBER.of(SetTime::topic), MINUTE.of(SetTime::minute));
    }

    /// Delivers digests as soon as they are published.
    record AtOnce(long topic) implements OfSubscription {
        static final ButtonSpec<AtOnce> SPEC =
                ButtonSpec.of("g:o", Permission.CHANGE, AtOnce::new, NUMBER.of(AtOnce::topic));
    }

    /// Choose the days of delivery.
    record Days(long topic) implements OfSubscription {
        static final ButtonSpec<Days> SPEC = ButtonSpec.of("g:d", Permission.CHANGE, Days::new, NUMBER.of(Days::topic));
    }

    /// Deliver on these days.
    ///
    /// @param days at least one
    record SetDays(long topic, Set<DayOfWeek> days) implements OfSubscription {
        static final ButtonSpec<SetDays> SPEC = ButtonSpec.of(
                "g:ds", Permission.CHANGE, SetDays::new, NUMBER.of(SetDays::topic), WEEKDAYS.of(SetDays::days));

        public SetDays {
            days = Collections.unmodifiableSet(new TreeSet<>(days));
        }
    }

    /// Deliver to another place of the chat.
    ///
    /// @param here whether to the thread that the button stands in; else to the chat outside of its threads
    record DeliverTo(long topic, boolean here) implements OfSubscription {
        static final ButtonSpec<DeliverTo> SPEC = ButtonSpec.of(
                "g:t", Permission.CHANGE, DeliverTo::new, NUMBER.of(DeliverTo::topic), FLAG.of(DeliverTo::here));
    }

    /// Turns crossposting to following servers on or off.
    record Publish(boolean wanted) implements SettingsPress {
        static final ButtonSpec<Publish> SPEC =
                ButtonSpec.of("g:s", Permission.CHANGE, Publish::new, FLAG.of(Publish::wanted));
    }

    /// Delivers a weekly round-up on this day.
    record Weekly(long topic, DayOfWeek day) implements OfSubscription {
        static final ButtonSpec<Weekly> SPEC =
                ButtonSpec.of("g:r", Permission.CHANGE, Weekly::new, NUMBER.of(Weekly::topic), WEEKDAY.of(Weekly::day));
    }

    /// Combines topics that are due at the same time, or delivers them separately.
    record Bundles(boolean wanted) implements SettingsPress {
        static final ButtonSpec<Bundles> SPEC =
                ButtonSpec.of("g:b", Permission.CHANGE, Bundles::new, FLAG.of(Bundles::wanted));
    }

    /// Turns announcements on or off; important ones are always delivered.
    record Announcements(boolean wanted) implements SettingsPress {
        static final ButtonSpec<Announcements> SPEC =
                ButtonSpec.of("g:m", Permission.CHANGE, Announcements::new, FLAG.of(Announcements::wanted));
    }

    /// Choose the language.
    record Languages() implements SettingsPress {
        static final ButtonSpec<Languages> SPEC = ButtonSpec.of("g:a", Permission.CHANGE, Languages::new);
    }

    /// Sets the chat's language.
    ///
    /// @param tag the IETF tag of a language that the bot has texts in
    record SetLanguage(String tag) implements SettingsPress {
        static final ButtonSpec<SetLanguage> SPEC =
                ButtonSpec.of("g:as", Permission.CHANGE, SetLanguage::new, LANGUAGE.of(SetLanguage::tag));
    }

    /// Choose the time zone: first the part of the world.
    record Regions() implements SettingsPress {
        static final ButtonSpec<Regions> SPEC = ButtonSpec.of("g:z", Permission.CHANGE, Regions::new);
    }

    /// Shows the current local times in a region.
    record Times(Region region) implements SettingsPress {
        static final ButtonSpec<Times> SPEC =
                ButtonSpec.of("g:zt", Permission.CHANGE, Times::new, REGION.of(Times::region));
    }

    /// Then the place.
    ///
    /// @param offsetMinutes the places' UTC offset in minutes, from -1080 to 1080
    /// @param page from 0
    record Places(Region region, int offsetMinutes, int page) implements SettingsPress {
        static final ButtonSpec<Places> SPEC = ButtonSpec.of(
                "g:zp",
                Permission.CHANGE,
                Places::new,
                REGION.of(Places::region),
                OFFSET.of(Places::offsetMinutes),
                PAGE.of(Places::page));
    }

    /// About the quiet hours.
    sealed interface OfQuietHours extends SettingsPress {}

    /// Choose the quiet hours.
    record Quiet() implements OfQuietHours {
        static final ButtonSpec<Quiet> SPEC = ButtonSpec.of("g:q", Permission.CHANGE, Quiet::new);
    }

    /// Sets the quiet hours and keeps the mode.
    ///
    /// @param from minute of the day, from 0 to 1439
    /// @param to the same; if it is the same minute, there are no quiet hours
    record SetQuiet(int from, int to) implements OfQuietHours {
        static final ButtonSpec<SetQuiet> SPEC = ButtonSpec.of(
                "g:qs", Permission.CHANGE, SetQuiet::new, MINUTE.of(SetQuiet::from), MINUTE.of(SetQuiet::to));
    }

    /// Sets the start of the quiet hours.
    record QuietFrom(int minute) implements OfQuietHours {
        static final ButtonSpec<QuietFrom> SPEC =
                ButtonSpec.of("g:qf", Permission.CHANGE, QuietFrom::new, MINUTE.of(QuietFrom::minute));
    }

    /// Sets the end of the quiet hours.
    record QuietTo(int minute) implements OfQuietHours {
        static final ButtonSpec<QuietTo> SPEC =
                ButtonSpec.of("g:qt", Permission.CHANGE, QuietTo::new, MINUTE.of(QuietTo::minute));
    }

    /// Set the treatment of digests that are due in quiet hours.
    record SetQuietMode(QuietHours.Mode mode) implements OfQuietHours {
        static final ButtonSpec<SetQuietMode> SPEC =
                ButtonSpec.of("g:qm", Permission.CHANGE, SetQuietMode::new, QUIET_MODE.of(SetQuietMode::mode));
    }

    /// No quiet hours.
    record NoQuiet() implements OfQuietHours {
        static final ButtonSpec<NoQuiet> SPEC = ButtonSpec.of("g:qn", Permission.CHANGE, NoQuiet::new);
    }

    /// Sets the chat's time zone.
    record SetZone(ZoneId zone) implements SettingsPress {
        static final ButtonSpec<SetZone> SPEC =
                ButtonSpec.of("g:c", Permission.CHANGE, SetZone::new, ZONE.of(SetZone::zone));
    }
}
