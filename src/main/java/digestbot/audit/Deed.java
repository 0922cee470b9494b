package digestbot.audit;

import java.util.Locale;

/// What was done. The names are stored, so they stay.
public enum Deed {
    ADMIN_MADE,
    EDITOR_MADE,
    ROLE_TAKEN,
    /// The person wanted all that is kept of them deleted.
    ROLE_GIVEN_UP,
    DIGEST_RELEASED,
    DIGEST_WITHDRAWN,
    BROADCAST_SENT,
    BROADCAST_SCHEDULED,
    BROADCAST_PAUSED,
    BROADCAST_STOPPED,
    BROADCAST_WITHDRAWN,
    /// What of it failed was sent again.
    BROADCAST_RETRIED,
    /// What failed was sent again, whatever it belonged to.
    DELIVERIES_RETRIED,
    /// To the console.
    SIGNED_IN;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Deed of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
