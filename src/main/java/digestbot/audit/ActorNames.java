package digestbot.audit;

import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.database.Transaction;
import digestbot.i18n.AuditPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

/// The names of operators, for other operators.
public final class ActorNames {

    private static final int MAX_LENGTH = 60;

    private final RoleStore roles = new RoleStore();

    /// The display name of whoever did something.
    public String of(Transaction transaction, Actor actor, Texts texts) {
        return switch (actor) {
            case Actor.ChatUser(Platform platform, long userId) -> person(transaction, platform, userId);
            case Actor.CommandLineUser() -> texts.format(AuditPhrase.COMMAND_LINE);
            case Actor.ConsoleUser(Optional<String> name) ->
                name.map(known -> known + ", " + texts.format(AuditPhrase.CONSOLE))
                        .orElseGet(() -> texts.format(AuditPhrase.CONSOLE));
            case Actor.BotItself() -> texts.format(AuditPhrase.ITSELF);
        };
    }

    /// “Telegram 501”, with the name before it where that is known.
    public String person(Transaction transaction, Platform platform, long userId) {
        return roles.of(transaction, platform, userId)
                .map(ActorNames::person)
                .orElseGet(() -> person(platform, userId));
    }

    /// The name of a person with a role.
    public static String person(RoleAssignment assignment) {
        String id = person(assignment.platform(), assignment.userId());
        return assignment.name().isEmpty()
                ? id
                : TextCleaner.line(assignment.name(), MAX_LENGTH) + " (" + id + ")";
    }

    /// “Telegram 501”.
    public static String person(Platform platform, long userId) {
        return platform.title() + " " + userId;
    }
}
