package digestbot.cli;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastModule;
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

/// `digestbot broadcasts`: lists broadcasts and changes one. It only writes rows; the running bot
/// does the work.
@Command(
        name = "broadcasts",
        description = "List broadcasts, or pause, resume, stop, retry or withdraw one.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot broadcasts --withdraw 12 --dry-run"})
final class BroadcastsCommand implements Callable<Integer> {

    private static final int LIST_LIMIT = 20;
    private static final int MAX_EXCERPT = 60;

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

    /// At most one of these options is allowed, each with the number of a broadcast.
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

        private Optional<RequestedChange> wanted() {
            return Stream.of(
                            unschedule.map(number -> new RequestedChange(BroadcastChange.UNSCHEDULE, number)),
                            pause.map(number -> new RequestedChange(BroadcastChange.PAUSE, number)),
                            resume.map(number -> new RequestedChange(BroadcastChange.RESUME, number)),
                            stop.map(number -> new RequestedChange(BroadcastChange.STOP, number)),
                            retry.map(number -> new RequestedChange(BroadcastChange.RETRY, number)),
                            withdraw.map(number -> new RequestedChange(BroadcastChange.WITHDRAW, number)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    private record RequestedChange(BroadcastChange change, long number) {}

    @Override
    public Integer call() {
        Optional<RequestedChange> wanted = options.wanted();
        if (confirmation.isGiven()
                && wanted.filter(each -> each.change() == BroadcastChange.WITHDRAW)
                        .isEmpty()) {
            throw wrong("--yes and --dry-run go with --withdraw; nothing else asks for a confirmation.");
        }
        Config config = configuration.load();
        try (Database database = configuration.openExisting(config, "There are no broadcasts.")) {
            BroadcastModule services = BroadcastToolsFactory.of(config, database, InstantSource.system());
            wanted.ifPresent(each -> change(database, services, each));
            database.read(transaction -> lines(transaction, services)).forEach(out()::println);
            out().flush();
            return 0;
        }
    }

    private void change(Database database, BroadcastModule services, RequestedChange wanted) {
        Broadcast broadcast = database.read(transaction -> checked(transaction, services, wanted));
        boolean goesOn = switch (wanted.change()) {
            case WITHDRAW -> confirmation.confirms(withdrawal(database, services, broadcast));
            case RETRY -> hasFailures(database, services, broadcast);
            case UNSCHEDULE, PAUSE, RESUME, STOP -> true;
        };
        if (goesOn) {
            apply(database, services, wanted);
            CommandOutput.printSuccess(
                    spec.commandLine(),
                    "Broadcast %d %s".formatted(wanted.number(), wanted.change().result()));
        }
    }

    private static String withdrawal(Database database, BroadcastModule services, Broadcast broadcast) {
        long reached = database.read(transaction -> services.reporter().deliveredCount(transaction, broadcast));
        return "withdraw broadcast %d from %s".formatted(broadcast.number(), CountedNoun.of(reached, "chat"));
    }

    private boolean hasFailures(Database database, BroadcastModule services, Broadcast broadcast) {
        boolean any = database.read(transaction -> services.reporter().failures(transaction, broadcast)) > 0;
        if (!any) {
            out().println("Broadcast %d has no failed messages; nothing to retry.".formatted(broadcast.number()));
        }
        return any;
    }

    private void apply(Database database, BroadcastModule services, RequestedChange wanted) {
        boolean changed = database.write(transaction -> wanted.change().apply(transaction, services, wanted.number()));
        if (!changed) {
            database.read(transaction -> checked(transaction, services, wanted));
            throw wrong("Broadcast %d was changed elsewhere; nothing was done.".formatted(wanted.number()));
        }
    }

    /// Finds the broadcast.
    ///
    /// @throws ParameterException if there is no such broadcast, or if the change makes no sense in its state
    private Broadcast checked(Transaction transaction, BroadcastModule services, RequestedChange wanted) {
        Broadcast broadcast = services.broadcasts()
                .find(transaction, wanted.number())
                .orElseThrow(() -> wrong("Broadcast %d not found.".formatted(wanted.number())));
        wanted.change().refusal(broadcast).ifPresent(reason -> {
            throw wrong(reason);
        });
        return broadcast;
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }

    private static List<String> lines(Transaction transaction, BroadcastModule services) {
        List<Broadcast> newest = services.broadcasts().newest(transaction, Long.MAX_VALUE, LIST_LIMIT);
        return newest.isEmpty()
                ? List.of("No broadcasts yet. Send one with: digestbot broadcast FILE")
                : newest.stream()
                        .map(broadcast -> "%d  %s  “%s”"
                                .formatted(
                                        broadcast.number(),
                                        progress(transaction, services, broadcast),
                                        TextShortener.shorten(
                                                MAX_EXCERPT, broadcast.text().replaceAll("\\s+", " "))))
                        .toList();
    }

    private static String progress(Transaction transaction, BroadcastModule services, Broadcast broadcast) {
        String state = broadcast.state().name().toLowerCase(Locale.ROOT);
        return broadcast
                .sendState()
                .map(_ -> state + ": " + services.reporter().line(transaction, broadcast, BroadcastDialogue.TEXTS))
                .or(() -> broadcast.sendAt().map(at -> state + " for " + BroadcastDialogue.moment(at)))
                .orElse(state);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
