package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.database.FullDisk;
import digestbot.delivery.api.ScriptedMessenger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk is full in the middle of a fan-out.
@Tag("database")
class DiskFullTest {

    private static final int CHATS = 8_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String FAILS = "storing delivery results of Telegram failed, sending is paused";

    @TempDir
    Path folder;

    private final Logged log = Logged.by("digestbot.delivery");
    private DeliveryFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
        fixture.subscribeAll(CHATS);
        fixture.publish("Thursday*2");
        fixture.dispatch();
        Awaitility.await().atMost(LONG).until(() -> fixture.messenger.count() > 100);
        FullDisk.fill(fixture.database);
        awaitStandstill();
        assertThat(fixture.messenger.count()).as("stopped in the middle").isLessThan(2 * CHATS);
    }

    @AfterEach
    void close() {
        fixture.close();
        log.close();
    }

    private static boolean isOfStoring(String line) {
        return line.contains("delivery results of Telegram");
    }

    @Test
    void goesOnByItselfOnceThereIsRoomAndRepeatsNothing() {
        assertThat(log.from(Level.INFO)).filteredOn(DiskFullTest::isOfStoring).containsExactly(FAILS);
        goesOn();
        assertThat(log.from(Level.INFO))
                .filteredOn(DiskFullTest::isOfStoring)
                .hasSize(2)
                .last()
                .asString()
                .startsWith("delivery results of Telegram are stored again (after ");
        assertThat(log.withStack()).doesNotHaveDuplicates().contains(FAILS);
    }

    private void goesOn() {
        FullDisk.makeRoom(fixture.database);
        fixture.await("sent", CHATS);
        assertNothingIsRepeated();
    }

    private void assertNothingIsRepeated() {
        assertThat(fixture.messenger.requests())
                .extracting(ScriptedMessenger.Request::nonce)
                .doesNotHaveDuplicates()
                .hasSize(2 * CHATS);
    }

    @Test
    void repeatsNothingThoughTheLeasesAreOverBeforeThereIsRoom() {
        fixture.pass(Leases.LENGTH.plusMinutes(1));
        awaitStandstill();
        FullDisk.makeRoom(fixture.database);
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> {
            // The claimer looks at the leases again and again, so also between the first commit and
            // the last.
            fixture.outboxEvents.notifyListeners();
            return fixture.count("sent") == CHATS;
        });
        assertNothingIsRepeated();
    }

    @Test
    void endsInTimeAndRepeatsWithinTheWindow() {
        long start = System.nanoTime();
        fixture.closeDispatchers();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        FullDisk.makeRoom(fixture.database);
        fixture.deliver(CHATS);
        var nonces = fixture.messenger.requests().stream()
                .map(ScriptedMessenger.Request::nonce)
                .toList();
        assertThat(nonces.stream().distinct()).hasSize(2 * CHATS);
        assertThat(nonces.size() - 2 * CHATS).isLessThanOrEqualTo(32 + ResultWriter.WINDOW);
    }

    /// Waits until nothing more is sent.
    private void awaitStandstill() {
        var before = new AtomicInteger(-1);
        Awaitility.await().atMost(LONG).until(() -> log.from(Level.INFO).contains(FAILS));
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(700))
                .until(() -> before.getAndSet(fixture.messenger.count()) == fixture.messenger.count());
    }
}
