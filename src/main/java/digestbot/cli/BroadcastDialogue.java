package digestbot.cli;

import digestbot.app.RunLock;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastConfirmation;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.RecipientCounter.RecipientCount;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.RecipientsText.FilterNames;
import digestbot.broadcast.ScheduleResult;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StaleConfirmationText;
import digestbot.broadcast.StartResult;
import digestbot.button.PreviewFingerprint;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.CountedNoun;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.Transaction;
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
final class BroadcastDialogue {

    static final Texts TEXTS = Texts.of("en");

    private final Config config;
    private final Database database;
    private final BroadcastModule services;
    private final CommandLine line;
    private final Library library = new Library();
    private Broadcast draft;
    private Optional<PreviewFingerprint> shown = Optional.empty();

    BroadcastDialogue(Config config, Database database, BroadcastModule services, Broadcast draft, CommandLine line) {
        this.config = config;
        this.database = database;
        this.services = services;
        this.draft = draft;
        this.line = line;
    }

    /// A time on this machine's clock, with its time zone.
    static String moment(Instant time) {
        return TEXTS.moment(time, ZoneId.systemDefault());
    }

    /// Prints a preview for each platform.
    void show() {
        var broadcasts = services.broadcasts();
        for (Platform each : broadcasts.platforms(draft.recipients())) {
            out().println("Preview on " + each.title() + ":");
            broadcasts
                    .previews()
                    .drawing(each, broadcasts.content(draft))
                    .forEach(drawn -> out().println(("    " + drawn).stripTrailing()));
            out().println();
        }
        out().flush();
    }

    /// Prints the recipients, and a warning if the same text was sent before.
    ///
    /// @return the number of recipients
    long count() {
        draft = database.read(tx -> services.broadcasts().find(tx, draft.number()))
                .orElse(draft);
        var text = new RecipientsText(TEXTS);
        RecipientCount counted = services.recipientCounter().count(draft.recipients());
        shown = Optional.of(database.read(tx -> services.sender().fingerprint(tx, draft)));
        out().println(text.summary(counted, draft.recipients(), database.read(this::names)));
        text.example(counted).ifPresent(out()::println);
        text.time(draft, BroadcastDialogue::moment).ifPresent(out()::println);
        database.read(transaction -> services.broadcasts().recentDuplicate(transaction, draft))
                .ifPresent(duplicate -> out().println(text.duplicateWarning(duplicate, BroadcastDialogue::moment)));
        out().flush();
        return counted.total();
    }

    private FilterNames names(Transaction transaction) {
        Optional<String> topic = draft.recipients().topic();
        return new FilterNames(
                topic.map(id -> library.topicName(transaction, id)),
                draft.recipients()
                        .perspective()
                        .map(id -> library.perspectiveName(transaction, topic.orElseThrow(), id, "en")));
    }

    int discard(long recipients) {
        forget();
        out().println("Discarded. Nothing was sent.");
        return recipients == 0 ? 1 : 0;
    }

    private void forget() {
        database.writeWithoutResult(
                transaction -> services.broadcasts().discard(transaction, draft.number(), new Actor.CommandLineUser()));
    }

    /// Sends a test to the owners.
    int sendTest() {
        List<Person> owners = Stream.concat(
                        config.owners().telegram().stream().map(id -> new Person(Platform.TELEGRAM, id, "")),
                        config.owners().discord().stream().map(id -> new Person(Platform.DISCORD, id, "")))
                .filter(owner -> config.platforms().contains(owner.platform()))
                .toList();
        int sentCount = database.write(
                transaction -> services.sender().sendTestTo(transaction, draft, owners, new Actor.CommandLineUser()));
        forget();
        if (sentCount == 0) {
            return CommandOutput.printError(
                    line, "No owner to send a test to. Add one under “owners”, who has written to the bot.");
        }
        CommandOutput.printSuccess(
                line, "Test queued for %s; the running bot sends it.".formatted(CountedNoun.of(sentCount, "owner")));
        return 0;
    }

    /// The exit code; empty if the preview is outdated.
    OptionalInt schedule(Instant time) throws IOException {
        services.recipientCounter().count(draft.recipients());
        ScheduleResult result = database.write(
                transaction -> services.sender().schedule(transaction, draft.number(), confirmation(), time));
        return switch (result) {
            case ScheduleResult.Scheduled(Broadcast broadcast) -> {
                out().println("Scheduled as broadcast %d for %s%s"
                        .formatted(
                                broadcast.number(),
                                moment(time),
                                RunLock.isHeld(config.database())
                                        ? ". The running bot sends it then."
                                        : ". No bot is running; start one before then."));
                yield OptionalInt.of(0);
            }
            case ScheduleResult.Stale(StaleConfirmation stale) -> stale(stale);
            case ScheduleResult.TimePassed(), ScheduleResult.AlreadyDecided _ -> refuseChanged();
        };
    }

    /// The exit code; empty if the preview is outdated.
    OptionalInt send() throws IOException, InterruptedException {
        services.recipientCounter().count(draft.recipients());
        StartResult result = database.write(
                transaction -> services.sender().send(transaction, draft.number(), confirmation(), Optional.empty()));
        return switch (result) {
            case StartResult.Started _ -> {
                printProgress();
                yield OptionalInt.of(0);
            }
            case StartResult.Stale(StaleConfirmation stale) -> stale(stale);
            case StartResult.NoRecipients(), StartResult.AlreadyDecided _ -> refuseChanged();
        };
    }

    private BroadcastConfirmation confirmation() {
        return new BroadcastConfirmation(new Actor.CommandLineUser(), shown);
    }

    private OptionalInt stale(StaleConfirmation stale) {
        new StaleConfirmationText(TEXTS).lines(stale).forEach(line.getErr()::println);
        line.getErr().flush();
        return OptionalInt.empty();
    }

    private OptionalInt refuseChanged() {
        CommandOutput.printError(line, "Not sent: the broadcast was changed or decided elsewhere.");
        return OptionalInt.of(1);
    }

    private void printProgress() throws IOException, InterruptedException {
        long number = draft.number();
        if (!RunLock.isHeld(config.database())) {
            out().println("Queued as broadcast %d. No bot is running; it is sent when one starts.".formatted(number));
            return;
        }
        out().println("Queued as broadcast %d; the running bot sends it. Ctrl-C stops this report, not the broadcast."
                .formatted(number));
        new ProgressFollower(database, services.broadcasts(), services.reporter(), number, out()).follow();
    }

    private PrintWriter out() {
        return line.getOut();
    }
}
