package digestbot.cli;

import digestbot.app.RunLock;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastConfirmation;
import digestbot.broadcast.BroadcastTools;
import digestbot.broadcast.RecipientCount;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.RecipientsText.Names;
import digestbot.broadcast.ScheduleResult;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StaleConfirmationText;
import digestbot.broadcast.StartResult;
import digestbot.button.Fingerprint;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.CountedNoun;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.DigestParser;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The dialogue of `digestbot broadcast` about one draft: preview, count, then send, schedule or
/// discard. Each step prints its result; the last ones return the exit code.
final class BroadcastSession {

    static final Texts WORDS = Texts.of("en");

    private final Config config;
    private final Database database;
    private final BroadcastTools tools;
    private final CommandLine line;
    private final Library library = new Library(new DigestParser()::parse);
    private Broadcast draft;
    private Optional<Fingerprint> shown = Optional.empty();

    BroadcastSession(Config config, Database database, BroadcastTools tools, Broadcast draft, CommandLine line) {
        this.config = config;
        this.database = database;
        this.tools = tools;
        this.draft = draft;
        this.line = line;
    }

    /// A time on this machine's clock.
    static String moment(Instant time) {
        return WORDS.moment(time.atZone(ZoneId.systemDefault()).toLocalDateTime());
    }

    /// Prints a preview for each platform.
    void show() {
        var broadcasts = tools.broadcasts();
        for (Platform each : broadcasts.platforms(draft.to())) {
            out().println("Preview on " + each.title() + ":");
            broadcasts
                    .previews()
                    .drawing(each, broadcasts.content(draft))
                    .forEach(drawn -> out().println(("    " + drawn).stripTrailing()));
            out().println();
        }
        out().flush();
    }

    /// Prints the recipients, and whether the same text was sent before.
    ///
    /// @return the number of recipients
    long count() {
        draft = database.read(tx -> tools.broadcasts().find(tx, draft.number())).orElse(draft);
        var text = new RecipientsText(WORDS);
        RecipientCount counted = tools.counts().look(draft.to());
        shown = Optional.of(database.read(tx -> tools.launch().fingerprint(tx, draft)));
        out().println(text.line(counted, draft.to(), database.read(this::names)));
        text.example(counted).ifPresent(out()::println);
        text.time(draft, ZoneId.systemDefault()).ifPresent(out()::println);
        database.read(transaction -> tools.broadcasts().twin(transaction, draft))
                .ifPresent(twin -> out().println(text.twin(twin, ZoneId.systemDefault())));
        out().flush();
        return counted.all();
    }

    private Names names(Transaction transaction) {
        Optional<String> topic = draft.to().topic();
        return new Names(
                topic.map(id -> library.topicName(transaction, id)),
                draft.to()
                        .perspective()
                        .map(id -> library.perspectiveName(transaction, topic.orElseThrow(), id, "en")));
    }

    int discard(long recipients) {
        forget();
        out().println("Discarded. Nothing was sent.");
        return recipients == 0 ? 1 : 0;
    }

    private void forget() {
        database.run(transaction -> tools.broadcasts().discard(transaction, draft.number(), new Actor.CommandLine()));
    }

    /// Sends a test to the owners.
    int toOwners() {
        List<Person> owners = Stream.concat(
                        config.owners().telegram().stream().map(id -> new Person(Platform.TELEGRAM, id, "")),
                        config.owners().discord().stream().map(id -> new Person(Platform.DISCORD, id, "")))
                .filter(owner -> config.platforms().contains(owner.platform()))
                .toList();
        int told = database.write(transaction -> tools.launch().show(transaction, draft, owners));
        forget();
        if (told == 0) {
            return CommandOutput.refuse(
                    line, "No owner to send a test to. Add one under “owners”, who has written to the bot.");
        }
        CommandOutput.done(
                line, "Test queued for %s; the running bot sends it.".formatted(CountedNoun.of(told, "owner")));
        return 0;
    }

    /// The exit code; empty if the preview is outdated.
    OptionalInt schedule(Instant time) throws IOException {
        tools.counts().look(draft.to());
        ScheduleResult scheduling = database.write(
                transaction -> tools.launch().schedule(transaction, draft.number(), confirmation(), time));
        return switch (scheduling) {
            case ScheduleResult.Scheduled(Broadcast broadcast) -> {
                out().println("Scheduled as broadcast %d for %s%s"
                        .formatted(
                                broadcast.number(),
                                moment(time),
                                RunLock.isTaken(config.database())
                                        ? ". The running bot sends it then."
                                        : ". No bot is running; start one before then."));
                yield OptionalInt.of(0);
            }
            case ScheduleResult.Changed(StaleConfirmation stale) -> stale(stale);
            case ScheduleResult.Past(), ScheduleResult.NotOpen _ -> changed();
        };
    }

    /// The exit code; empty if it has to be shown anew.
    OptionalInt send() throws IOException, InterruptedException {
        tools.counts().look(draft.to());
        StartResult sending = database.write(
                transaction -> tools.launch().send(transaction, draft.number(), confirmation(), Optional.empty()));
        return switch (sending) {
            case StartResult.Started _ -> {
                follow();
                yield OptionalInt.of(0);
            }
            case StartResult.Changed(StaleConfirmation stale) -> stale(stale);
            case StartResult.Nobody(), StartResult.NotOpen _ -> changed();
        };
    }

    private BroadcastConfirmation confirmation() {
        return new BroadcastConfirmation(new Actor.CommandLine(), shown);
    }

    private OptionalInt stale(StaleConfirmation stale) {
        new StaleConfirmationText(WORDS).lines(stale).forEach(line.getErr()::println);
        line.getErr().flush();
        return OptionalInt.empty();
    }

    private OptionalInt changed() {
        CommandOutput.refuse(line, "Not sent: the broadcast was changed or decided elsewhere.");
        return OptionalInt.of(1);
    }

    private void follow() throws IOException, InterruptedException {
        long number = draft.number();
        if (!RunLock.isTaken(config.database())) {
            out().println("Queued as broadcast %d. No bot is running; it is sent when one starts.".formatted(number));
            return;
        }
        out().println("Queued as broadcast %d; the running bot sends it. Ctrl-C stops this report, not the broadcast."
                .formatted(number));
        new ProgressFollower(database, tools.broadcasts(), tools.reporting(), number, out()).untilOver();
    }

    private PrintWriter out() {
        return line.getOut();
    }
}
