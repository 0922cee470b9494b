package digestbot.cli;

import digestbot.app.Bot;
import digestbot.audience.Platform;
import digestbot.cli.ConfiguredCommand.MissingDatabaseException;
import digestbot.cli.PutCommand.TokenCommand;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.DateParser;
import digestbot.i18n.Texts;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
        name = "digestbot",
        description = "Deliver daily news digests, each topic from several perspectives, to Telegram and Discord.",
        versionProvider = Main.ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Success.",
            "1:The command failed, or found something wrong.",
            "2:The arguments or the configuration are wrong."
        },
        footer = {"", "Start with “digestbot try”, or with “digestbot init” for an installation of your own."},
        subcommands = {
            InitCommand.class,
            RunCommand.TryCommand.class,
            RunCommand.class,
            CheckCommand.class,
            CheckCommand.PreviewCommand.class,
            PutCommand.class,
            WriteCommand.class,
            DigestChangeCommand.ReleaseCommand.class,
            DigestChangeCommand.WithdrawCommand.class,
            BroadcastCommand.class,
            DoctorCommand.class,
            DoctorCommand.HealthCommand.class,
            RunCommand.McpCommand.class,
            DeliveriesCommand.class,
            DatabaseCommand.BackupCommand.class,
            DatabaseCommand.RestoreCommand.class,
            DatabaseCommand.class,
            InitCommand.HashPasswordCommand.class,
            TokenCommand.class,
            GenerateCompletion.class
        })
public final class Main extends CliCommand.Group {

    private static final String EXAMPLE =
            "Use YYYY-MM-DD, for example 2026-01-01, or a day such as monday or yesterday.";

    /// The headings of groups of commands, by the first command of each group.
    static final Map<String, String> HEADINGS = Map.of(
            "init", "Run", "check", "Files", "release", "Review", "broadcast", "Broadcasts", "doctor", "Operate");

    final Clock clock;

    private Main(Clock clock) {
        this.clock = clock;
    }

    /// Exits with 0 for success, 1 if the command failed or found a problem, and 2 if the arguments
    /// or the configuration are wrong.
    public static void main(String[] arguments) {
        System.exit(commandLine(Clock.system(ZoneId.systemDefault())).execute(arguments));
    }

    /// The command line. It uses English texts and number formats on every machine, whereas readers
    /// have their own languages.
    ///
    /// @param clock the time for all commands, in their users' zone
    static CommandLine commandLine(Clock clock) {
        Locale.setDefault(Locale.ENGLISH);
        CommandLine commandLine = registerConverters(new CommandLine(new Main(clock)), clock)
                .setParameterExceptionHandler(Main::refuse)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        Objects.requireNonNull(commandLine.getSubcommands().get("generate-completion"))
                .getCommandSpec()
                .usageMessage()
                .description("Print a completion script for bash and zsh.")
                .footer("", "Example:", "  source <(digestbot generate-completion)");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Main::list);
        return commandLine;
    }

    private static int refuse(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        int failed = printError(command, message(wrong));
        return wrong instanceof MissingDatabaseException
                ? failed
                : command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static CommandLine registerConverters(CommandLine commandLine, Clock clock) {
        return commandLine
                .registerConverter(Platform.class, Main::platform)
                .registerConverter(LocalDate.class, text -> day(text, LocalDate.now(clock)))
                .registerConverter(Long.class, text -> number(text, Long::valueOf))
                .registerConverter(Integer.class, text -> number(text, Integer::valueOf));
    }

    /// Parses a day in the same way as in a chat.
    private static LocalDate day(String text, LocalDate today) {
        return DateParser.parse(text, today, Texts.of("en"))
                .orElseThrow(() -> new TypeConversionException("“%s” is not a date. %s".formatted(text, EXAMPLE)));
    }

    private static <T> T number(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("“%s” is not a whole number.".formatted(text));
        }
    }

    private static Platform platform(String text) {
        return Platform.all().stream()
                .filter(platform -> platform.id().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("“%s” is not a platform. Use %s."
                        .formatted(
                                text, Platform.all().stream().map(Platform::id).collect(Collectors.joining(" or ")))));
    }

    /// Describes mistakes in the arguments in one sentence, without the names of Java types.
    private static String message(ParameterException wrong) {
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, spec);
            case MissingParameterException missing -> withHelp("Missing " + names(missing) + ".", spec);
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

    private static String names(MissingParameterException missing) {
        boolean isOptionAbsent = String.valueOf(missing.getMessage()).startsWith("Missing required option");
        return missing.getMissing().stream()
                .map(argument -> argument instanceof OptionSpec option
                        ? (isOptionAbsent ? "%2$s %1$s" : "%s after %s")
                                .formatted(option.paramLabel(), option.longestName())
                        : argument.paramLabel())
                .collect(Collectors.joining(" and "));
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

    /// Other messages. The command keeps its own messages.
    private static String other(ParameterException wrong, CommandSpec spec) {
        String message = String.valueOf(wrong.getMessage());
        return wrong.getClass() == ParameterException.class || wrong instanceof MissingDatabaseException
                ? message
                : withHelp(message.replaceFirst("^Error: ", "").replaceFirst("[^.]\\z", "$0."), spec);
    }

    static final class ProgramVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"digestbot " + Bot.version()};
        }
    }

    /// The list of commands with a heading for each group. A group's other commands follow its
    /// first one.
    private static String list(Help help) {
        int widest = help.subcommands().keySet().stream()
                        .mapToInt(String::length)
                        .max()
                        .orElse(0)
                + 2;
        int width = help.commandSpec().usageMessage().width();
        var list = new StringBuilder();
        help.subcommands().forEach((name, command) -> {
            TextTable row = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(widest + 2, 2, Overflow.SPAN),
                    new Column(width - widest - 2, 0, Overflow.WRAP));
            row.addRowValues(
                    help.colorScheme().commandText(name),
                    help.colorScheme()
                            .text(String.join(
                                    " ", command.commandSpec().usageMessage().description())));
            list.append(HEADINGS.containsKey(name) ? "%n%s:%n".formatted(HEADINGS.get(name)) : "")
                    .append(row);
        });
        return list.toString();
    }
}
