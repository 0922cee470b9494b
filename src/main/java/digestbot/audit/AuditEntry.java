package digestbot.audit;

import java.time.Instant;

/// One act.
///
/// @param number grows with time
public record AuditEntry(long number, Instant at, Actor by, AuditAction deed, AuditSubject about) {}
