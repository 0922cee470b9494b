package digestbot.audit;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

/// The originator of an action.
public sealed interface Actor {

    /// Somebody in a chat.
    record Somebody(Platform platform, long userId) implements Actor {}

    /// A person who may use the program on its machine.
    record CommandLine() implements Actor {}

    /// A person who is signed in to the console.
    ///
    /// @param name the user that the proxy names; empty without a proxy
    record Console(Optional<String> name) implements Actor {

        private static final int LONGEST_NAME = 80;

        /// Cleans the name, as a digest's text is cleaned: the proxy passes on what people chose.
        public Console {
            name = name.map(given -> TextCleaner.line(given, LONGEST_NAME)).filter(clean -> !clean.isEmpty());
        }
    }

    /// The bot itself, for example when a hold expires.
    record Itself() implements Actor {}

    /// A person in a chat.
    static Actor of(Person person) {
        return new Somebody(person.platform(), person.userId());
    }
}
