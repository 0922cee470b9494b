package digestbot.docs;

import digestbot.cli.CommandLineResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// From the model with which the program itself parses.
final class CommandLineReference {

    /// Described once for all commands.
    private static final List<String> COMMON = List.of("--config", "--help", "--version");

    private CommandLineReference() {}

    static List<String> lines() {
        CommandLine root = CommandLineResult.commandLine();
        List<CommandSpec> commands = all(root).toList();
        List<String> lines = new ArrayList<>();
        lines.addAll(exitCodes(root.getCommandSpec()));
        lines.addAll(List.of("| option of every command | meaning |", "|---|---|"));
        COMMON.forEach(option -> lines.add(common(option, commands)));
        commands.forEach(spec -> describe(spec, lines));
        return lines;
    }

    private static List<String> exitCodes(CommandSpec root) {
        Map<String, String> codes = root.usageMessage().exitCodeList();
        List<String> lines = new ArrayList<>(List.of("| exit code | meaning |", "|---|---|"));
        codes.forEach((code, meaning) -> lines.add("| %s | %s |".formatted(code.strip(), sentence(meaning))));
        lines.add("");
        return codes.isEmpty() ? List.of() : lines;
    }

    private static String common(String name, List<CommandSpec> commands) {
        OptionSpec option = commands.stream()
                .flatMap(spec -> spec.options().stream())
                .filter(each -> each.longestName().equals(name))
                .findFirst()
                .orElseThrow();
        String without = commands.stream()
                .filter(spec -> spec.subcommands().isEmpty() && spec.findOption(name) == null)
                .map(spec -> "`" + spec.qualifiedName().replaceFirst("\\S+ ", "") + "`")
                .collect(Collectors.joining(", "));
        return row(names(option), option, without.isEmpty() ? "" : " Not for " + without + ".");
    }

    private static Stream<CommandSpec> all(CommandLine command) {
        return command.getSubcommands().values().stream()
                .distinct()
                .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                .flatMap(each -> Stream.concat(Stream.of(each.getCommandSpec()), all(each)));
    }

    private static void describe(CommandSpec spec, List<String> lines) {
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !COMMON.contains(option.longestName()))
                .toList();
        String name = spec.qualifiedName().substring("digestbot ".length());
        lines.addAll(List.of("", "## " + name, "", sentence(spec.usageMessage().description()), ""));
        lines.add("    digestbot " + name + (options.isEmpty() ? "" : " [OPTION]…") + parameters(spec));
        List<String> rows = new ArrayList<>();
        spec.positionalParameters().stream()
                .filter(parameter -> parameter.description().length > 0)
                .forEach(parameter -> rows.add(row(parameter.paramLabel(), parameter, "")));
        options.forEach(option -> rows.add(row(names(option), option, "")));
        if (!rows.isEmpty()) {
            lines.addAll(List.of("", "| option | meaning |", "|---|---|"));
            lines.addAll(rows);
        }
    }

    private static String parameters(CommandSpec spec) {
        return spec.positionalParameters().stream()
                .map(CommandLineReference::parameter)
                .collect(Collectors.joining());
    }

    private static String parameter(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "…" : "");
        return " " + (parameter.required() ? label : "[" + label + "]");
    }

    private static String names(OptionSpec option) {
        return option.longestName() + (option.arity().max() > 0 ? " " + option.paramLabel() : "");
    }

    private static String row(String name, ArgSpec argument, String more) {
        String meaning = sentence(argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()));
        return "| `%s` | %s |".formatted(name, meaning + more);
    }

    private static String sentence(String... lines) {
        return String.join(" ", lines).replace("%n", " ").replace("|", "\\|");
    }
}
