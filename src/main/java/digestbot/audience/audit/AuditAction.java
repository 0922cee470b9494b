package digestbot.audience.audit;

import digestbot.audience.StoredEnum;
import digestbot.i18n.Texts;

/// An action of an operator. The names are stored, so they stay.
public enum AuditAction implements StoredEnum {
    ADMIN_MADE,
    EDITOR_MADE,
    ROLE_TAKEN,
    /// The person deleted their data.
    ROLE_GIVEN_UP,
    DIGEST_RELEASED,
    DIGEST_WITHDRAWN,
    /// A held digest was not published.
    DIGEST_REJECTED,
    BROADCAST_SENT,
    BROADCAST_SCHEDULED,
    BROADCAST_UNSCHEDULED,
    BROADCAST_PAUSED,
    BROADCAST_RESUMED,
    BROADCAST_STOPPED,
    BROADCAST_WITHDRAWN,
    BROADCAST_RETRIED,
    BROADCAST_TESTED,
    /// A retry of all failed deliveries with one reason.
    DELIVERIES_RETRIED,
    SIGNED_IN;

    public String describe(Texts texts, String subject) {
        String key = "audit-" + id();
        return this == SIGNED_IN ? texts.format(key) : texts.format(key, subject);
    }
}
