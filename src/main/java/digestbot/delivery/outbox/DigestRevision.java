package digestbot.delivery.outbox;

/// A revision of a digest, by their numbers.
public record DigestRevision(long digest, int revision) {}
