package digestbot.audit;

import digestbot.audience.Platform;

/// The object of an action.
public sealed interface AuditSubject {

    /// A digest.
    ///
    /// @param number the digest's
    record Digest(long number) implements AuditSubject {}

    /// A broadcast.
    ///
    /// @param number the broadcast's
    record Broadcast(long number) implements AuditSubject {}

    /// A person, as the platform knows them.
    record Someone(Platform platform, long userId) implements AuditSubject {}

    /// The reason for which deliveries failed.
    record Cause(String name) implements AuditSubject {}

    /// No subject; the action says it all.
    record Nothing() implements AuditSubject {}
}
