package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.i18n.Texts;
import digestbot.notice.OperatorNotices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/// Announcements on a real database, sent by a scripted messenger, at a time that the test sets.
final class BroadcastFixture implements AutoCloseable {

    static final long OWNER = 900_000;
    static final Actor BY = new Actor.CommandLineUser();
    static final Person AUTHOR = new Person(Platform.TELEGRAM, OWNER, "en");

    final DeliveryFixture fixture;
    final Broadcasts broadcasts;
    final RecipientCounter recipientCounter;
    final BroadcastSender sender;
    final BroadcastControl control;
    final BroadcastReporter reporter;
    final OperatorNotices notices;
    final BroadcastRunner rounds;
    final FanOutBatches ranges;

    /// The people who may send broadcasts: everybody, until a test says otherwise.
    SendPermission rights = (_, _, _) -> true;

    BroadcastFixture(Path file, ScriptedMessenger messenger, Platform... on) {
        fixture = new DeliveryFixture(file, messenger);
        Set<Platform> platforms = Set.of(on);
        var fanOuts = new FanOuts(fixture.outboxEvents, fixture.clock);
        BroadcastModule services = new BroadcastModule(
                fixture.database, fanOuts, fixture.outbox, new PlainPreviews(), platforms, fixture.clock);
        broadcasts = services.broadcasts();
        reporter = services.reporter();
        recipientCounter = services.recipientCounter();
        sender = services.sender();
        control = services.control();
        notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        ranges = new FanOutBatches(fixture.database, fanOuts, platforms);
        rounds = services.runner((tx, platform, user) -> rights.maySend(tx, platform, user), notices, (_, _) -> {});
    }

    long drafted(String text) {
        return fixture.database.write(tx -> {
            new PersonStore()
                    .find(tx, Platform.TELEGRAM, OWNER)
                    .ifPresentOrElse(_ -> {}, () -> new PersonStore().recordSeen(tx, AUTHOR, fixture.clock.instant()));
            return ((DraftResult.Drafted) broadcasts.draft(tx, Optional.of(AUTHOR), text)).number();
        });
    }

    StartResult send(long number, Optional<Destination> reportTo) {
        recipientCounter.count(find(number).recipients());
        return fixture.database.write(tx -> sender.send(tx, number, confirmation(tx, number), reportTo));
    }

    /// The author's confirmation of the present content and audience.
    BroadcastConfirmation confirmation(Transaction tx, long number) {
        Broadcast now = broadcasts.find(tx, number).orElseThrow();
        return new BroadcastConfirmation(Actor.of(AUTHOR), Optional.of(sender.fingerprint(tx, now)));
    }

    Broadcast find(long number) {
        return fixture.database.read(tx -> broadcasts.find(tx, number)).orElseThrow();
    }

    String line(long number) {
        return fixture.database.read(
                tx -> reporter.line(tx, broadcasts.find(tx, number).orElseThrow(), Texts.of("en")));
    }

    void tendUntilOver(long number) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    rounds.runRound();
                    return find(number).isFinished();
                });
    }

    /// The reports that the owner received, in order.
    List<String> reports() {
        return fixture.messenger.requests().stream()
                .filter(request -> request.chat() == OWNER)
                .map(request -> (request.edits().isPresent() ? "edit: " : "") + request.text())
                .toList();
    }

    @Override
    public void close() {
        fixture.close();
    }
}
