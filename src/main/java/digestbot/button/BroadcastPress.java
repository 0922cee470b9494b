package digestbot.button;

import static digestbot.button.FieldCodecs.ANY_LANGUAGE;
import static digestbot.button.FieldCodecs.ANY_PLATFORM;
import static digestbot.button.FieldCodecs.CRITERION;
import static digestbot.button.FieldCodecs.FINGERPRINT;
import static digestbot.button.FieldCodecs.FLAG;
import static digestbot.button.FieldCodecs.MINUTE_SINCE_1970;
import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.ORDINAL;
import static digestbot.button.FieldCodecs.SHOWN_COUNT;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import java.util.Optional;
import java.util.OptionalLong;

/// Buttons of a broadcast.
public sealed interface BroadcastPress extends Press {

    /// The broadcast's number.
    long broadcast();

    /// Shows the broadcast with its recipients and progress.
    record ShowBroadcast(long broadcast) implements BroadcastPress {
        static final ButtonSpec<ShowBroadcast> SPEC =
                ButtonSpec.of("b:v", Permission.BROADCAST, ShowBroadcast::new, NUMBER.of(ShowBroadcast::broadcast));
    }

    /// The presses that change, send or schedule a draft.
    sealed interface OfDraft extends BroadcastPress {}

    /// The presses that control a broadcast that was started.
    sealed interface OfSent extends BroadcastPress {}

    /// The presses that choose the recipients of a draft.
    sealed interface RecipientButton extends OfDraft {}

    /// Opens the recipient filters.
    record ShowRecipients(long broadcast) implements RecipientButton {
        static final ButtonSpec<ShowRecipients> SPEC =
                ButtonSpec.of("b:r", Permission.BROADCAST, ShowRecipients::new, NUMBER.of(ShowRecipients::broadcast));
    }

    /// Opens the choice of one filter's value.
    record ChooseCriterion(long broadcast, RecipientCriterion criterion) implements RecipientButton {
        static final ButtonSpec<ChooseCriterion> SPEC = ButtonSpec.of(
                "b:rc",
                Permission.BROADCAST,
                ChooseCriterion::new,
                NUMBER.of(ChooseCriterion::broadcast),
                CRITERION.of(ChooseCriterion::criterion));
    }

    /// A property by which recipients can be selected.
    enum RecipientCriterion {
        PLATFORM('p'),
        TOPIC('t'),
        PERSPECTIVE('s'),
        LANGUAGE('l'),
        ACTIVITY('a');

        private final char letter;

        RecipientCriterion(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    /// Selects everyone.
    record ToEveryone(long broadcast) implements RecipientButton {
        static final ButtonSpec<ToEveryone> SPEC =
                ButtonSpec.of("b:a", Permission.BROADCAST, ToEveryone::new, NUMBER.of(ToEveryone::broadcast));
    }

    /// Limits the recipients to one platform's subscribers, or selects every platform's.
    record ToPlatform(long broadcast, Optional<Platform> platform) implements RecipientButton {
        static final ButtonSpec<ToPlatform> SPEC = ButtonSpec.of(
                "b:p",
                Permission.BROADCAST,
                ToPlatform::new,
                NUMBER.of(ToPlatform::broadcast),
                ANY_PLATFORM.of(ToPlatform::platform));
    }

    /// Limits the recipients to subscribers of a topic, whatever perspective they read.
    ///
    /// @param topic the topic's number; 0 for any
    record ToTopic(long broadcast, long topic) implements RecipientButton {
        static final ButtonSpec<ToTopic> SPEC = ButtonSpec.of(
                "b:k", Permission.BROADCAST, ToTopic::new, NUMBER.of(ToTopic::broadcast), NUMBER.of(ToTopic::topic));
    }

    /// Limits the recipients to readers of a perspective of a digest's topic.
    ///
    /// @param digest the digest's number
    /// @param ordinal the perspective's place in it
    record ToPerspective(long broadcast, long digest, int ordinal) implements RecipientButton {
        static final ButtonSpec<ToPerspective> SPEC = ButtonSpec.of(
                "b:i",
                Permission.BROADCAST,
                ToPerspective::new,
                NUMBER.of(ToPerspective::broadcast),
                NUMBER.of(ToPerspective::digest),
                ORDINAL.of(ToPerspective::ordinal));
    }

    /// Limits the recipients to readers of a language.
    ///
    /// @param tag the IETF tag of an interface language; empty for any
    record ToLanguage(long broadcast, String tag) implements RecipientButton {
        static final ButtonSpec<ToLanguage> SPEC = ButtonSpec.of(
                "b:l",
                Permission.BROADCAST,
                ToLanguage::new,
                NUMBER.of(ToLanguage::broadcast),
                ANY_LANGUAGE.of(ToLanguage::tag));
    }

    /// Limits the recipients to chats that used the bot recently.
    ///
    /// @param days active within this number of days; 0 for any time
    record ToActive(long broadcast, int days) implements RecipientButton {
        static final ButtonSpec<ToActive> SPEC = ButtonSpec.of(
                "b:n", Permission.BROADCAST, ToActive::new, NUMBER.of(ToActive::broadcast), ORDINAL.of(ToActive::days));
    }

    /// Includes or excludes chats that muted announcements.
    record ToggleImportant(long broadcast, boolean enabled) implements RecipientButton {
        static final ButtonSpec<ToggleImportant> SPEC = ButtonSpec.of(
                "b:w",
                Permission.BROADCAST,
                ToggleImportant::new,
                NUMBER.of(ToggleImportant::broadcast),
                FLAG.of(ToggleImportant::enabled));
    }

    /// Sends the broadcast.
    ///
    /// @param preview the preview that the button belongs to; empty if the button is from an older
    ///     version
    record SendBroadcast(long broadcast, Optional<PreviewFingerprint> preview) implements OfDraft {
        static final ButtonSpec<SendBroadcast> SPEC = ButtonSpec.of(
                "b:s",
                Permission.BROADCAST,
                SendBroadcast::new,
                NUMBER.of(SendBroadcast::broadcast),
                FINGERPRINT.of(SendBroadcast::preview));
    }

    /// Ask once more before it is sent to very many.
    ///
    /// @param preview the preview that the button belongs to
    record AskToSend(long broadcast, Optional<PreviewFingerprint> preview) implements OfDraft {
        static final ButtonSpec<AskToSend> SPEC = ButtonSpec.of(
                "b:q",
                Permission.BROADCAST,
                AskToSend::new,
                NUMBER.of(AskToSend::broadcast),
                FINGERPRINT.of(AskToSend::preview));
    }

    /// Send it to the presser alone.
    record SendToMe(long broadcast) implements OfDraft {
        static final ButtonSpec<SendToMe> SPEC =
                ButtonSpec.of("b:m", Permission.BROADCAST, SendToMe::new, NUMBER.of(SendToMe::broadcast));
    }

    /// Asks for another text.
    record EditText(long broadcast) implements OfDraft, Press.Linkable {
        static final ButtonSpec<EditText> SPEC =
                ButtonSpec.of("b:e", Permission.BROADCAST, EditText::new, NUMBER.of(EditText::broadcast));

        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    /// Opens the choice of a time.
    ///
    /// @param preview the preview that the button belongs to; empty if the button is from an older
    ///     version
    record ChooseTime(long broadcast, Optional<PreviewFingerprint> preview) implements OfDraft {
        static final ButtonSpec<ChooseTime> SPEC = ButtonSpec.of(
                "b:c",
                Permission.BROADCAST,
                ChooseTime::new,
                NUMBER.of(ChooseTime::broadcast),
                FINGERPRINT.of(ChooseTime::preview));
    }

    /// Schedules the broadcast.
    ///
    /// @param minute since 1970-01-01T00:00Z
    /// @param preview the preview that the button belongs to; empty if the button is from an older
    ///     version
    record SendAt(long broadcast, long minute, Optional<PreviewFingerprint> preview) implements OfDraft {
        static final ButtonSpec<SendAt> SPEC = ButtonSpec.of(
                "b:t",
                Permission.BROADCAST,
                SendAt::new,
                NUMBER.of(SendAt::broadcast),
                MINUTE_SINCE_1970.of(SendAt::minute),
                FINGERPRINT.of(SendAt::preview));
    }

    /// Turns the scheduled broadcast back into a draft.
    record UnscheduleBroadcast(long broadcast) implements OfDraft {
        static final ButtonSpec<UnscheduleBroadcast> SPEC = ButtonSpec.of(
                "b:u", Permission.BROADCAST, UnscheduleBroadcast::new, NUMBER.of(UnscheduleBroadcast::broadcast));
    }

    /// Discards the draft.
    record DiscardBroadcast(long broadcast) implements OfDraft {
        static final ButtonSpec<DiscardBroadcast> SPEC = ButtonSpec.of(
                "b:d", Permission.BROADCAST, DiscardBroadcast::new, NUMBER.of(DiscardBroadcast::broadcast));
    }

    /// Pauses the broadcast.
    record PauseBroadcast(long broadcast) implements OfSent {
        static final ButtonSpec<PauseBroadcast> SPEC =
                ButtonSpec.of("b:h", Permission.BROADCAST, PauseBroadcast::new, NUMBER.of(PauseBroadcast::broadcast));
    }

    /// Resumes the broadcast.
    record ResumeBroadcast(long broadcast) implements OfSent {
        static final ButtonSpec<ResumeBroadcast> SPEC =
                ButtonSpec.of("b:g", Permission.BROADCAST, ResumeBroadcast::new, NUMBER.of(ResumeBroadcast::broadcast));
    }

    /// Stops the broadcast.
    record StopBroadcast(long broadcast) implements OfSent {
        static final ButtonSpec<StopBroadcast> SPEC =
                ButtonSpec.of("b:x", Permission.BROADCAST, StopBroadcast::new, NUMBER.of(StopBroadcast::broadcast));
    }

    /// Retries failed messages.
    ///
    /// @param shownFailures the number of failures on the button; empty if the button is from an
    ///     older version
    record RetryBroadcast(long broadcast, OptionalLong shownFailures) implements OfSent {
        static final ButtonSpec<RetryBroadcast> SPEC = ButtonSpec.of(
                "b:y",
                Permission.BROADCAST,
                RetryBroadcast::new,
                NUMBER.of(RetryBroadcast::broadcast),
                SHOWN_COUNT.of(RetryBroadcast::shownFailures));
    }

    /// Asks for a confirmation of the withdrawal.
    record ConfirmWithdrawal(long broadcast) implements OfSent {
        static final ButtonSpec<ConfirmWithdrawal> SPEC = ButtonSpec.of(
                "b:o", Permission.BROADCAST, ConfirmWithdrawal::new, NUMBER.of(ConfirmWithdrawal::broadcast));
    }

    /// Withdraws the broadcast.
    record WithdrawBroadcast(long broadcast) implements OfSent {
        static final ButtonSpec<WithdrawBroadcast> SPEC = ButtonSpec.of(
                "b:z", Permission.BROADCAST, WithdrawBroadcast::new, NUMBER.of(WithdrawBroadcast::broadcast));
    }
}
