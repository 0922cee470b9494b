package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.database.FullDisk;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult.Sent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The disk is full in the middle of a fan-out.
@Tag("database")
class DiskFullTest {

    private static final int CHATS = 1_500;

    /// Keeps results from being stored in the place that is left of pages.
    private static final String ROOM = "m".repeat(2_000);

    private static final String FAILS = "storing delivery results of Telegram failed, sending is paused";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private final Logged log = Logged.by("digestbot.delivery");

    @BeforeEach
    void begin() {
        fixture.subscribeAll(CHATS);
        fixture.publish("Thursday*2");
        var full = new AtomicBoolean();
        fixture.messenger.otherwise(request -> {
            if (fixture.messenger.count() > 100) {
                synchronized (full) { // nothing more is sent before the disk is full
                    if (!full.getAndSet(true)) {
                        FullDisk.fill(fixture.database);
                    }
                }
            }
            return new Sent(ROOM + request.nonce());
        });
        fixture.dispatch();
        Awaitility.await().untilAsserted(() -> assertThat(log.from(Level.INFO)).contains(FAILS));
        assertThat(fixture.messenger.count()).as("stopped in the middle").isLessThan(2 * CHATS);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static boolean isOfStoring(String line) {
        return line.contains("delivery results of Telegram");
    }

    @Test
    void goesOnByItselfOnceThereIsRoomAndRepeatsNothing() {
        assertThat(log.from(Level.INFO)).filteredOn(DiskFullTest::isOfStoring).containsExactly(FAILS);
        FullDisk.makeRoom(fixture.database);
        fixture.await("sent", CHATS);
        assertNothingIsRepeated();
        assertThat(log.from(Level.INFO))
                .filteredOn(DiskFullTest::isOfStoring)
                .hasSize(2)
                .last()
                .asString()
                .startsWith("delivery results of Telegram are stored again (after ");
        assertThat(log.withStack()).doesNotHaveDuplicates().contains(FAILS);
    }

    private void assertNothingIsRepeated() {
        assertThat(fixture.messenger.requests())
                .extracting(ScriptedMessenger.Request::nonce)
                .doesNotHaveDuplicates()
                .hasSize(2 * CHATS);
    }

    @Test
    void repeatsNothingThoughTheLeasesAreOverBeforeThereIsRoom() {
        fixture.pass(Sender.LEASE.plusMinutes(1));
        FullDisk.makeRoom(fixture.database);
        // The claimer looks at the leases again and again, so also between the first commit and the last.
        while (fixture.count("sent") < CHATS) {
            fixture.awaitLook();
        }
        assertNothingIsRepeated();
    }

    @Test
    void theResultsOfAnEndedTermAreKeptUntilTheyCanBeStored() {
        fixture.endTerms();
        assertThat(log.from(Level.WARN)).anyMatch(line -> line.contains(" are stored as soon as the database answers"));
        FullDisk.makeRoom(fixture.database);
        fixture.deliver(CHATS);
        assertNothingIsRepeated();
    }

    @Test
    void endsThoughNothingCanBeStoredAndRepeatsWithinTheWindow() {
        fixture.abandonSenders();
        FullDisk.makeRoom(fixture.database);
        fixture.deliver(CHATS);
        var nonces = fixture.messenger.requests().stream()
                .map(ScriptedMessenger.Request::nonce)
                .toList();
        assertThat(nonces.stream().distinct()).hasSize(2 * CHATS);
        assertThat(nonces.size() - 2 * CHATS).isLessThanOrEqualTo(32 + ResultWriter.WINDOW);
    }
}
