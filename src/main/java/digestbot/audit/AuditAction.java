package digestbot.audit;

import digestbot.i18n.Texts;
import java.util.Locale;

/// An action of an operator. The names are stored, so they stay.
public enum AuditAction {
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
    /// The schedule was removed.
    BROADCAST_UNSCHEDULED,
    BROADCAST_PAUSED,
    BROADCAST_RESUMED,
    BROADCAST_STOPPED,
    BROADCAST_WITHDRAWN,
    /// A retry of the failed deliveries of a broadcast.
    BROADCAST_RETRIED,
    /// A test of a broadcast, to owners or to any chat.
    BROADCAST_TESTED,
    /// A retry of all failed deliveries with one reason.
    DELIVERIES_RETRIED,
    /// A sign-in to the console.
    SIGNED_IN;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AuditAction of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    /// Describes the action.
    public String describe(Texts texts, String subject) {
        String key = "audit-" + column().replace('_', '-');
        return this == SIGNED_IN ? texts.format(key) : texts.format(key, subject);
    }
}
