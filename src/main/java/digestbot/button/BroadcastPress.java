package digestbot.button;

import static digestbot.button.FieldCodecs.FINGERPRINT;
import static digestbot.button.FieldCodecs.NUMBER;

import digestbot.audience.Permission;
import java.util.Optional;

public sealed interface BroadcastPress extends Press {

    /// The broadcast's number.
    long broadcast();

    /// Shows the broadcast with its recipients and progress.
    record ShowBroadcast(long broadcast) implements BroadcastPress {
        static final ButtonSpec<ShowBroadcast> SPEC =
                ButtonSpec.of("b:v", Permission.BROADCAST, ShowBroadcast::new, NUMBER.of(ShowBroadcast::broadcast));
    }

    /// Opens the choice of the recipients.
    record ShowRecipients(long broadcast) implements BroadcastPress {
        static final ButtonSpec<ShowRecipients> SPEC =
                ButtonSpec.of("b:r", Permission.BROADCAST, ShowRecipients::new, NUMBER.of(ShowRecipients::broadcast));
    }

    /// Selects the subscribers of a topic, or everyone.
    ///
    /// @param topic the topic's number; 0 for everyone
    record ToTopic(long broadcast, long topic) implements BroadcastPress {
        static final ButtonSpec<ToTopic> SPEC = ButtonSpec.of(
                "b:k", Permission.BROADCAST, ToTopic::new, NUMBER.of(ToTopic::broadcast), NUMBER.of(ToTopic::topic));
    }

    /// Sends the broadcast.
    ///
    /// @param preview the preview that the button belongs to; empty if the button is from an older
    ///     version
    record SendBroadcast(long broadcast, Optional<PreviewFingerprint> preview) implements BroadcastPress {
        static final ButtonSpec<SendBroadcast> SPEC = ButtonSpec.of(
                "b:s",
                Permission.BROADCAST,
                SendBroadcast::new,
                NUMBER.of(SendBroadcast::broadcast),
                FINGERPRINT.of(SendBroadcast::preview));
    }

    record DiscardBroadcast(long broadcast) implements BroadcastPress {
        static final ButtonSpec<DiscardBroadcast> SPEC = ButtonSpec.of(
                "b:d", Permission.BROADCAST, DiscardBroadcast::new, NUMBER.of(DiscardBroadcast::broadcast));
    }

    record StopBroadcast(long broadcast) implements BroadcastPress {
        static final ButtonSpec<StopBroadcast> SPEC =
                ButtonSpec.of("b:x", Permission.BROADCAST, StopBroadcast::new, NUMBER.of(StopBroadcast::broadcast));
    }

    record ConfirmWithdrawal(long broadcast) implements BroadcastPress {
        static final ButtonSpec<ConfirmWithdrawal> SPEC = ButtonSpec.of(
                "b:o", Permission.BROADCAST, ConfirmWithdrawal::new, NUMBER.of(ConfirmWithdrawal::broadcast));
    }

    record WithdrawBroadcast(long broadcast) implements BroadcastPress {
        static final ButtonSpec<WithdrawBroadcast> SPEC = ButtonSpec.of(
                "b:z", Permission.BROADCAST, WithdrawBroadcast::new, NUMBER.of(WithdrawBroadcast::broadcast));
    }
}
