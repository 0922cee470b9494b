package digestbot.audit;

import digestbot.audience.Platform;

public sealed interface AuditSubject {

    record DigestSubject(long number) implements AuditSubject {}

    record BroadcastSubject(long number) implements AuditSubject {}

    record PersonSubject(Platform platform, long userId) implements AuditSubject {}

    /// The reason for which deliveries failed.
    record FailureReason(String name) implements AuditSubject {}

    record NoSubject() implements AuditSubject {}
}
