package digestbot.button;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.QuietHours;
import digestbot.audience.Region;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Set;

/// Presses in the settings of the chat that the button stands in. Each carries the wish itself and not a change
/// to what is shown, so that a second press, or one on an old message, does no harm. Topics are named by their
/// numbers.
public sealed interface SettingsPress extends Press {

    /// All settings at a glance.
    ///
    /// @param page of the subscriptions, from 0
    record Overview(int page) implements SettingsPress {
        /// From the beginning.
        public Overview() {
            this(0);
        }
    }

    /// Close the settings.
    record Done() implements SettingsPress {}

    /// About one of the chat's subscriptions.
    sealed interface OfSubscription extends SettingsPress {

        /// The topic's number.
        long topic();
    }

    /// The settings of one topic.
    record OfTopic(long topic) implements OfSubscription {}

    /// Choose sides and their order.
    record Perspectives(long topic) implements OfSubscription {}

    /// About a side of one of the chat's subscriptions.
    sealed interface AboutPerspective extends SettingsPress {

        /// The digest whose sides were shown; it has the topic.
        long digest();

        /// The side's place in it, from 0.
        int ordinal();
    }

    /// Take a side in as the last one, or leave it out.
    ///
    /// @param wanted whether to take it in
    record Perspective(long digest, int ordinal, boolean wanted) implements AboutPerspective {}

    /// All sides, the first one rotating by day.
    record AllPerspectives(long topic) implements OfSubscription {}

    /// How much of each side.
    record SetLength(long topic, Length length) implements OfSubscription {}

    /// Read a side first, then those that are chosen as they were, or else all others.
    record PerspectiveFirst(long digest, int ordinal) implements AboutPerspective {}

    /// How the sides stand to each other.
    record SetLayout(long topic, Layout layout) implements OfSubscription {}

    /// Choose which of the digest's outlets are left out of the sources.
    ///
    /// @param digest the digest's number
    /// @param page from 0
    record HideOutlets(long digest, int page) implements SettingsPress {}

    /// Leave an outlet's articles out of the sources, or show them again.
    ///
    /// @param digest the digest whose outlets were shown
    /// @param ordinal the outlet's place among them, from 0
    /// @param hidden whether to leave them out
    record Outlet(long digest, int ordinal, boolean hidden) implements SettingsPress {}

    /// Choose the time of delivery.
    record Time(long topic) implements OfSubscription {}

    /// Deliver at a local time, on the chosen days.
    ///
    /// @param minute of the day, from 0 to 1439
    record SetTime(long topic, int minute) implements OfSubscription {}

    /// Deliver as soon as a digest is out.
    record AtOnce(long topic) implements OfSubscription {}

    /// Choose the days of delivery.
    record Days(long topic) implements OfSubscription {}

    /// Deliver on these days.
    ///
    /// @param days at least one
    record SetDays(long topic, Set<DayOfWeek> days) implements OfSubscription {
        public SetDays {
            days = Set.copyOf(days);
        }
    }

    /// Deliver to another place of the chat.
    ///
    /// @param here whether to the thread that the button stands in; else to the chat outside of its threads
    record DeliverTo(long topic, boolean here) implements OfSubscription {}

    /// Pass what is delivered on to those who follow the chat, or not.
    record Publish(boolean wanted) implements SettingsPress {}

    /// All of a week as one round-up, on this day.
    record Weekly(long topic, DayOfWeek day) implements OfSubscription {}

    /// Topics that are due at one time come as one message, or each on its own.
    record Bundles(boolean wanted) implements SettingsPress {}

    /// Announcements are welcome, or only important ones.
    record Announcements(boolean wanted) implements SettingsPress {}

    /// Choose the language.
    record Languages() implements SettingsPress {}

    /// Speak this language.
    ///
    /// @param tag an IETF tag that there are words in
    record SetLanguage(String tag) implements SettingsPress {}

    /// Choose the time zone: first the part of the world.
    record Regions() implements SettingsPress {}

    /// Then what time it is there now.
    record Times(Region region) implements SettingsPress {}

    /// Then the place.
    ///
    /// @param offsetMinutes what the places' clocks are ahead of UTC, from -1080 to 1080
    /// @param page from 0
    record Places(Region region, int offsetMinutes, int page) implements SettingsPress {}

    /// About the quiet hours.
    sealed interface OfQuietHours extends SettingsPress {}

    /// Choose the quiet hours.
    record Quiet() implements OfQuietHours {}

    /// Quiet between these, in the mode that holds.
    ///
    /// @param from minute of the day, from 0 to 1439
    /// @param to the same; if it is the same minute, there are no quiet hours
    record SetQuiet(int from, int to) implements OfQuietHours {}

    /// Quiet from this minute of the day on, to when it was.
    record QuietFrom(int minute) implements OfQuietHours {}

    /// Quiet to this minute of the day, from when it was.
    record QuietTo(int minute) implements OfQuietHours {}

    /// What becomes of what falls due in the quiet hours.
    record SetQuietMode(QuietHours.Mode mode) implements OfQuietHours {}

    /// No quiet hours.
    record NoQuiet() implements OfQuietHours {}

    /// The chat's clock is in this zone.
    record SetZone(ZoneId zone) implements SettingsPress {}
}
