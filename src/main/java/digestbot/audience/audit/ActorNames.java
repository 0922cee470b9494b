package digestbot.audience.audit;

import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

/// The names of operators, for other operators.
public final class ActorNames {

    private static final int MAX_LENGTH = 60;

    private final RoleStore roles = new RoleStore();
    private final PersonStore persons = new PersonStore();

    public String of(Transaction transaction, Actor actor, Texts texts) {
        return switch (actor) {
            case Actor.ChatUser(Platform platform, long userId) -> person(transaction, platform, userId);
            case Actor.CommandLineUser() -> texts.format("audit-command-line");
            case Actor.ConsoleUser(Optional<String> name) ->
                name.map(known -> known + ", " + texts.format("audit-console"))
                        .orElseGet(() -> texts.format("audit-console"));
            case Actor.BotItself() -> texts.format("audit-itself");
        };
    }

    /// The person's label, such as “Telegram 501”, after the name if it is known.
    public String person(Transaction transaction, Platform platform, long userId) {
        return withId(name(transaction, platform, userId).orElse(""), platform, userId);
    }

    /// The name of the person at their last use of the bot as an operator, or else when they got
    /// their role.
    public Optional<String> name(Transaction transaction, Platform platform, long userId) {
        return persons.operatorName(transaction, platform, userId)
                .or(() -> roles.of(transaction, platform, userId).map(RoleAssignment::name))
                .filter(name -> !name.isBlank());
    }

    public static String person(RoleAssignment assignment) {
        return withId(assignment.name(), assignment.platform(), assignment.userId());
    }

    private static String withId(String name, Platform platform, long userId) {
        String id = person(platform, userId);
        return name.isEmpty() ? id : TextCleaner.line(name, MAX_LENGTH) + " (" + id + ")";
    }

    /// “Telegram 501”.
    public static String person(Platform platform, long userId) {
        return platform.title() + " " + userId;
    }
}
