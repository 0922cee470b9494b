package digestbot.cli;

import digestbot.cli.common.ConfirmationPrompt;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--yes` and `--dry-run`, a mixin for commands that reach many people and cannot be undone.
final class ConfirmationOptions {

    @Option(names = "--yes", description = "Skip the confirmation.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Show what would happen, and change nothing.")
    private boolean dryRun;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private final ConfirmationPrompt prompt;

    ConfirmationOptions(ConfirmationPrompt prompt) {
        this.prompt = prompt;
    }

    /// Tells whether one of the two options was given.
    boolean isGiven() {
        return yes || dryRun;
    }

    /// Asks for confirmation. If the answer is no, prints that nothing was changed.
    ///
    /// @param act a verb with its object and a number, such as “withdraw broadcast 2 from 3 chats”
    /// @throws ParameterException if nobody can be asked
    boolean confirms(String act) {
        if (dryRun) {
            spec.commandLine().getOut().println("Dry run: would %s. Nothing was changed.".formatted(act));
            return false;
        }
        if (yes) {
            return true;
        }
        if (!prompt.isInteractive()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "This would %s. There is no terminal to confirm that: add --yes, or --dry-run to change nothing."
                            .formatted(act));
        }
        boolean confirmed = prompt.confirm(act.substring(0, 1).toUpperCase(Locale.ROOT) + act.substring(1) + "?");
        if (!confirmed) {
            spec.commandLine().getOut().println("Nothing was changed.");
        }
        return confirmed;
    }
}
