package digestbot.cli;

import digestbot.cli.common.CliCommand;
import digestbot.console.signin.Passwords;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// `digestbot hash-password`: prints the hash of the console's password for the configuration.
@Command(
        name = "hash-password",
        description = "Print the hash of a password, typed or read from stdin, for console.password-hash.",
        mixinStandardHelpOptions = true)
final class HashPasswordCommand extends CliCommand {

    @Override
    public Integer call() throws IOException {
        String password = password().orElseThrow(() -> wrong("No password. Type one, or pipe it to this command."));
        try {
            println(Passwords.hash(password));
            return 0;
        } catch (IllegalArgumentException e) {
            throw wrong("Password not accepted: " + e.getMessage() + ".");
        }
    }

    /// Reads the password twice from the terminal without echo, or once from standard input.
    private Optional<String> password() throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isEmpty()) {
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return Optional.ofNullable(lines.readLine());
        }
        Optional<String> typed = typed(terminal.get().readPassword("Password: "));
        Optional<String> again = typed(terminal.get().readPassword("Repeat password: "));
        if (!typed.equals(again)) {
            throw wrong("The passwords don't match.");
        }
        return typed;
    }

    private static Optional<String> typed(char @Nullable [] password) {
        return Optional.ofNullable(password).map(String::new);
    }
}
