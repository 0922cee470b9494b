package digestbot.button;

import static digestbot.button.FieldCodecs.ANY_LANGUAGE;
import static digestbot.button.FieldCodecs.ANY_PLATFORM;
import static digestbot.button.FieldCodecs.FLAG;
import static digestbot.button.FieldCodecs.MINUTE_SINCE_1970;
import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.ORDINAL;
import static digestbot.button.FieldCodecs.SHOWN;
import static digestbot.button.FieldCodecs.SHOWN_COUNT;
import static digestbot.button.FieldCodecs.TRAIT;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import java.util.Optional;
import java.util.OptionalLong;

/// Buttons of a broadcast.
public sealed interface BroadcastPress extends Press {

    /// The broadcast's number.
    long broadcast();

    /// Shows the broadcast with its recipients and progress.
    record Show(long broadcast) implements BroadcastPress {
        static final ButtonSpec<Show> SPEC =
                ButtonSpec.of("b:v", Permission.ANNOUNCE, Show::new, NUMBER.of(Show::broadcast));
    }

    /// The presses that change, send or schedule a draft.
    sealed interface OfDraft extends BroadcastPress {}

    /// The presses that control a broadcast that was started.
    sealed interface OfSent extends BroadcastPress {}

    /// The presses that choose the recipients of a draft.
    sealed interface OfRecipients extends OfDraft {}

    /// Open the recipient filters.
    record Recipients(long broadcast) implements OfRecipients {
        static final ButtonSpec<Recipients> SPEC =
                ButtonSpec.of("b:r", Permission.ANNOUNCE, Recipients::new, NUMBER.of(Recipients::broadcast));
    }

    /// Choose the value of one filter.
    record Choose(long broadcast, Trait by) implements OfRecipients {
        static final ButtonSpec<Choose> SPEC = ButtonSpec.of(
                "b:rc", Permission.ANNOUNCE, Choose::new, NUMBER.of(Choose::broadcast), TRAIT.of(Choose::by));
    }

    /// A trait that recipients may have in common.
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
    record ToEveryone(long broadcast) implements OfRecipients {
        static final ButtonSpec<ToEveryone> SPEC =
                ButtonSpec.of("b:a", Permission.ANNOUNCE, ToEveryone::new, NUMBER.of(ToEveryone::broadcast));
    }

    /// To one platform's subscribers, or to every platform's.
    record ToPlatform(long broadcast, Optional<Platform> platform) implements OfRecipients {
        static final ButtonSpec<ToPlatform> SPEC = ButtonSpec.of(
                "b:p",
                Permission.ANNOUNCE,
                ToPlatform::new,
                NUMBER.of(ToPlatform::broadcast),
                ANY_PLATFORM.of(ToPlatform::platform));
    }

    /// Limits the recipients to subscribers of a topic, whatever perspective they read.
    ///
    /// @param topic the topic's number; 0 for any
    record ToTopic(long broadcast, long topic) implements OfRecipients {
        static final ButtonSpec<ToTopic> SPEC = ButtonSpec.of(
                "b:k", Permission.ANNOUNCE, ToTopic::new, NUMBER.of(ToTopic::broadcast), NUMBER.of(ToTopic::topic));
    }

    /// To those who read a side of a digest's topic.
    ///
    /// @param digest the digest's number
    /// @param ordinal the side's place in it
    record ToPerspective(long broadcast, long digest, int ordinal) implements OfRecipients {
        static final ButtonSpec<ToPerspective> SPEC = ButtonSpec.of(
                "b:i",
                Permission.ANNOUNCE,
                ToPerspective::new,
                NUMBER.of(ToPerspective::broadcast),
                NUMBER.of(ToPerspective::digest),
                ORDINAL.of(ToPerspective::ordinal));
    }

    /// To readers of a language.
    ///
    /// @param tag the IETF tag of an interface language; empty for any
    record ToLanguage(long broadcast, String tag) implements OfRecipients {
        static final ButtonSpec<ToLanguage> SPEC = ButtonSpec.of(
                "b:l",
                Permission.ANNOUNCE,
                ToLanguage::new,
                NUMBER.of(ToLanguage::broadcast),
                ANY_LANGUAGE.of(ToLanguage::tag));
    }

    /// To chats that used the bot recently.
    ///
    /// @param days active within this number of days; 0 for any time
    record ToActive(long broadcast, int days) implements OfRecipients {
        static final ButtonSpec<ToActive> SPEC = ButtonSpec.of(
                "b:n", Permission.ANNOUNCE, ToActive::new, NUMBER.of(ToActive::broadcast), ORDINAL.of(ToActive::days));
    }

    /// Includes or excludes chats that muted announcements.
    record ToMuted(long broadcast, boolean wanted) implements OfRecipients {
        static final ButtonSpec<ToMuted> SPEC = ButtonSpec.of(
                "b:w", Permission.ANNOUNCE, ToMuted::new, NUMBER.of(ToMuted::broadcast), FLAG.of(ToMuted::wanted));
    }

    /// Send it.
    ///
    /// @param shown the preview that the button belongs to; empty if the button is from an older
    /// version
    record Send(long broadcast, Optional<Fingerprint> shown) implements OfDraft {
        static final ButtonSpec<Send> SPEC =
                ButtonSpec.of("b:s", Permission.ANNOUNCE, Send::new, NUMBER.of(Send::broadcast), SHOWN.of(Send::shown));
    }

    /// Send it to the presser alone.
    record SendToMe(long broadcast) implements OfDraft {
        static final ButtonSpec<SendToMe> SPEC =
                ButtonSpec.of("b:m", Permission.ANNOUNCE, SendToMe::new, NUMBER.of(SendToMe::broadcast));
    }

    /// Choose when it goes out.
    ///
    /// @param shown what the preview above the button showed; empty below one of an older version
    record AskTime(long broadcast, Optional<Fingerprint> shown) implements OfDraft {
        static final ButtonSpec<AskTime> SPEC = ButtonSpec.of(
                "b:c", Permission.ANNOUNCE, AskTime::new, NUMBER.of(AskTime::broadcast), SHOWN.of(AskTime::shown));
    }

    /// Schedule it for a time.
    ///
    /// @param minute since 1970-01-01T00:00Z
    /// @param shown the fingerprint of the preview; empty if the button is from an older version
    record SendAt(long broadcast, long minute, Optional<Fingerprint> shown) implements OfDraft {
        static final ButtonSpec<SendAt> SPEC = ButtonSpec.of(
                "b:t",
                Permission.ANNOUNCE,
                SendAt::new,
                NUMBER.of(SendAt::broadcast),
                MINUTE_SINCE_1970.of(SendAt::minute),
                SHOWN.of(SendAt::shown));
    }

    /// Unschedule it.
    record Unschedule(long broadcast) implements OfDraft {
        static final ButtonSpec<Unschedule> SPEC =
                ButtonSpec.of("b:u", Permission.ANNOUNCE, Unschedule::new, NUMBER.of(Unschedule::broadcast));
    }

    /// Forget the draft.
    record Discard(long broadcast) implements OfDraft {
        static final ButtonSpec<Discard> SPEC =
                ButtonSpec.of("b:d", Permission.ANNOUNCE, Discard::new, NUMBER.of(Discard::broadcast));
    }

    /// Pauses the broadcast.
    record Pause(long broadcast) implements OfSent {
        static final ButtonSpec<Pause> SPEC =
                ButtonSpec.of("b:h", Permission.ANNOUNCE, Pause::new, NUMBER.of(Pause::broadcast));
    }

    /// Resumes the broadcast.
    record GoOn(long broadcast) implements OfSent {
        static final ButtonSpec<GoOn> SPEC =
                ButtonSpec.of("b:g", Permission.ANNOUNCE, GoOn::new, NUMBER.of(GoOn::broadcast));
    }

    /// Stops the broadcast.
    record Stop(long broadcast) implements OfSent {
        static final ButtonSpec<Stop> SPEC =
                ButtonSpec.of("b:x", Permission.ANNOUNCE, Stop::new, NUMBER.of(Stop::broadcast));
    }

    /// Retry failed messages.
    ///
    /// @param shown how many failures the button said; empty on one of an older version
    record Retry(long broadcast, OptionalLong shown) implements OfSent {
        static final ButtonSpec<Retry> SPEC = ButtonSpec.of(
                "b:y", Permission.ANNOUNCE, Retry::new, NUMBER.of(Retry::broadcast), SHOWN_COUNT.of(Retry::shown));
    }

    /// Ask whether to take it back.
    record AskWithdraw(long broadcast) implements OfSent {
        static final ButtonSpec<AskWithdraw> SPEC =
                ButtonSpec.of("b:o", Permission.ANNOUNCE, AskWithdraw::new, NUMBER.of(AskWithdraw::broadcast));
    }

    /// Withdraw it.
    record Withdraw(long broadcast) implements OfSent {
        static final ButtonSpec<Withdraw> SPEC =
                ButtonSpec.of("b:z", Permission.ANNOUNCE, Withdraw::new, NUMBER.of(Withdraw::broadcast));
    }
}
