package digestbot.audit;

import java.time.Instant;

/// An entry of the audit log, whose number grows with time.
public record AuditEntry(long number, Instant at, Actor by, AuditAction action, AuditSubject subject) {}
