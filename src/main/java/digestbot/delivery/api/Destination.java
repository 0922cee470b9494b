package digestbot.delivery.api;

import digestbot.audience.Chat;

/// A chat, and the id of a forum topic in it: 0 for none, [Subscription#OWN_THREAD] for one that
/// the message opens.
public record Destination(Chat chat, long thread) {}
