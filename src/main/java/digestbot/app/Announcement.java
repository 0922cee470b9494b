package digestbot.app;

import digestbot.app.config.Config;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Counted;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.RecipientsText.Names;
import digestbot.broadcast.Scheduling;
import digestbot.broadcast.Sending;
import digestbot.broadcast.Tools;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import digestbot.text.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/// A draft of the command line: shown, counted, and what becomes of it. Each step prints what it did; those that
/// end with it give the exit code.
final class Announcement {

    static final Words WORDS = Words.of("en");

    private final Config config;
    private final Database database;
    private final Tools tools;
    private final Broadcast draft;
    private final CommandLine line;

    Announcement(Config config, Database database, Tools tools, Broadcast draft, CommandLine line) {
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

    /// Prints what each platform will show.
    void show() {
        var broadcasts = tools.broadcasts();
        for (Platform each : broadcasts.platforms(draft.to())) {
            out().println("As " + each.title() + " shows it:");
            broadcasts
                    .previews()
                    .drawing(each, broadcasts.content(draft))
                    .forEach(drawn -> out().println(("    " + drawn).stripTrailing()));
            out().println();
        }
        out().flush();
    }

    /// Prints who gets it, and whether it went out before.
    ///
    /// @return how many get it
    long count(Names names) {
        var text = new RecipientsText(WORDS);
        Counted counted = tools.counts().look(draft.to());
        out().println(text.line(counted, draft.to(), names));
        text.example(counted).ifPresent(out()::println);
        database.read(transaction -> tools.broadcasts().twin(transaction, draft))
                .ifPresent(twin -> out().println(text.twin(twin, ZoneId.systemDefault())));
        out().flush();
        return counted.all();
    }

    int discard(long recipients) {
        forget();
        out().println("Discarded; nobody gets it.");
        return recipients == 0 ? 1 : 0;
    }

    private void forget() {
        database.run(transaction -> tools.broadcasts().discard(transaction, draft.number()));
    }

    /// Sends it to the admins alone.
    int toAdmins() {
        List<Person> admins = Stream.concat(
                        config.admins().telegram().stream().map(id -> new Person(Platform.TELEGRAM, id, "")),
                        config.admins().discord().stream().map(id -> new Person(Platform.DISCORD, id, "")))
                .filter(admin -> config.platforms().contains(admin.platform()))
                .toList();
        int told = database.write(transaction -> tools.launch().show(transaction, draft, admins));
        forget();
        if (told == 0) {
            line.getErr()
                    .println("There is no admin to send it to: name some under `admins`, who have written to the bot.");
            return 1;
        }
        out().println("Queued for %d %s alone; the running bot sends it."
                .formatted(told, told == 1 ? "admin" : "admins"));
        return 0;
    }

    int schedule(Instant time) throws IOException {
        Scheduling scheduling = noting(transaction -> tools.launch().schedule(transaction, draft.number(), time));
        return switch (scheduling) {
            case Scheduling.Scheduled(Broadcast broadcast) -> {
                out().println("Scheduled as broadcast %d for %s%s"
                        .formatted(
                                broadcast.number(),
                                moment(time),
                                RunLock.isTaken(config.database())
                                        ? "; the running bot sends it then."
                                        : ". No bot runs on this database; one must by then."));
                yield 0;
            }
            case Scheduling.Past(), Scheduling.NotOpen _ -> changed();
        };
    }

    int send(long recipients) throws IOException, InterruptedException {
        Sending sending =
                noting(transaction -> tools.launch().send(transaction, draft.number(), recipients, Optional.empty()));
        return switch (sending) {
            case Sending.Started _ -> {
                follow();
                yield 0;
            }
            case Sending.Nobody(), Sending.NotOpen _ -> changed();
        };
    }

    private <T> T noting(Function<Transaction, T> act) {
        return database.write(transaction ->
                tools.log().noting(transaction, new Actor.CommandLine(), draft.number(), () -> act.apply(transaction)));
    }

    private int changed() {
        line.getErr().println("Nothing was sent: things have changed meanwhile.");
        return 1;
    }

    private void follow() throws IOException, InterruptedException {
        long number = draft.number();
        if (!RunLock.isTaken(config.database())) {
            out().println("Queued as broadcast %d. No bot runs on this database; it goes out when one does."
                    .formatted(number));
            return;
        }
        out().println("Queued as broadcast %d; the running bot sends it. Ctrl-C ends this report, not the sending."
                .formatted(number));
        new Following(database, tools.broadcasts(), tools.reporting(), number, out()).untilOver();
    }

    private PrintWriter out() {
        return line.getOut();
    }
}
