package digestbot.cli.common;

import java.io.Console;
import java.util.Optional;

/// Asks whoever started the command.
public interface ConfirmationPrompt {

    /// Whether somebody is there to answer.
    boolean isThere();

    /// What they answer; empty if they end the input.
    String ask(String question);

    /// The terminal that the process was started in, if it was.
    static ConfirmationPrompt ofProcess() {
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return new ConfirmationPrompt() {

            @Override
            public boolean isThere() {
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
