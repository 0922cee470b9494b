package digestbot.cli;

import digestbot.i18n.ClosestMatch;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Describes mistakes in the arguments of a command in one sentence, without the names of Java
/// types.
final class ArgumentErrors {

    private ArgumentErrors() {}

    static String message(ParameterException wrong) {
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, spec);
            case MissingParameterException missing -> withHelp("Missing " + names(missing.getMissing()) + ".", spec);
            default -> conversion(wrong).orElseGet(() -> other(wrong, spec));
        };
    }

    private static String unmatched(UnmatchedArgumentException wrong, CommandSpec spec) {
        String first = wrong.getUnmatched().getFirst();
        if (first.startsWith("-")) {
            List<String> options = spec.options().stream()
                    .flatMap(option -> List.of(option.names()).stream())
                    .filter(name -> name.startsWith("--"))
                    .toList();
            return suggesting("Unknown option “%s”.".formatted(first), first, options, spec);
        }
        if (!spec.subcommands().isEmpty()) {
            return suggesting(
                    "Unknown command “%s”.".formatted(first),
                    first,
                    spec.subcommands().keySet(),
                    spec);
        }
        String quotes = spec.positionalParameters().isEmpty() ? "" : " Put a value that has spaces in quotes.";
        return withHelp("Unexpected argument “%s”.%s".formatted(first, quotes), spec);
    }

    private static String suggesting(String sentence, String typed, Collection<String> known, CommandSpec spec) {
        return ClosestMatch.find(typed, known)
                .map(meant -> "%s Did you mean “%s”?".formatted(sentence, meant))
                .orElseGet(() -> withHelp(sentence, spec));
    }

    private static String withHelp(String sentence, CommandSpec spec) {
        return "%s See “%s --help”.".formatted(sentence, spec.qualifiedName());
    }

    private static String names(List<ArgSpec> arguments) {
        return arguments.stream().map(ArgumentErrors::name).collect(Collectors.joining(" and "));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? "%s after %s".formatted(option.paramLabel(), option.longestName())
                : argument.paramLabel();
    }

    /// The message of a converter that rejected a value; empty if none did.
    private static Optional<String> conversion(ParameterException wrong) {
        if (wrong.getCause() == null || wrong.getArgSpec() == null) {
            return Optional.empty();
        }
        String label = wrong.getArgSpec() instanceof OptionSpec option
                ? option.longestName()
                : wrong.getArgSpec().paramLabel();
        String reason = wrong.getCause() instanceof TypeConversionException refused
                ? refused.getMessage()
                : "“%s” is not valid.".formatted(wrong.getValue());
        return Optional.of(label + ": " + reason);
    }

    /// Messages of the command itself are kept.
    private static String other(ParameterException wrong, CommandSpec spec) {
        String message = String.valueOf(wrong.getMessage());
        return wrong.getClass() == ParameterException.class
                ? message
                : withHelp(message.replaceFirst("^Error: ", "").replaceFirst("[^.]\\z", "$0."), spec);
    }
}
