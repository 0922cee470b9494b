package digestbot.audience.audit;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

public sealed interface Actor {

    record ChatUser(Platform platform, long userId) implements Actor {}

    /// A person who may use the program on its machine.
    record CommandLineUser() implements Actor {}

    /// A person who is signed in to the console, with the user that the proxy names; without a
    /// proxy, the name is empty.
    record ConsoleUser(Optional<String> name) implements Actor {

        private static final int MAX_NAME_LENGTH = 80;

        /// Cleans the name like a digest's text, because people choose it and the proxy passes it
        /// on.
        public ConsoleUser {
            name = name.map(given -> TextCleaner.line(given, MAX_NAME_LENGTH)).filter(clean -> !clean.isEmpty());
        }
    }

    /// The bot itself, for example when a hold expires.
    record BotItself() implements Actor {}

    /// The id of a chat user's platform, or `command-line`, `console` or `itself`.
    default String id() {
        return switch (this) {
            case ChatUser(Platform platform, long _) -> platform.id();
            case CommandLineUser() -> "command-line";
            case ConsoleUser _ -> "console";
            case BotItself() -> "itself";
        };
    }

    /// The user id; empty for everyone except chat users.
    default Optional<Long> chatUserId() {
        return this instanceof ChatUser(Platform _, long userId) ? Optional.of(userId) : Optional.empty();
    }

    /// The actor with this [#id]. `name` is a console user's name.
    static Actor of(String id, long userId, Optional<String> name) {
        return switch (id) {
            case "command-line" -> new CommandLineUser();
            case "console" -> new ConsoleUser(name);
            case "itself" -> new BotItself();
            default -> new ChatUser(Platform.of(id), userId);
        };
    }

    static Actor of(Person person) {
        return new ChatUser(person.platform(), person.userId());
    }
}
