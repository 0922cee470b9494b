package digestbot.cli;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastTools;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.cli.common.CountedNoun;
import digestbot.config.Config;
import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot broadcasts`: lists broadcasts and changes one. It only writes rows; the running bot carries them out.
@Command(
        name = "broadcasts",
        description = "List broadcasts, or pause, resume, stop, retry or withdraw one.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot broadcasts --withdraw 12 --dry-run"})
final class BroadcastsCommand implements Callable<Integer> {

    private static final int LISTED = 20;
    private static final int LONGEST_TEXT = 60;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @ArgGroup
    private ChangeOptions options = new ChangeOptions();

    @Mixin
    private ConfirmationOptions confirmation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BroadcastsCommand() {
        this(ConfirmationPrompt.ofProcess());
    }

    BroadcastsCommand(ConfirmationPrompt prompt) {
        confirmation = new ConfirmationOptions(prompt);
    }

    /// At most one of these, each with a broadcast's number.
    static final class ChangeOptions {

        @Option(names = "--unschedule", paramLabel = "N", description = "Make scheduled broadcast N a draft again.")
        private Optional<Long> unschedule = Optional.empty();

        @Option(names = "--pause", paramLabel = "N", description = "Pause broadcast N.")
        private Optional<Long> pause = Optional.empty();

        @Option(names = "--resume", paramLabel = "N", description = "Resume broadcast N, which was paused.")
        private Optional<Long> resume = Optional.empty();

        @Option(names = "--stop", paramLabel = "N", description = "Stop broadcast N for good.")
        private Optional<Long> stop = Optional.empty();

        @Option(names = "--retry", paramLabel = "N", description = "Retry the failed messages of broadcast N.")
        private Optional<Long> retry = Optional.empty();

        @Option(
                names = "--withdraw",
                paramLabel = "N",
                description = "Withdraw broadcast N from all who got it, after a confirmation.")
        private Optional<Long> withdraw = Optional.empty();

        private Optional<Wanted> wanted() {
            return Stream.of(
                            unschedule.map(number -> new Wanted(BroadcastChange.UNSCHEDULE, number)),
                            pause.map(number -> new Wanted(BroadcastChange.PAUSE, number)),
                            resume.map(number -> new Wanted(BroadcastChange.RESUME, number)),
                            stop.map(number -> new Wanted(BroadcastChange.STOP, number)),
                            retry.map(number -> new Wanted(BroadcastChange.RETRY, number)),
                            withdraw.map(number -> new Wanted(BroadcastChange.WITHDRAW, number)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    private record Wanted(BroadcastChange change, long number) {}

    @Override
    public Integer call() {
        Optional<Wanted> wanted = options.wanted();
        if (confirmation.isGiven()
                && wanted.filter(each -> each.change() == BroadcastChange.WITHDRAW)
                        .isEmpty()) {
            throw wrong("--yes and --dry-run go with --withdraw; nothing else asks for a confirmation.");
        }
        Config config = configuration.load();
        try (Database database = configuration.openExisting(config, "There are no broadcasts.")) {
            BroadcastTools tools = BroadcastToolsFactory.of(config, database, InstantSource.system());
            wanted.ifPresent(each -> change(database, tools, each));
            database.read(transaction -> lines(transaction, tools)).forEach(out()::println);
            out().flush();
            return 0;
        }
    }

    private void change(Database database, BroadcastTools tools, Wanted wanted) {
        Broadcast broadcast = database.read(transaction -> checked(transaction, tools, wanted));
        boolean goesOn = switch (wanted.change()) {
            case WITHDRAW -> confirmation.confirms(withdrawal(database, tools, broadcast));
            case RETRY -> hasFailures(database, tools, broadcast);
            case UNSCHEDULE, PAUSE, RESUME, STOP -> true;
        };
        if (goesOn) {
            apply(database, tools, wanted);
            CommandOutput.done(
                    spec.commandLine(),
                    "Broadcast %d %s".formatted(wanted.number(), wanted.change().result()));
        }
    }

    private static String withdrawal(Database database, BroadcastTools tools, Broadcast broadcast) {
        long reached = database.read(transaction -> tools.reporting().reached(transaction, broadcast));
        return "withdraw broadcast %d from %s".formatted(broadcast.number(), CountedNoun.of(reached, "chat"));
    }

    private boolean hasFailures(Database database, BroadcastTools tools, Broadcast broadcast) {
        boolean any = database.read(transaction -> tools.reporting().failures(transaction, broadcast)) > 0;
        if (!any) {
            out().println("Broadcast %d has no failed messages; nothing to retry.".formatted(broadcast.number()));
        }
        return any;
    }

    private void apply(Database database, BroadcastTools tools, Wanted wanted) {
        boolean changed = database.write(transaction -> wanted.change().apply(transaction, tools, wanted.number()));
        if (!changed) {
            database.read(transaction -> checked(transaction, tools, wanted));
            throw wrong("Broadcast %d was changed elsewhere; nothing was done.".formatted(wanted.number()));
        }
    }

    /// Finds the broadcast.
    ///
    /// @throws ParameterException if there is no such broadcast, or if the change makes no sense in its state
    private Broadcast checked(Transaction transaction, BroadcastTools tools, Wanted wanted) {
        Broadcast broadcast = tools.broadcasts()
                .find(transaction, wanted.number())
                .orElseThrow(() -> wrong("Broadcast %d not found.".formatted(wanted.number())));
        wanted.change().refusal(broadcast).ifPresent(why -> {
            throw wrong(why);
        });
        return broadcast;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static List<String> lines(Transaction transaction, BroadcastTools tools) {
        List<Broadcast> newest = tools.broadcasts().newest(transaction, Long.MAX_VALUE, LISTED);
        return newest.isEmpty()
                ? List.of("No broadcasts yet. Send one with: digestbot broadcast FILE")
                : newest.stream()
                        .map(broadcast -> "%d  %s  “%s”"
                                .formatted(
                                        broadcast.number(),
                                        progress(transaction, tools, broadcast),
                                        TextShortener.to(
                                                LONGEST_TEXT, broadcast.text().replaceAll("\\s+", " "))))
                        .toList();
    }

    private static String progress(Transaction transaction, BroadcastTools tools, Broadcast broadcast) {
        String state = broadcast.state().name().toLowerCase(Locale.ROOT);
        return broadcast
                .run()
                .map(_ -> state + ": " + tools.reporting().line(transaction, broadcast, BroadcastSession.WORDS))
                .or(() -> broadcast.sendAt().map(at -> state + " for " + BroadcastSession.moment(at)))
                .orElse(state);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
