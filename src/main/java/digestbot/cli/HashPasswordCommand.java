package digestbot.cli;

import digestbot.console.signin.Passwords;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot hash-password`: what goes into the configuration instead of the console's password.
@Command(
        name = "hash-password",
        description = "Asks for a password, or reads a line, and prints its hash for console.password-hash.",
        mixinStandardHelpOptions = true)
final class HashPasswordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String password = password()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There was no password to read: type one, or write it to this command's input."));
        try {
            spec.commandLine().getOut().println(Passwords.hash(password));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "This password does not do: " + e.getMessage() + ".", e);
        }
    }

    /// From the terminal, unseen and typed twice, or from the input.
    private Optional<String> password() throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isEmpty()) {
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return Optional.ofNullable(lines.readLine());
        }
        Optional<String> typed = typed(terminal.get().readPassword("Password: "));
        Optional<String> again = typed(terminal.get().readPassword("Again: "));
        if (!typed.equals(again)) {
            throw new ParameterException(spec.commandLine(), "These were two different passwords.");
        }
        return typed;
    }

    private static Optional<String> typed(char @Nullable [] password) {
        return Optional.ofNullable(password).map(String::new);
    }
}
