package digestbot.action;

import digestbot.audience.Permission;
import java.util.Optional;

public sealed interface BroadcastPress extends Press {

    long broadcast();

    @ButtonData(code = "b:v", permission = Permission.BROADCAST)
    record ShowBroadcast(long broadcast) implements BroadcastPress {}

    @ButtonData(code = "b:r", permission = Permission.BROADCAST)
    record ShowRecipients(long broadcast) implements BroadcastPress {}

    /// Selects the subscribers of the topic with that number, or everyone if it is 0.
    @ButtonData(code = "b:k", permission = Permission.BROADCAST)
    record ToTopic(long broadcast, long topic) implements BroadcastPress {}

    /// The preview is the one that the button belongs to; empty if the button is from an older
    /// version.
    @ButtonData(code = "b:s", permission = Permission.BROADCAST)
    record SendBroadcast(long broadcast, Optional<PreviewFingerprint> preview) implements BroadcastPress {}

    @ButtonData(code = "b:d", permission = Permission.BROADCAST)
    record DiscardBroadcast(long broadcast) implements BroadcastPress {}

    @ButtonData(code = "b:x", permission = Permission.BROADCAST)
    record StopBroadcast(long broadcast) implements BroadcastPress {}

    @ButtonData(code = "b:o", permission = Permission.BROADCAST)
    record ConfirmWithdrawal(long broadcast) implements BroadcastPress {}

    @ButtonData(code = "b:z", permission = Permission.BROADCAST)
    record WithdrawBroadcast(long broadcast) implements BroadcastPress {}
}
