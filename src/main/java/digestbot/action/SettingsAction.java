package digestbot.action;

import digestbot.action.CommandOption.Kind;
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

/// The settings of the chat that contains the button. Each button carries the wanted state and not
/// a change, so that a repeated press or a press on an old message is harmless.
public sealed interface SettingsAction extends Action {

    /// Shows all settings at a glance; the page is that of the subscriptions.
    @Form(code = "g:v", command = "settings", needs = Permission.CHANGE_SETTINGS)
    record ShowSettings(int page) implements SettingsAction {
        public ShowSettings() {
            this(0);
        }
    }

    /// The name is a place, a zone's id, or an offset such as `+02:00`; without one, buttons offer
    /// zones.
    @Form(command = "zone", needs = Permission.CHANGE_SETTINGS)
    record SetTimeZone(@Typed(Kind.PLACE) String name) implements SettingsAction {}

    @Form(code = "g:x", needs = Permission.CHANGE_SETTINGS)
    record Close() implements SettingsAction {}

    sealed interface SubscriptionPress extends SettingsAction {

        long topic();
    }

    @Form(code = "g:k", needs = Permission.CHANGE_SETTINGS)
    record ShowSubscription(long topic) implements SubscriptionPress {}

    /// Opens the choice of perspectives and their order.
    @Form(code = "g:p", needs = Permission.CHANGE_SETTINGS)
    record Perspectives(long topic) implements SubscriptionPress {}

    sealed interface PerspectivePress extends SettingsAction {

        /// The digest whose perspectives were shown; it determines the topic.
        long digest();

        int ordinal();
    }

    /// Adds a perspective at the end, or removes it.
    @Form(code = "g:i", needs = Permission.CHANGE_SETTINGS)
    record SetPerspective(long digest, int ordinal, boolean enabled) implements PerspectivePress {}

    /// Selects all perspectives, the first one rotating by day.
    @Form(code = "g:e", needs = Permission.CHANGE_SETTINGS)
    record AllPerspectives(long topic) implements SubscriptionPress {}

    @Form(code = "g:l", needs = Permission.CHANGE_SETTINGS)
    record SetLength(long topic, Length length) implements SubscriptionPress {}

    /// Moves a perspective to the front, before the chosen ones, or before all if none were chosen.
    @Form(code = "g:j", needs = Permission.CHANGE_SETTINGS)
    record PerspectiveFirst(long digest, int ordinal) implements PerspectivePress {}

    @Form(code = "g:y", needs = Permission.CHANGE_SETTINGS)
    record SetLayout(long topic, Layout layout) implements SubscriptionPress {}

    /// Opens the choice of the digest's outlets that are left out of the sources.
    @Form(code = "g:h", needs = Permission.CHANGE_SETTINGS)
    record HideOutlets(long digest, int page) implements SettingsAction {}

    /// Hides the articles of an outlet among the sources, or shows them again. The ordinal is the
    /// outlet's place in that digest.
    @Form(code = "g:u", needs = Permission.CHANGE_SETTINGS)
    record SetOutletHidden(long digest, int ordinal, boolean hidden) implements SettingsAction {}

    /// Opens the choice of the delivery time.
    @Form(code = "g:w", needs = Permission.CHANGE_SETTINGS)
    record Time(long topic) implements SubscriptionPress {}

    /// Delivers at a minute of the local day, from 0 to 1439, on the chosen days.
    @Form(code = "g:ws", needs = Permission.CHANGE_SETTINGS)
    record SetTime(long topic, int minute) implements SubscriptionPress {}

    @Form(code = "g:o", needs = Permission.CHANGE_SETTINGS)
    record DeliverImmediately(long topic) implements SubscriptionPress {}

    /// Opens the choice of the delivery days.
    @Form(code = "g:d", needs = Permission.CHANGE_SETTINGS)
    record Days(long topic) implements SubscriptionPress {}

    /// Delivers on these days, of which there is at least one.
    @Form(code = "g:ds", needs = Permission.CHANGE_SETTINGS)
    record SetDays(long topic, Set<DayOfWeek> days) implements SubscriptionPress {
        public SetDays {
            days = Collections.unmodifiableSet(new TreeSet<>(days));
        }
    }

    /// Delivers to the thread that contains the button, or else to the chat outside its threads.
    @Form(code = "g:t", needs = Permission.CHANGE_SETTINGS)
    record DeliverTo(long topic, boolean here) implements SubscriptionPress {}

    /// Turns crossposting to following servers on or off.
    @Form(code = "g:s", needs = Permission.CHANGE_SETTINGS)
    record SetCrossposting(boolean enabled) implements SettingsAction {}

    /// Turns threads for discussion below digests on or off.
    @Form(code = "g:n", needs = Permission.CHANGE_SETTINGS)
    record SetDiscussions(boolean enabled) implements SettingsAction {}

    /// Delivers each topic to a thread of its own, or all of them to the chat.
    @Form(code = "g:ot", needs = Permission.CHANGE_SETTINGS)
    record SetOwnThreads(boolean enabled) implements SettingsAction {}

    /// Delivers a weekly round-up on this day.
    @Form(code = "g:r", needs = Permission.CHANGE_SETTINGS)
    record DeliverWeekly(long topic, DayOfWeek day) implements SubscriptionPress {}

    /// Combines topics that are due at the same time, or delivers them separately.
    @Form(code = "g:b", needs = Permission.CHANGE_SETTINGS)
    record SetBundles(boolean enabled) implements SettingsAction {}

    /// Turns announcements on or off; important ones are always delivered.
    @Form(code = "g:m", needs = Permission.CHANGE_SETTINGS)
    record SetBroadcasts(boolean enabled) implements SettingsAction {}

    /// Opens the choice of the language.
    @Form(code = "g:a", needs = Permission.CHANGE_SETTINGS)
    record Languages() implements SettingsAction {}

    /// Sets the chat's language, by the IETF tag of a language that the bot has texts in.
    @Form(code = "g:as", needs = Permission.CHANGE_SETTINGS)
    record SetLanguage(String tag) implements SettingsAction {}

    sealed interface ZonePress extends SettingsAction {

        AfterZoneChoice after();
    }

    @Form(code = "g:zc", needs = Permission.CHANGE_SETTINGS)
    record ShowCities(int page, AfterZoneChoice after) implements ZonePress {}

    /// Opens the choice among all places, which begins with the region.
    @Form(code = "g:z", needs = Permission.CHANGE_SETTINGS)
    record ChooseRegion(AfterZoneChoice after) implements ZonePress {}

    /// Shows the current local times in a region.
    @Form(code = "g:zt", needs = Permission.CHANGE_SETTINGS)
    record ChooseClock(Region region, AfterZoneChoice after) implements ZonePress {}

    /// Shows the time zones of a region with that offset from UTC, from -1080 to 1080 minutes.
    @Form(code = "g:zp", needs = Permission.CHANGE_SETTINGS)
    record ChooseZone(Region region, int offsetMinutes, int page, AfterZoneChoice after) implements ZonePress {}

    @Form(code = "g:c", needs = Permission.CHANGE_SETTINGS)
    record SetZone(ZoneId zone, AfterZoneChoice after) implements ZonePress {}

    sealed interface QuietHoursPress extends SettingsAction {}

    @Form(code = "g:q", needs = Permission.CHANGE_SETTINGS)
    record ShowQuietHours() implements QuietHoursPress {}

    /// Sets the quiet hours by minutes of the day, from 0 to 1439, and keeps the mode. Equal
    /// minutes mean no quiet hours.
    @Form(code = "g:qs", needs = Permission.CHANGE_SETTINGS)
    record SetQuiet(int from, int to) implements QuietHoursPress {}

    @Form(code = "g:qa", needs = Permission.CHANGE_SETTINGS)
    record ChooseQuietFrom() implements QuietHoursPress {}

    @Form(code = "g:qe", needs = Permission.CHANGE_SETTINGS)
    record ChooseQuietTo() implements QuietHoursPress {}

    @Form(code = "g:qf", needs = Permission.CHANGE_SETTINGS)
    record QuietFrom(int minute) implements QuietHoursPress {}

    @Form(code = "g:qt", needs = Permission.CHANGE_SETTINGS)
    record QuietTo(int minute) implements QuietHoursPress {}

    @Form(code = "g:qm", needs = Permission.CHANGE_SETTINGS)
    record SetQuietMode(QuietHours.Mode mode) implements QuietHoursPress {}

    @Form(code = "g:qn", needs = Permission.CHANGE_SETTINGS)
    record NoQuiet() implements QuietHoursPress {}

    /// Stops all deliveries to this chat until it is resumed.
    @Form(code = "x", command = "stop", needs = Permission.CHANGE_SETTINGS)
    record StopDeliveries() implements SettingsAction {}

    @Form(code = "r", needs = Permission.CHANGE_SETTINGS)
    record ResumeDeliveries() implements SettingsAction {}
}
