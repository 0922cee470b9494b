package digestbot.i18n;

/// The phrases of the audit log.
public enum AuditPhrase implements Phrase {
    TITLE(0),
    EMPTY(0),
    COMMAND_LINE(0),
    CONSOLE(0),
    /// The bot as the originator of what it does automatically.
    ITSELF(0),
    ADMIN_MADE(1),
    EDITOR_MADE(1),
    ROLE_TAKEN(1),
    ROLE_GIVEN_UP(1),
    DIGEST_RELEASED(1),
    DIGEST_WITHDRAWN(1),
    DIGEST_REJECTED(1),
    BROADCAST_SENT(1),
    BROADCAST_SCHEDULED(1),
    BROADCAST_UNSCHEDULED(1),
    BROADCAST_PAUSED(1),
    BROADCAST_RESUMED(1),
    BROADCAST_STOPPED(1),
    BROADCAST_WITHDRAWN(1),
    BROADCAST_RETRIED(1),
    BROADCAST_TESTED(1),
    DELIVERIES_RETRIED(1),
    SIGNED_IN(0);

    private final int arguments;

    AuditPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }

    @Override
    public String key() {
        return "audit-" + Phrase.super.key();
    }
}
