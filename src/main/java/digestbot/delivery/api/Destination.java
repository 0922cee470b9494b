package digestbot.delivery.api;

import digestbot.audience.Chat;

/// The place to which a message is sent.
///
/// @param thread a forum topic's id within the chat; 0 for none, [Subscription#OWN_THREAD] for one
///     that the message opens
public record Destination(Chat chat, long thread) {}
