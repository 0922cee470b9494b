package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastRunner.SendPermission;
import digestbot.broadcast.BroadcastService.BroadcastConfirmation;
import digestbot.broadcast.BroadcastService.Decision;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.i18n.Texts;
import digestbot.ops.notice.OperatorNotices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    final BroadcastService service;
    final OperatorNotices notices;
    final BroadcastRunner runner;

    /// The people who may send broadcasts; everybody unless a test changes it.
    SendPermission rights = (_, _, _) -> true;

    BroadcastFixture(Platform... on) {
        this(new DeliveryFixture(), on);
    }

    BroadcastFixture(DeliveryFixture fixture, Platform... on) {
        this.fixture = fixture;
        var fanOuts = new FanOutStore(fixture.outboxEvents, fixture.clock);
        service = new BroadcastService(
                fixture.database, fanOuts, fixture.outbox, new PlainPreviews(), Set.of(on), fixture.clock);
        notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        runner = new BroadcastRunner(
                fixture.database,
                service,
                fanOuts,
                fixture.outbox,
                (tx, platform, user) -> rights.maySend(tx, platform, user),
                notices,
                (_, _) -> {},
                fixture.clock);
    }

    long drafted(String text) {
        return drafted(text, Optional.empty());
    }

    long drafted(String text, Optional<Picture> picture) {
        return fixture.database.write(tx -> {
            new PersonStore()
                    .find(tx, Platform.TELEGRAM, OWNER)
                    .ifPresentOrElse(_ -> {}, () -> new PersonStore().recordSeen(tx, AUTHOR, fixture.clock.instant()));
            return service.draft(tx, Optional.of(AUTHOR), text, picture);
        });
    }

    long sent(String text) {
        return sent(drafted(text));
    }

    long sent(long number) {
        assertThat(send(number, Optional.of(DeliveryFixture.chat(OWNER)))).isEqualTo(Decision.STARTED);
        return number;
    }

    Decision send(long number, Optional<Destination> reportTo) {
        service.count(find(number).recipients());
        return fixture.database.write(tx -> service.send(tx, number, confirmation(tx, number), reportTo));
    }

    BroadcastConfirmation confirmation(Transaction tx, long number) {
        Broadcast now = service.find(tx, number).orElseThrow();
        return new BroadcastConfirmation(Actor.of(AUTHOR), now.version());
    }

    Broadcast find(long number) {
        return fixture.database.read(tx -> service.find(tx, number)).orElseThrow();
    }

    String line(long number) {
        return fixture.database.read(tx ->
                service.progress(tx, service.find(tx, number).orElseThrow()).line(Texts.of("en")));
    }

    boolean pause(long number) {
        return fixture.database.write(tx -> service.pause(tx, number, BY));
    }

    boolean resume(long number, Actor by) {
        return fixture.database.write(tx -> service.resume(tx, number, by));
    }

    boolean stop(long number) {
        return fixture.database.write(tx -> service.stop(tx, number, BY));
    }

    boolean retry(long number) {
        return fixture.database.write(tx -> service.retry(tx, number, Actor.of(AUTHOR)));
    }

    boolean withdraw(long number) {
        return fixture.database.write(tx -> service.withdraw(tx, number, BY, Optional.empty()));
    }

    boolean discard(long number) {
        return fixture.database.write(tx -> service.discard(tx, number, BY));
    }

    Decision schedule(long number, Instant at) {
        return schedule(number, at, Actor.of(AUTHOR));
    }

    Decision schedule(long number, Instant at, Actor by) {
        return fixture.database.write(tx -> service.schedule(
                tx,
                number,
                new BroadcastConfirmation(by, confirmation(tx, number).version()),
                at));
    }

    BroadcastState state(long number) {
        return find(number).state();
    }

    List<AuditEntry> audit() {
        return fixture.database.read(tx -> AuditStore.page(tx, 10, 0));
    }

    /// The platform takes that many messages to readers; the others wait until the latch is open.
    CountDownLatch takeOnly(int messages) {
        var left = new AtomicInteger(messages);
        return fixture.messenger.hold(request -> request.chat() != OWNER && left.getAndDecrement() <= 0);
    }

    long received() {
        return Long.parseLong(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'broadcast' AND state = 'sent'")
                .getFirst());
    }

    /// Steps until nothing is left to be done now, and returns the time until the next step.
    Duration tend() {
        Duration pause = runner.step();
        while (pause.isZero()) {
            pause = runner.step();
        }
        return pause;
    }

    boolean isFinished(long number) {
        Broadcast broadcast = find(number);
        return broadcast.state() == BroadcastState.DISCARDED
                || broadcast.sendState().flatMap(SendState::endedAt).isPresent();
    }

    void tendUntilOver(long number) {
        for (int round = 0; round < 100 && !isFinished(number); round++) {
            tend();
            fixture.awaitRest();
        }
        assertThat(isFinished(number)).as(line(number)).isTrue();
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
