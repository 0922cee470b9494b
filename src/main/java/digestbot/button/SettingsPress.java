package digestbot.button;

import static digestbot.button.FieldCodecs.AFTER_ZONE;
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

/// Presses in the settings of the chat that contains the button. Each contains the wanted state and
/// not a change, so that a repeated press or a press on an old message is harmless. Topics are
/// identified by their numbers.
public sealed interface SettingsPress extends Press {

    /// Shows all settings at a glance.
    ///
    /// @param page the page of the subscriptions, from 0
    record ShowSettings(int page) implements SettingsPress {
        static final ButtonSpec<ShowSettings> SPEC =
                ButtonSpec.of("g:v", Permission.CHANGE_SETTINGS, ShowSettings::new, PAGE.of(ShowSettings::page));

        /// Shows the first page.
        public ShowSettings() {
            this(0);
        }
    }

    record Close() implements SettingsPress {
        static final ButtonSpec<Close> SPEC = ButtonSpec.of("g:x", Permission.CHANGE_SETTINGS, Close::new);
    }

    /// A press about one of the chat's subscriptions.
    sealed interface SubscriptionPress extends SettingsPress {

        /// The topic's number.
        long topic();
    }

    record ShowSubscription(long topic) implements SubscriptionPress {
        static final ButtonSpec<ShowSubscription> SPEC = ButtonSpec.of(
                "g:k", Permission.CHANGE_SETTINGS, ShowSubscription::new, NUMBER.of(ShowSubscription::topic));
    }

    /// Opens the choice of perspectives and their order.
    record Perspectives(long topic) implements SubscriptionPress {
        static final ButtonSpec<Perspectives> SPEC =
                ButtonSpec.of("g:p", Permission.CHANGE_SETTINGS, Perspectives::new, NUMBER.of(Perspectives::topic));
    }

    /// A press about a perspective of one of the chat's subscriptions.
    sealed interface PerspectivePress extends SettingsPress {

        /// The digest whose perspectives were shown; it determines the topic.
        long digest();

        /// The perspective's place in that digest, from 0.
        int ordinal();
    }

    /// Adds a perspective at the end, or removes it.
    ///
    /// @param enabled true to add it
    record SetPerspective(long digest, int ordinal, boolean enabled) implements PerspectivePress {
        static final ButtonSpec<SetPerspective> SPEC = ButtonSpec.of(
                "g:i",
                Permission.CHANGE_SETTINGS,
                SetPerspective::new,
                NUMBER.of(SetPerspective::digest),
                ORDINAL.of(SetPerspective::ordinal),
                FLAG.of(SetPerspective::enabled));
    }

    /// Selects all perspectives, the first one rotating by day.
    record AllPerspectives(long topic) implements SubscriptionPress {
        static final ButtonSpec<AllPerspectives> SPEC = ButtonSpec.of(
                "g:e", Permission.CHANGE_SETTINGS, AllPerspectives::new, NUMBER.of(AllPerspectives::topic));
    }

    record SetLength(long topic, Length length) implements SubscriptionPress {
        static final ButtonSpec<SetLength> SPEC = ButtonSpec.of(
                "g:l",
                Permission.CHANGE_SETTINGS,
                SetLength::new,
                NUMBER.of(SetLength::topic),
                LENGTH.of(SetLength::length));
    }

    /// Moves a perspective to the front, before the chosen ones, or before all if none were chosen.
    record PerspectiveFirst(long digest, int ordinal) implements PerspectivePress {
        static final ButtonSpec<PerspectiveFirst> SPEC = ButtonSpec.of(
                "g:j",
                Permission.CHANGE_SETTINGS,
                PerspectiveFirst::new,
                NUMBER.of(PerspectiveFirst::digest),
                ORDINAL.of(PerspectiveFirst::ordinal));
    }

    /// Sets the arrangement of the perspectives.
    record SetLayout(long topic, Layout layout) implements SubscriptionPress {
        static final ButtonSpec<SetLayout> SPEC = ButtonSpec.of(
                "g:y",
                Permission.CHANGE_SETTINGS,
                SetLayout::new,
                NUMBER.of(SetLayout::topic),
                LAYOUT.of(SetLayout::layout));
    }

    /// Opens the choice of the digest's outlets that are left out of the sources.
    ///
    /// @param digest the digest's number
    /// @param page from 0
    record HideOutlets(long digest, int page) implements SettingsPress {
        static final ButtonSpec<HideOutlets> SPEC = ButtonSpec.of(
                "g:h",
                Permission.CHANGE_SETTINGS,
                HideOutlets::new,
                NUMBER.of(HideOutlets::digest),
                PAGE.of(HideOutlets::page));
    }

    /// Hides an outlet's articles among the sources, or shows them again.
    ///
    /// @param digest the digest whose outlets were shown
    /// @param ordinal the outlet's place among them, from 0
    /// @param hidden true to hide them
    record SetOutletHidden(long digest, int ordinal, boolean hidden) implements SettingsPress {
        static final ButtonSpec<SetOutletHidden> SPEC = ButtonSpec.of(
                "g:u",
                Permission.CHANGE_SETTINGS,
                SetOutletHidden::new,
                NUMBER.of(SetOutletHidden::digest),
                ORDINAL.of(SetOutletHidden::ordinal),
                FLAG.of(SetOutletHidden::hidden));
    }

    /// Opens the choice of the delivery time.
    record Time(long topic) implements SubscriptionPress {
        static final ButtonSpec<Time> SPEC =
                ButtonSpec.of("g:w", Permission.CHANGE_SETTINGS, Time::new, NUMBER.of(Time::topic));
    }

    /// Delivers at a local time, on the chosen days.
    ///
    /// @param minute of the day, from 0 to 1439
    record SetTime(long topic, int minute) implements SubscriptionPress {
        static final ButtonSpec<SetTime> SPEC = ButtonSpec.of(
                "g:ws",
                Permission.CHANGE_SETTINGS,
                SetTime::new,
                NUMBER.of(SetTime::topic),
                MINUTE.of(SetTime::minute));
    }

    /// Delivers digests as soon as they are published.
    record DeliverImmediately(long topic) implements SubscriptionPress {
        static final ButtonSpec<DeliverImmediately> SPEC = ButtonSpec.of(
                "g:o", Permission.CHANGE_SETTINGS, DeliverImmediately::new, NUMBER.of(DeliverImmediately::topic));
    }

    /// Opens the choice of the delivery days.
    record Days(long topic) implements SubscriptionPress {
        static final ButtonSpec<Days> SPEC =
                ButtonSpec.of("g:d", Permission.CHANGE_SETTINGS, Days::new, NUMBER.of(Days::topic));
    }

    /// Delivers on these days.
    ///
    /// @param days at least one
    record SetDays(long topic, Set<DayOfWeek> days) implements SubscriptionPress {
        static final ButtonSpec<SetDays> SPEC = ButtonSpec.of(
                "g:ds",
                Permission.CHANGE_SETTINGS,
                SetDays::new,
                NUMBER.of(SetDays::topic),
                WEEKDAYS.of(SetDays::days));

        public SetDays {
            days = Collections.unmodifiableSet(new TreeSet<>(days));
        }
    }

    /// Delivers to another place of the chat.
    ///
    /// @param here true for the thread that contains the button, false for the chat outside its
    ///     threads
    record DeliverTo(long topic, boolean here) implements SubscriptionPress {
        static final ButtonSpec<DeliverTo> SPEC = ButtonSpec.of(
                "g:t",
                Permission.CHANGE_SETTINGS,
                DeliverTo::new,
                NUMBER.of(DeliverTo::topic),
                FLAG.of(DeliverTo::here));
    }

    /// Turns crossposting to following servers on or off.
    record SetCrossposting(boolean enabled) implements SettingsPress {
        static final ButtonSpec<SetCrossposting> SPEC = ButtonSpec.of(
                "g:s", Permission.CHANGE_SETTINGS, SetCrossposting::new, FLAG.of(SetCrossposting::enabled));
    }

    /// Turns threads for discussion below digests on or off.
    record SetDiscussions(boolean enabled) implements SettingsPress {
        static final ButtonSpec<SetDiscussions> SPEC =
                ButtonSpec.of("g:n", Permission.CHANGE_SETTINGS, SetDiscussions::new, FLAG.of(SetDiscussions::enabled));
    }

    /// Delivers each topic to a thread of its own, or all of them to the chat.
    record SetOwnThreads(boolean enabled) implements SettingsPress {
        static final ButtonSpec<SetOwnThreads> SPEC =
                ButtonSpec.of("g:ot", Permission.CHANGE_SETTINGS, SetOwnThreads::new, FLAG.of(SetOwnThreads::enabled));
    }

    /// Delivers a weekly round-up on this day.
    record DeliverWeekly(long topic, DayOfWeek day) implements SubscriptionPress {
        static final ButtonSpec<DeliverWeekly> SPEC = ButtonSpec.of(
                "g:r",
                Permission.CHANGE_SETTINGS,
                DeliverWeekly::new,
                NUMBER.of(DeliverWeekly::topic),
                WEEKDAY.of(DeliverWeekly::day));
    }

    /// Combines topics that are due at the same time, or delivers them separately.
    record SetBundles(boolean enabled) implements SettingsPress {
        static final ButtonSpec<SetBundles> SPEC =
                ButtonSpec.of("g:b", Permission.CHANGE_SETTINGS, SetBundles::new, FLAG.of(SetBundles::enabled));
    }

    /// Turns announcements on or off; important ones are always delivered.
    record SetBroadcasts(boolean enabled) implements SettingsPress {
        static final ButtonSpec<SetBroadcasts> SPEC =
                ButtonSpec.of("g:m", Permission.CHANGE_SETTINGS, SetBroadcasts::new, FLAG.of(SetBroadcasts::enabled));
    }

    /// Opens the choice of the language.
    record Languages() implements SettingsPress {
        static final ButtonSpec<Languages> SPEC = ButtonSpec.of("g:a", Permission.CHANGE_SETTINGS, Languages::new);
    }

    /// Sets the chat's language.
    ///
    /// @param tag the IETF tag of a language that the bot has texts in
    record SetLanguage(String tag) implements SettingsPress {
        static final ButtonSpec<SetLanguage> SPEC =
                ButtonSpec.of("g:as", Permission.CHANGE_SETTINGS, SetLanguage::new, LANGUAGE.of(SetLanguage::tag));
    }

    /// A press of the way to a time zone.
    sealed interface ZonePress extends SettingsPress {

        AfterZoneChoice after();
    }

    /// Shows large cities with their local times.
    ///
    /// @param page from 0
    record ShowCities(int page, AfterZoneChoice after) implements ZonePress {
        static final ButtonSpec<ShowCities> SPEC = ButtonSpec.of(
                "g:zc",
                Permission.CHANGE_SETTINGS,
                ShowCities::new,
                ORDINAL.of(ShowCities::page),
                AFTER_ZONE.of(ShowCities::after));
    }

    /// Opens the choice among all places, which begins with the region.
    record ChooseRegion(AfterZoneChoice after) implements ZonePress {
        static final ButtonSpec<ChooseRegion> SPEC =
                ButtonSpec.of("g:z", Permission.CHANGE_SETTINGS, ChooseRegion::new, AFTER_ZONE.of(ChooseRegion::after));
    }

    /// Shows the current local times in a region.
    record ChooseClock(Region region, AfterZoneChoice after) implements ZonePress {
        static final ButtonSpec<ChooseClock> SPEC = ButtonSpec.of(
                "g:zt",
                Permission.CHANGE_SETTINGS,
                ChooseClock::new,
                REGION.of(ChooseClock::region),
                AFTER_ZONE.of(ChooseClock::after));
    }

    /// Shows the time zones of a region with that offset.
    ///
    /// @param offsetMinutes the UTC offset in minutes, from -1080 to 1080
    /// @param page from 0
    record ChooseZone(Region region, int offsetMinutes, int page, AfterZoneChoice after) implements ZonePress {
        static final ButtonSpec<ChooseZone> SPEC = ButtonSpec.of(
                "g:zp",
                Permission.CHANGE_SETTINGS,
                ChooseZone::new,
                REGION.of(ChooseZone::region),
                OFFSET.of(ChooseZone::offsetMinutes),
                ORDINAL.of(ChooseZone::page),
                AFTER_ZONE.of(ChooseZone::after));
    }

    /// Sets the chat's time zone.
    record SetZone(ZoneId zone, AfterZoneChoice after) implements ZonePress {
        static final ButtonSpec<SetZone> SPEC = ButtonSpec.of(
                "g:c", Permission.CHANGE_SETTINGS, SetZone::new, ZONE.of(SetZone::zone), AFTER_ZONE.of(SetZone::after));

        /// Shows the settings afterwards.
        public SetZone(ZoneId zone) {
            this(zone, new AfterZoneChoice.Settings());
        }
    }

    sealed interface QuietHoursPress extends SettingsPress {}

    /// Opens the choice of the quiet hours.
    record ShowQuietHours() implements QuietHoursPress {
        static final ButtonSpec<ShowQuietHours> SPEC =
                ButtonSpec.of("g:q", Permission.CHANGE_SETTINGS, ShowQuietHours::new);
    }

    /// Sets the quiet hours and keeps the mode.
    ///
    /// @param from minute of the day, from 0 to 1439
    /// @param to the same; if it is the same minute, there are no quiet hours
    record SetQuiet(int from, int to) implements QuietHoursPress {
        static final ButtonSpec<SetQuiet> SPEC = ButtonSpec.of(
                "g:qs", Permission.CHANGE_SETTINGS, SetQuiet::new, MINUTE.of(SetQuiet::from), MINUTE.of(SetQuiet::to));
    }

    /// Opens the choice of the start of the quiet hours.
    record ChooseQuietFrom() implements QuietHoursPress {
        static final ButtonSpec<ChooseQuietFrom> SPEC =
                ButtonSpec.of("g:qa", Permission.CHANGE_SETTINGS, ChooseQuietFrom::new);
    }

    /// Opens the choice of the end of the quiet hours.
    record ChooseQuietTo() implements QuietHoursPress {
        static final ButtonSpec<ChooseQuietTo> SPEC =
                ButtonSpec.of("g:qe", Permission.CHANGE_SETTINGS, ChooseQuietTo::new);
    }

    /// Sets the start of the quiet hours.
    record QuietFrom(int minute) implements QuietHoursPress {
        static final ButtonSpec<QuietFrom> SPEC =
                ButtonSpec.of("g:qf", Permission.CHANGE_SETTINGS, QuietFrom::new, MINUTE.of(QuietFrom::minute));
    }

    /// Sets the end of the quiet hours.
    record QuietTo(int minute) implements QuietHoursPress {
        static final ButtonSpec<QuietTo> SPEC =
                ButtonSpec.of("g:qt", Permission.CHANGE_SETTINGS, QuietTo::new, MINUTE.of(QuietTo::minute));
    }

    /// Sets the treatment of digests that are due in quiet hours.
    record SetQuietMode(QuietHours.Mode mode) implements QuietHoursPress {
        static final ButtonSpec<SetQuietMode> SPEC =
                ButtonSpec.of("g:qm", Permission.CHANGE_SETTINGS, SetQuietMode::new, QUIET_MODE.of(SetQuietMode::mode));
    }

    record NoQuiet() implements QuietHoursPress {
        static final ButtonSpec<NoQuiet> SPEC = ButtonSpec.of("g:qn", Permission.CHANGE_SETTINGS, NoQuiet::new);
    }
}
