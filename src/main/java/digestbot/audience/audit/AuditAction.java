package digestbot.audience.audit;

import digestbot.audience.StoredEnum;

/// An action of an operator. The names are stored, so they must not change.
public enum AuditAction implements StoredEnum {
    ADMIN_MADE("Made admin"),
    EDITOR_MADE("Made editor"),
    ROLE_TAKEN("Role removed"),
    /// The person deleted their data.
    ROLE_GIVEN_UP("Data deleted and role removed"),
    DIGEST_RELEASED("Digest released"),
    DIGEST_WITHDRAWN("Digest withdrawn"),
    /// A held digest was not published.
    DIGEST_REJECTED("Digest not published"),
    BROADCAST_SENT("Broadcast sent"),
    BROADCAST_SCHEDULED("Broadcast scheduled"),
    BROADCAST_UNSCHEDULED("Broadcast unscheduled"),
    BROADCAST_PAUSED("Broadcast paused"),
    BROADCAST_RESUMED("Broadcast resumed"),
    BROADCAST_STOPPED("Broadcast stopped"),
    BROADCAST_WITHDRAWN("Broadcast withdrawn"),
    BROADCAST_RETRIED("Broadcast retried"),
    BROADCAST_TESTED("Broadcast test sent"),
    /// A retry of all failed deliveries with one reason.
    DELIVERIES_RETRIED("Failed deliveries retried"),
    SIGNED_IN("Signed in");

    private final String label;

    AuditAction(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
