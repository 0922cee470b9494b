package digestbot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The groups of commands in the usage message.
final class CommandGroups {

    /// A heading and the commands below it.
    record Group(String title, List<String> commands) {}

    static final List<Group> ALL = List.of(
            new Group("Run", List.of("init", "try", "run")),
            new Group("Files", List.of("check", "preview", "put")),
            new Group("Review", List.of("release", "withdraw")),
            new Group("Broadcasts", List.of("broadcast")),
            new Group(
                    "Operate",
                    List.of(
                            "doctor",
                            "health",
                            "stats",
                            "mcp",
                            "deliveries",
                            "webhook",
                            "backup",
                            "restore",
                            "database",
                            "hash-password",
                            "token",
                            "generate-completion")));

    private CommandGroups() {}

    static CommandLine register(CommandLine commandLine) {
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::list);
        return commandLine;
    }

    private static String list(Help help) {
        Map<String, Help> commands = help.subcommands();
        int widest = commands.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        int width = help.commandSpec().usageMessage().width();
        List<String> sections = new ArrayList<>();
        for (Group group : ALL) {
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(widest + 2, 2, Overflow.SPAN),
                    new Column(width - widest - 2, 0, Overflow.WRAP));
            for (String name : group.commands()) {
                Help command = commands.get(name);
                if (command != null) {
                    table.addRowValues(
                            help.colorScheme().commandText(name),
                            help.colorScheme()
                                    .text(String.join(
                                            " ",
                                            command.commandSpec().usageMessage().description())));
                }
            }
            sections.add("%n%s:%n%s".formatted(group.title(), table));
        }
        return String.join("", sections);
    }
}
