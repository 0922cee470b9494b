package digestbot.cli.common;

import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Asks the person who started the command.
public interface ConfirmationPrompt {

    /// Tells whether a person can answer.
    boolean isInteractive();

    /// Asks a question and returns the answer; empty if the person ends the input.
    String ask(String question);

    /// Tells whether the person answers the question with yes.
    default boolean confirm(String question) {
        String answer = ask(question + " [y/N] ").strip().toLowerCase(Locale.ROOT);
        return List.of("y", "yes").contains(answer);
    }

    /// The terminal of the process, if there is one.
    static ConfirmationPrompt ofProcess() {
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return new ConfirmationPrompt() {

            @Override
            public boolean isInteractive() {
                return console.isPresent();
            }

            @Override
            public String ask(String question) {
                return Optional.ofNullable(console.orElseThrow().readLine("%s", question))
                        .orElse("");
            }
        };
    }
}
