package digestbot.i18n;

public enum AuditPhrase implements Phrase {
    TITLE,
    EMPTY,
    COMMAND_LINE,
    CONSOLE,
    /// The bot as the originator of what it does automatically.
    ITSELF,
    ADMIN_MADE,
    EDITOR_MADE,
    ROLE_TAKEN,
    ROLE_GIVEN_UP,
    DIGEST_RELEASED,
    DIGEST_WITHDRAWN,
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
    DELIVERIES_RETRIED,
    SIGNED_IN;

    @Override
    public String key() {
        return "audit-" + Phrase.super.key();
    }
}
