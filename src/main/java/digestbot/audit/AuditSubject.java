package digestbot.audit;

import digestbot.audience.Platform;

/// The object of an action.
public sealed interface AuditSubject {

    /// A digest.
    record DigestSubject(long number) implements AuditSubject {}

    /// A broadcast.
    record BroadcastSubject(long number) implements AuditSubject {}

    /// A person, as the platform knows them.
    record PersonSubject(Platform platform, long userId) implements AuditSubject {}

    /// The reason for which deliveries failed.
    record FailureReason(String name) implements AuditSubject {}

    /// No subject, because the action needs none.
    record NoSubject() implements AuditSubject {}
}
