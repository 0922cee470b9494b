package digestbot.button;

import digestbot.audience.Platform;
import java.util.Optional;
import java.util.OptionalLong;

/// Presses under an admin's announcement.
public sealed interface BroadcastPress extends Press {

    /// The broadcast's number.
    long broadcast();

    /// Show it, with its recipients and how far it is.
    record Show(long broadcast) implements BroadcastPress {}

    /// About its recipients, as long as it can be changed.
    sealed interface OfRecipients extends BroadcastPress {}

    /// Choose the recipients: first by what.
    record Recipients(long broadcast) implements OfRecipients {}

    /// Then which of these.
    record Choose(long broadcast, Trait by) implements OfRecipients {}

    /// What recipients may have in common.
    enum Trait {
        PLATFORM('p'),
        TOPIC('t'),
        PERSPECTIVE('s'),
        LANGUAGE('l'),
        ACTIVITY('a');

        private final char letter;

        Trait(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    /// To everyone.
    record ToEveryone(long broadcast) implements OfRecipients {}

    /// To one platform's subscribers, or to every platform's.
    record ToPlatform(long broadcast, Optional<Platform> platform) implements OfRecipients {}

    /// To those who get a topic, whichever side of it they read.
    ///
    /// @param topic the topic's number; 0 for any
    record ToTopic(long broadcast, long topic) implements OfRecipients {}

    /// To those who read a side of a digest's topic.
    ///
    /// @param digest the digest's number
    /// @param ordinal the side's place in it
    record ToPerspective(long broadcast, long digest, int ordinal) implements OfRecipients {}

    /// To those whom the bot speaks a language to.
    ///
    /// @param tag an IETF tag that there are words in; empty for any
    record ToLanguage(long broadcast, String tag) implements OfRecipients {}

    /// To those who were heard of lately.
    ///
    /// @param days in so many days; 0 for whenever
    record ToActive(long broadcast, int days) implements OfRecipients {}

    /// To those who muted announcements too, or not.
    record ToMuted(long broadcast, boolean wanted) implements OfRecipients {}

    /// Send it.
    ///
    /// @param shown what the preview above the button showed; empty below one of an older version
    record Send(long broadcast, Optional<Fingerprint> shown) implements BroadcastPress {}

    /// Send it to the presser alone.
    record SendToMe(long broadcast) implements BroadcastPress {}

    /// Choose when it goes out.
    ///
    /// @param shown what the preview above the button showed; empty below one of an older version
    record AskTime(long broadcast, Optional<Fingerprint> shown) implements BroadcastPress {}

    /// It goes out then.
    ///
    /// @param minute since 1970-01-01T00:00Z
    /// @param shown what the preview before showed; empty after one of an older version
    record SendAt(long broadcast, long minute, Optional<Fingerprint> shown) implements BroadcastPress {}

    /// It goes out at no time, and is a draft again.
    record Unschedule(long broadcast) implements BroadcastPress {}

    /// Forget the draft.
    record Discard(long broadcast) implements BroadcastPress {}

    /// Send no more of it for now.
    record Pause(long broadcast) implements BroadcastPress {}

    /// Send it again where it was paused.
    record GoOn(long broadcast) implements BroadcastPress {}

    /// Send no more of it.
    record Stop(long broadcast) implements BroadcastPress {}

    /// Send it again where that failed.
    ///
    /// @param shown how many failures the button said; empty on one of an older version
    record Retry(long broadcast, OptionalLong shown) implements BroadcastPress {}

    /// Ask whether to take it back.
    record AskWithdraw(long broadcast) implements BroadcastPress {}

    /// Take it back from all who got it.
    record Withdraw(long broadcast) implements BroadcastPress {}
}
