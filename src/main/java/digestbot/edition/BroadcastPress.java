package digestbot.edition;

import digestbot.subscription.Platform;

/// Presses under an admin's announcement.
public sealed interface BroadcastPress extends Press {

    /// The broadcast's number.
    long broadcast();

    /// Show it, with its recipients and how far it is.
    record Show(long broadcast) implements BroadcastPress {}

    /// Choose the recipients.
    record Recipients(long broadcast) implements BroadcastPress {}

    /// To everyone.
    record ToEveryone(long broadcast) implements BroadcastPress {}

    /// To one platform's subscribers.
    record ToPlatform(long broadcast, Platform platform) implements BroadcastPress {}

    /// To those who get a topic.
    ///
    /// @param topic the topic's number
    record ToTopic(long broadcast, long topic) implements BroadcastPress {}

    /// Send it.
    record Send(long broadcast) implements BroadcastPress {}

    /// Send no more of it.
    record Stop(long broadcast) implements BroadcastPress {}

    /// Forget the draft.
    record Discard(long broadcast) implements BroadcastPress {}
}
