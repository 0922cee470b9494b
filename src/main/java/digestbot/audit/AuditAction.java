package digestbot.audit;

import digestbot.i18n.AuditPhrase;
import digestbot.i18n.Phrase;
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
    /// A token for pushing digests was made.
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
        return this == SIGNED_IN ? texts.format(phrase()) : texts.format(phrase(), subject);
    }

    private Phrase phrase() {
        return switch (this) {
            case ADMIN_MADE -> AuditPhrase.ADMIN_MADE;
            case EDITOR_MADE -> AuditPhrase.EDITOR_MADE;
            case ROLE_TAKEN -> AuditPhrase.ROLE_TAKEN;
            case ROLE_GIVEN_UP -> AuditPhrase.ROLE_GIVEN_UP;
            case DIGEST_RELEASED -> AuditPhrase.DIGEST_RELEASED;
            case DIGEST_WITHDRAWN -> AuditPhrase.DIGEST_WITHDRAWN;
            case DIGEST_REJECTED -> AuditPhrase.DIGEST_REJECTED;
            case BROADCAST_SENT -> AuditPhrase.BROADCAST_SENT;
            case BROADCAST_SCHEDULED -> AuditPhrase.BROADCAST_SCHEDULED;
            case BROADCAST_UNSCHEDULED -> AuditPhrase.BROADCAST_UNSCHEDULED;
            case BROADCAST_PAUSED -> AuditPhrase.BROADCAST_PAUSED;
            case BROADCAST_RESUMED -> AuditPhrase.BROADCAST_RESUMED;
            case BROADCAST_STOPPED -> AuditPhrase.BROADCAST_STOPPED;
            case BROADCAST_WITHDRAWN -> AuditPhrase.BROADCAST_WITHDRAWN;
            case BROADCAST_RETRIED -> AuditPhrase.BROADCAST_RETRIED;
            case BROADCAST_TESTED -> AuditPhrase.BROADCAST_TESTED;
            case DELIVERIES_RETRIED -> AuditPhrase.DELIVERIES_RETRIED;
            case SIGNED_IN -> AuditPhrase.SIGNED_IN;
        };
    }
}
