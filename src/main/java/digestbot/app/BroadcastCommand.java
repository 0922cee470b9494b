package digestbot.app;

import digestbot.app.config.Config;
import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Draft;
import digestbot.broadcast.Recipients;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.Sending;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.Bell;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import digestbot.digest.DigestParser;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.subscription.Platform;
import digestbot.text.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot broadcast`: an announcement from a file. It only writes rows; the running bot sends them.
@Command(
        name = "broadcast",
        description = "Announces what a file says to subscribers, after a look at it.",
        mixinStandardHelpOptions = true)
final class BroadcastCommand implements Callable<Integer> {

    private static final Words WORDS = Words.of("en");

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--platform", paramLabel = "P", description = "telegram or discord; both if not given.")
    private Optional<Platform> platform = Optional.empty();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those who get this topic; its id or name.")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--yes", description = "Do not ask before it is sent.")
    private boolean yes;

    @Parameters(paramLabel = "FILE", description = "The announcement: Markdown in UTF-8.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;

    BroadcastCommand() {
        this(Terminal.ofProcess());
    }

    BroadcastCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Config config = configuration.load();
        String text = text();
        check(config);
        try (Database database = open(config)) {
            return announce(config, database, text);
        }
    }

    private void check(Config config) {
        if (config.platforms().isEmpty()) {
            throw wrong(
                    "There is no token in %s, so there is no platform to announce on.".formatted(configuration.file()));
        }
        platform.filter(chosen -> !config.platforms().contains(chosen)).ifPresent(chosen -> {
            throw wrong("--platform: there is no token for %s in %s, so nothing can be sent there"
                    .formatted(chosen.title(), configuration.file()));
        });
        if (!yes && !terminal.isThere()) {
            throw wrong("There is no terminal to ask whether to send it; say --yes to send it without asking.");
        }
        if (Files.notExists(config.database())) {
            throw wrong("There is no database %s, so there are no subscribers yet; check where the bot runs, or run it"
                            .formatted(config.database())
                    + " first.");
        }
    }

    private String text() {
        try {
            return AnnouncementFile.read(file);
        } catch (AnnouncementFile.Unusable e) {
            throw wrong(e.why());
        }
    }

    private int announce(Config config, Database database, String text) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        Bell bell = new Bell();
        var broadcasts = new Broadcasts(
                new FanOuts(bell, clock),
                new Outbox(bell, clock),
                new Drawings(Drawings.TERMINAL),
                config.platforms(),
                clock);
        Optional<KnownTopic> known = topic.map(wanted -> topic(database, wanted));
        Broadcast draft = draft(database, broadcasts, text, known);
        long recipients = show(database, broadcasts, draft, known);
        long number = draft.number();
        if (recipients == 0 || !(yes || confirmed(recipients))) {
            database.run(transaction -> broadcasts.discard(transaction, number));
            out().println("Discarded; nobody gets it.");
            return recipients == 0 ? 1 : 0;
        }
        return send(config, database, broadcasts, number);
    }

    private KnownTopic topic(Database database, String wanted) {
        var library = new Library(new DigestParser()::parse);
        return database.read(transaction -> library.topic(transaction, wanted)
                .orElseThrow(() -> wrong("--topic: there is no topic “%s”; there are: %s"
                        .formatted(wanted, names(library.topics(transaction))))));
    }

    private static String names(List<KnownTopic> topics) {
        return topics.isEmpty()
                ? "none yet"
                : topics.stream().map(known -> known.topic().id()).collect(Collectors.joining(", "));
    }

    private Broadcast draft(Database database, Broadcasts broadcasts, String text, Optional<KnownTopic> known) {
        Recipients to =
                new Recipients(platform, known.map(found -> found.topic().id()));
        return database.write(transaction -> switch (broadcasts.draft(transaction, Optional.empty(), text)) {
            case Draft.Drafted(long number) -> {
                broadcasts.setRecipients(transaction, number, to);
                yield broadcasts.find(transaction, number).orElseThrow();
            }
            case Draft.Empty() -> throw wrong(file + ": there is nothing to see in it");
            case Draft.TooLong(Platform where, int messages) ->
                throw wrong("%s: it is too long: on %s it would take %d messages, %d at most are sent"
                        .formatted(file, where.title(), messages, Broadcasts.MOST_MESSAGES));
        });
    }

    /// Prints what each platform will show, who gets it, and whether that went out before.
    ///
    /// @return how many get it
    private long show(Database database, Broadcasts broadcasts, Broadcast draft, Optional<KnownTopic> known) {
        for (Platform each : broadcasts.platforms()) {
            if (platform.isEmpty() || platform.get() == each) {
                out().println("As " + each.title() + " shows it:");
                broadcasts
                        .previews()
                        .drawing(each, broadcasts.content(draft))
                        .forEach(line -> out().println(("    " + line).stripTrailing()));
                out().println();
            }
        }
        var text = new RecipientsText(WORDS);
        long recipients = database.read(transaction -> {
            Map<Platform, Long> counts = broadcasts.count(transaction, draft.to());
            out().println(text.line(
                    counts, draft.to(), known.map(found -> found.topic().name())));
            broadcasts
                    .twin(transaction, draft)
                    .ifPresent(twin -> out().println(text.twin(twin, ZoneId.systemDefault())));
            return counts.values().stream().mapToLong(Long::longValue).sum();
        });
        out().flush();
        return recipients;
    }

    private boolean confirmed(long recipients) {
        String answer = terminal.ask("Send to %s %s? [y/N] "
                .formatted(WORDS.number(recipients), recipients == 1 ? "subscriber" : "subscribers"));
        return List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    private int send(Config config, Database database, Broadcasts broadcasts, long number)
            throws IOException, InterruptedException {
        Sending sending = database.write(
                transaction -> noted(transaction, broadcasts.send(transaction, number, Optional.empty()), number));
        return switch (sending) {
            case Sending.Started _ -> {
                follow(config, new Following(database, broadcasts, number, out()), number);
                yield 0;
            }
            case Sending.Nobody(), Sending.NoDraft _ -> {
                spec.commandLine().getErr().println("Nothing was sent: things have changed meanwhile.");
                yield 1;
            }
        };
    }

    private static Sending noted(Transaction transaction, Sending sending, long number) {
        if (sending instanceof Sending.Started) {
            new Audit(InstantSource.system())
                    .note(transaction, new Actor.CommandLine(), Deed.BROADCAST_SENT, new Subject.Broadcast(number));
        }
        return sending;
    }

    private void follow(Config config, Following following, long number) throws IOException, InterruptedException {
        if (!RunLock.isTaken(config.database())) {
            out().println("Queued as broadcast %d. No bot runs on this database; it goes out when one does."
                    .formatted(number));
            return;
        }
        out().println("Queued as broadcast %d; the running bot sends it. Ctrl-C ends this report, not the sending."
                .formatted(number));
        following.untilOver();
    }

    private Database open(Config config) {
        try {
            return Storage.open(config);
        } catch (IllegalStateException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
