package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastModule.SendPermission;
import digestbot.broadcast.BroadcastRunner.FanOutBatches;
import digestbot.broadcast.BroadcastSender.BroadcastConfirmation;
import digestbot.broadcast.BroadcastSender.ScheduleResult;
import digestbot.broadcast.BroadcastSender.StartResult;
import digestbot.broadcast.Broadcasts.DraftResult;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.i18n.Texts;
import digestbot.notice.OperatorNotices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Broadcasts on a real database, sent by a scripted messenger, at a time that the test sets.
final class BroadcastFixture implements AutoCloseable, AfterEachCallback {

    static final long OWNER = 900_000;
    static final Actor BY = new Actor.CommandLineUser();
    static final byte[] PNG = "\u0089PNG\r\n\u001a\n and pixels".getBytes(StandardCharsets.ISO_8859_1);
    static final Person AUTHOR = new Person(Platform.TELEGRAM, OWNER, "en");

    final DeliveryFixture fixture;
    final Broadcasts broadcasts;
    final RecipientCounter recipientCounter;
    final BroadcastSender sender;
    final BroadcastReporter reporter;
    final OperatorNotices notices;
    final BroadcastRunner rounds;
    final FanOutBatches ranges;

    /// The people who may send broadcasts; everybody unless a test changes it.
    SendPermission rights = (_, _, _) -> true;

    BroadcastFixture(Platform... on) {
        this(new DeliveryFixture(), on);
    }

    private BroadcastFixture(DeliveryFixture fixture, Platform... on) {
        this.fixture = fixture;
        Set<Platform> platforms = Set.of(on);
        var fanOuts = new FanOutStore(fixture.outboxEvents, fixture.clock);
        BroadcastModule services = new BroadcastModule(
                fixture.database, fanOuts, fixture.outbox, new PlainPreviews(), platforms, fixture.clock);
        broadcasts = services.broadcasts();
        reporter = services.reporter();
        recipientCounter = services.recipientCounter();
        sender = services.sender();
        notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        ranges = new FanOutBatches(fixture.database, fanOuts, platforms, fixture.clock);
        rounds = services.runner((tx, platform, user) -> rights.maySend(tx, platform, user), notices, (_, _) -> {});
    }

    long drafted(String text) {
        return drafted(text, Optional.empty());
    }

    long drafted(String text, Optional<Picture> picture) {
        return fixture.database.write(tx -> {
            new PersonStore()
                    .find(tx, Platform.TELEGRAM, OWNER)
                    .ifPresentOrElse(_ -> {}, () -> new PersonStore().recordSeen(tx, AUTHOR, fixture.clock.instant()));
            return ((DraftResult.Drafted) broadcasts.draft(tx, Optional.of(AUTHOR), text, picture)).number();
        });
    }

    long sent(String text) {
        return sent(drafted(text));
    }

    long sent(long number) {
        assertThat(send(number, Optional.of(DeliveryFixture.chat(OWNER)))).isInstanceOf(StartResult.Started.class);
        return number;
    }

    StartResult send(long number, Optional<Destination> reportTo) {
        recipientCounter.count(find(number).recipients());
        return fixture.database.write(tx -> sender.send(tx, number, confirmation(tx, number), reportTo));
    }

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

    boolean pause(long number) {
        return fixture.database.write(tx -> sender.pause(tx, number, BY));
    }

    boolean resume(long number, Actor by) {
        return fixture.database.write(tx -> sender.resume(tx, number, by));
    }

    boolean stop(long number) {
        return fixture.database.write(tx -> sender.stop(tx, number, BY));
    }

    boolean retry(long number) {
        return fixture.database.write(tx -> sender.retry(tx, number, Actor.of(AUTHOR)));
    }

    boolean withdraw(long number) {
        return fixture.database.write(tx -> sender.withdraw(tx, number, BY, Optional.empty()));
    }

    boolean discard(long number) {
        return fixture.database.write(tx -> broadcasts.discard(tx, number, BY));
    }

    ScheduleResult schedule(long number, Instant at) {
        return schedule(number, at, Actor.of(AUTHOR));
    }

    ScheduleResult schedule(long number, Instant at, Actor by) {
        return fixture.database.write(tx -> sender.schedule(
                tx,
                number,
                new BroadcastConfirmation(by, confirmation(tx, number).previewed()),
                at));
    }

    BroadcastState state(long number) {
        return find(number).state();
    }

    List<AuditEntry> audit() {
        return fixture.database.read(tx -> new AuditStore().page(tx, 10, 0));
    }

    /// The platform takes that many messages to readers; the others wait until the latch is open.
    CountDownLatch takeOnly(int messages) {
        var open = new CountDownLatch(1);
        var left = new AtomicInteger(messages);
        fixture.messenger.otherwise(request -> {
            if (request.chat() != OWNER && left.getAndDecrement() <= 0) {
                try {
                    open.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            return new SendResult.Sent("m-" + request.nonce());
        });
        return open;
    }

    long received() {
        return Long.parseLong(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'broadcast' AND state = 'sent'")
                .getFirst());
    }

    void tendUntilOver(long number) {
        Awaitility.await().until(() -> {
            rounds.runRound();
            return find(number).isFinished();
        });
    }

    void awaitReports(String... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(reports()).containsExactly(expected));
    }

    void awaitLastReport(String expected) {
        Awaitility.await().untilAsserted(() -> assertThat(reports()).last().isEqualTo(expected));
    }

    List<String> reports() {
        return fixture.messenger.requests().stream()
                .filter(request -> request.chat() == OWNER)
                .map(request -> (request.edits().isPresent() ? "edit: " : "") + request.text())
                .toList();
    }

    /// Ends this process, and begins another one with its database and its platform.
    BroadcastFixture restarted() {
        return new BroadcastFixture(fixture.restarted(), Platform.TELEGRAM);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        fixture.afterEach(context);
    }

    @Override
    public void close() {
        fixture.close();
    }
}
