package digestbot.cli;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAuditLog;
import digestbot.broadcast.BroadcastTools;
import digestbot.cli.common.ConfigOption;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot broadcasts`: how announcements stand, and what can be done about one. It only writes rows; the
/// running bot carries them out.
@Command(
        name = "broadcasts",
        description = "Lists the newest announcements, or changes the course of one.",
        mixinStandardHelpOptions = true)
final class BroadcastsCommand implements Callable<Integer> {

    private static final Actor BY = new Actor.CommandLine();
    private static final int LISTED = 20;
    private static final int LONGEST_TEXT = 60;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @ArgGroup
    private Wish wish = new Wish();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// At most one of these, each with a broadcast's number.
    static final class Wish {

        @Option(names = "--unschedule", paramLabel = "N", description = "Make one a draft again that is scheduled.")
        private Optional<Long> unschedule = Optional.empty();

        @Option(names = "--pause", paramLabel = "N", description = "Send no more of it for now.")
        private Optional<Long> pause = Optional.empty();

        @Option(names = "--go-on", paramLabel = "N", description = "Send it again where it was paused.")
        private Optional<Long> goOn = Optional.empty();

        @Option(names = "--stop", paramLabel = "N", description = "Send no more of it.")
        private Optional<Long> stop = Optional.empty();

        @Option(names = "--retry", paramLabel = "N", description = "Send it again where it failed.")
        private Optional<Long> retry = Optional.empty();

        @Option(names = "--withdraw", paramLabel = "N", description = "Take it back from all who got it.")
        private Optional<Long> withdraw = Optional.empty();
    }

    /// What is to become of a broadcast.
    @FunctionalInterface
    private interface Change {
        /// @return whether it made sense
        boolean apply(Transaction transaction, long number);
    }

    @Override
    public Integer call() {
        Config config = configuration.load();
        try (Database database = configuration.openExisting(config, "there are no announcements")) {
            BroadcastTools tools = BroadcastToolsFactory.of(config, database, InstantSource.system());
            changes(tools).forEach(change -> change.run(database, tools.log()));
            database.read(transaction -> lines(transaction, tools)).forEach(out()::println);
            return 0;
        }
    }

    private record Wanted(String option, Optional<Long> number, Change change, CommandSpec spec) {

        void run(Database database, BroadcastAuditLog log) {
            if (number.isPresent() && !changed(database, log, number.orElseThrow())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "%s %d: there is no such announcement, or it is not in a state for that"
                                .formatted(option, number.orElseThrow()));
            }
        }

        private boolean changed(Database database, BroadcastAuditLog log, long broadcast) {
            return database.write(
                    transaction -> log.noting(transaction, BY, broadcast, () -> change.apply(transaction, broadcast)));
        }
    }

    private List<Wanted> changes(BroadcastTools tools) {
        var steering = tools.steering();
        return List.of(
                new Wanted("--unschedule", wish.unschedule, tools.launch()::unschedule, spec),
                new Wanted("--pause", wish.pause, steering::pause, spec),
                new Wanted("--go-on", wish.goOn, (tx, number) -> steering.goOn(tx, number, BY), spec),
                new Wanted("--stop", wish.stop, steering::stop, spec),
                new Wanted(
                        "--retry", wish.retry, (tx, number) -> steering.retry(tx, number, BY, Optional.empty()), spec),
                new Wanted(
                        "--withdraw",
                        wish.withdraw,
                        (tx, number) -> steering.withdraw(tx, number, Optional.empty()),
                        spec));
    }

    private static List<String> lines(Transaction transaction, BroadcastTools tools) {
        List<Broadcast> newest = tools.broadcasts().newest(transaction, Long.MAX_VALUE, LISTED);
        return newest.isEmpty()
                ? List.of("There are no announcements.")
                : newest.stream()
                        .map(broadcast -> "%d  %s  “%s”"
                                .formatted(
                                        broadcast.number(),
                                        standing(transaction, tools, broadcast),
                                        TextShortener.to(
                                                LONGEST_TEXT, broadcast.text().replaceAll("\\s+", " "))))
                        .toList();
    }

    private static String standing(Transaction transaction, BroadcastTools tools, Broadcast broadcast) {
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
