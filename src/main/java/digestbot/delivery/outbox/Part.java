package digestbot.delivery.outbox;

/// A part: one message of a delivery.
///
/// @param ordinal its place in the delivery, from 0
public record Part(long delivery, int ordinal) {}
