package digestbot.action;

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
/// not a change, so that a repeated press or a press on an old message is harmless.
public sealed interface SettingsPress extends Press {

    /// Shows all settings at a glance; the page is that of the subscriptions.
    @ButtonData(code = "g:v", permission = Permission.CHANGE_SETTINGS)
    record ShowSettings(int page) implements SettingsPress {
        public ShowSettings() {
            this(0);
        }
    }

    @ButtonData(code = "g:x", permission = Permission.CHANGE_SETTINGS)
    record Close() implements SettingsPress {}

    sealed interface SubscriptionPress extends SettingsPress {

        long topic();
    }

    @ButtonData(code = "g:k", permission = Permission.CHANGE_SETTINGS)
    record ShowSubscription(long topic) implements SubscriptionPress {}

    /// Opens the choice of perspectives and their order.
    @ButtonData(code = "g:p", permission = Permission.CHANGE_SETTINGS)
    record Perspectives(long topic) implements SubscriptionPress {}

    sealed interface PerspectivePress extends SettingsPress {

        /// The digest whose perspectives were shown; it determines the topic.
        long digest();

        int ordinal();
    }

    /// Adds a perspective at the end, or removes it.
    @ButtonData(code = "g:i", permission = Permission.CHANGE_SETTINGS)
    record SetPerspective(long digest, int ordinal, boolean enabled) implements PerspectivePress {}

    /// Selects all perspectives, the first one rotating by day.
    @ButtonData(code = "g:e", permission = Permission.CHANGE_SETTINGS)
    record AllPerspectives(long topic) implements SubscriptionPress {}

    @ButtonData(code = "g:l", permission = Permission.CHANGE_SETTINGS)
    record SetLength(long topic, Length length) implements SubscriptionPress {}

    /// Moves a perspective to the front, before the chosen ones, or before all if none were chosen.
    @ButtonData(code = "g:j", permission = Permission.CHANGE_SETTINGS)
    record PerspectiveFirst(long digest, int ordinal) implements PerspectivePress {}

    @ButtonData(code = "g:y", permission = Permission.CHANGE_SETTINGS)
    record SetLayout(long topic, Layout layout) implements SubscriptionPress {}

    /// Opens the choice of the digest's outlets that are left out of the sources.
    @ButtonData(code = "g:h", permission = Permission.CHANGE_SETTINGS)
    record HideOutlets(long digest, int page) implements SettingsPress {}

    /// Hides the articles of an outlet among the sources, or shows them again. The ordinal is the
    /// outlet's place in that digest.
    @ButtonData(code = "g:u", permission = Permission.CHANGE_SETTINGS)
    record SetOutletHidden(long digest, int ordinal, boolean hidden) implements SettingsPress {}

    /// Opens the choice of the delivery time.
    @ButtonData(code = "g:w", permission = Permission.CHANGE_SETTINGS)
    record Time(long topic) implements SubscriptionPress {}

    /// Delivers at a minute of the local day, from 0 to 1439, on the chosen days.
    @ButtonData(code = "g:ws", permission = Permission.CHANGE_SETTINGS)
    record SetTime(long topic, int minute) implements SubscriptionPress {}

    @ButtonData(code = "g:o", permission = Permission.CHANGE_SETTINGS)
    record DeliverImmediately(long topic) implements SubscriptionPress {}

    /// Opens the choice of the delivery days.
    @ButtonData(code = "g:d", permission = Permission.CHANGE_SETTINGS)
    record Days(long topic) implements SubscriptionPress {}

    /// Delivers on these days, of which there is at least one.
    @ButtonData(code = "g:ds", permission = Permission.CHANGE_SETTINGS)
    record SetDays(long topic, Set<DayOfWeek> days) implements SubscriptionPress {
        public SetDays {
            days = Collections.unmodifiableSet(new TreeSet<>(days));
        }
    }

    /// Delivers to the thread that contains the button, or else to the chat outside its threads.
    @ButtonData(code = "g:t", permission = Permission.CHANGE_SETTINGS)
    record DeliverTo(long topic, boolean here) implements SubscriptionPress {}

    /// Turns crossposting to following servers on or off.
    @ButtonData(code = "g:s", permission = Permission.CHANGE_SETTINGS)
    record SetCrossposting(boolean enabled) implements SettingsPress {}

    /// Turns threads for discussion below digests on or off.
    @ButtonData(code = "g:n", permission = Permission.CHANGE_SETTINGS)
    record SetDiscussions(boolean enabled) implements SettingsPress {}

    /// Delivers each topic to a thread of its own, or all of them to the chat.
    @ButtonData(code = "g:ot", permission = Permission.CHANGE_SETTINGS)
    record SetOwnThreads(boolean enabled) implements SettingsPress {}

    /// Delivers a weekly round-up on this day.
    @ButtonData(code = "g:r", permission = Permission.CHANGE_SETTINGS)
    record DeliverWeekly(long topic, DayOfWeek day) implements SubscriptionPress {}

    /// Combines topics that are due at the same time, or delivers them separately.
    @ButtonData(code = "g:b", permission = Permission.CHANGE_SETTINGS)
    record SetBundles(boolean enabled) implements SettingsPress {}

    /// Turns announcements on or off; important ones are always delivered.
    @ButtonData(code = "g:m", permission = Permission.CHANGE_SETTINGS)
    record SetBroadcasts(boolean enabled) implements SettingsPress {}

    /// Opens the choice of the language.
    @ButtonData(code = "g:a", permission = Permission.CHANGE_SETTINGS)
    record Languages() implements SettingsPress {}

    /// Sets the chat's language, by the IETF tag of a language that the bot has texts in.
    @ButtonData(code = "g:as", permission = Permission.CHANGE_SETTINGS)
    record SetLanguage(String tag) implements SettingsPress {}

    sealed interface ZonePress extends SettingsPress {

        AfterZoneChoice after();
    }

    @ButtonData(code = "g:zc", permission = Permission.CHANGE_SETTINGS)
    record ShowCities(int page, AfterZoneChoice after) implements ZonePress {}

    /// Opens the choice among all places, which begins with the region.
    @ButtonData(code = "g:z", permission = Permission.CHANGE_SETTINGS)
    record ChooseRegion(AfterZoneChoice after) implements ZonePress {}

    /// Shows the current local times in a region.
    @ButtonData(code = "g:zt", permission = Permission.CHANGE_SETTINGS)
    record ChooseClock(Region region, AfterZoneChoice after) implements ZonePress {}

    /// Shows the time zones of a region with that offset from UTC, from -1080 to 1080 minutes.
    @ButtonData(code = "g:zp", permission = Permission.CHANGE_SETTINGS)
    record ChooseZone(Region region, int offsetMinutes, int page, AfterZoneChoice after) implements ZonePress {}

    @ButtonData(code = "g:c", permission = Permission.CHANGE_SETTINGS)
    record SetZone(ZoneId zone, AfterZoneChoice after) implements ZonePress {}

    sealed interface QuietHoursPress extends SettingsPress {}

    @ButtonData(code = "g:q", permission = Permission.CHANGE_SETTINGS)
    record ShowQuietHours() implements QuietHoursPress {}

    /// Sets the quiet hours by minutes of the day, from 0 to 1439, and keeps the mode. Equal
    /// minutes mean no quiet hours.
    @ButtonData(code = "g:qs", permission = Permission.CHANGE_SETTINGS)
    record SetQuiet(int from, int to) implements QuietHoursPress {}

    @ButtonData(code = "g:qa", permission = Permission.CHANGE_SETTINGS)
    record ChooseQuietFrom() implements QuietHoursPress {}

    @ButtonData(code = "g:qe", permission = Permission.CHANGE_SETTINGS)
    record ChooseQuietTo() implements QuietHoursPress {}

    @ButtonData(code = "g:qf", permission = Permission.CHANGE_SETTINGS)
    record QuietFrom(int minute) implements QuietHoursPress {}

    @ButtonData(code = "g:qt", permission = Permission.CHANGE_SETTINGS)
    record QuietTo(int minute) implements QuietHoursPress {}

    @ButtonData(code = "g:qm", permission = Permission.CHANGE_SETTINGS)
    record SetQuietMode(QuietHours.Mode mode) implements QuietHoursPress {}

    @ButtonData(code = "g:qn", permission = Permission.CHANGE_SETTINGS)
    record NoQuiet() implements QuietHoursPress {}
}
