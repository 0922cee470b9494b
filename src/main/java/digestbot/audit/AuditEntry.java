package digestbot.audit;

import java.time.Instant;

/// An entry of the audit log.
///
/// @param number a number that grows with time
public record AuditEntry(long number, Instant at, Actor by, AuditAction action, AuditSubject subject) {}
