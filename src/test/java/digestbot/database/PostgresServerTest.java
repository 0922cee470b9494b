package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.Waiting;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.outside.TcpProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class PostgresServerTest {

    @TempDir
    Path folder;

    private PostgresLocation location;
    private Database database;

    @BeforeEach
    void open() {
        TestDatabase.assumePostgres();
        location = TestDatabase.onPostgres(folder);
        database = Database.open(location);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private static void add(Transaction transaction, String topic) {
        transaction.execute("INSERT INTO topic (id, name) VALUES (?, ?)", topic, topic);
    }

    private static List<String> names(Transaction transaction) {
        return transaction.strings("SELECT name FROM topic ORDER BY number");
    }

    /// The server sees two processes, because each database has connections of its own.
    @Test
    void writersOfTwoProcessesDoNotOverlap() throws Exception {
        database.writeWithoutResult(tx -> tx.execute("INSERT INTO first_scan (at) VALUES (0)"));
        try (Database other = Database.open(location);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writes = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(i ->
                            threads.submit(() -> (i % 2 == 0 ? database : other).writeWithoutResult(tx -> {
                                long read = tx.number("SELECT at FROM first_scan");
                                tx.execute("UPDATE first_scan SET at = ?", read + 1);
                            })))
                    .toList();
            for (Future<?> write : writes) {
                write.get();
            }
        }
        assertThat(database.<Long>read(tx -> tx.number("SELECT at FROM first_scan")))
                .isEqualTo(200);
    }

    /// A writer sees the commits of the previous holder of the lock, and is cut off soon if it
    /// pauses.
    @Test
    void eachKindOfTransactionHasItsSettings() {
        String pause = "idle_in_transaction_session_timeout";
        assertThat(database.<String>read(tx -> show(tx, "transaction_isolation") + ", " + show(tx, pause)))
                .isEqualTo("repeatable read, 1min");
        assertThat(database.<String>write(tx -> show(tx, "transaction_isolation") + ", " + show(tx, pause)))
                .isEqualTo("read committed, 3s");
    }

    private static String show(Transaction transaction, String setting) {
        return transaction.select("SHOW " + setting).mapTo(String.class).one();
    }

    @Test
    void aReaderCannotWrite() {
        assertThatThrownBy(() -> database.read(tx -> tx.execute("DELETE FROM topic")))
                .hasStackTraceContaining("read-only");
        try (ReadOnlyDatabase readOnly = ReadOnlyDatabase.open(location)) {
            assertThatThrownBy(() -> readOnly.read(tx -> tx.execute("DELETE FROM topic")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(location.toString())
                    .hasMessageContaining("read-only");
        }
    }

    /// The server answers one of two conflicting transactions with a serialization failure.
    @Test
    void aWriteThatAnotherTransactionWasInTheWayOfIsRunAgain() {
        var runs = new AtomicInteger();
        database.writeWithoutResult(tx -> {
            add(tx, "run " + runs.incrementAndGet());
            if (runs.get() < 3) {
                tx.execute("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$");
            }
        });
        assertThat(database.<List<String>>read(PostgresServerTest::names)).containsExactly("run 3");
    }

    @Test
    void aCutConnectionIsAFailureOfTheStorageAndTheNextWriteWorks() {
        cutConnection();
        assertThat(database.storageHealth().current()).isPresent();

        database.writeWithoutResult(tx -> add(tx, "kept"));
        assertThat(database.storageHealth().current())
                .as("after a single success")
                .isEmpty();
        assertThat(database.<List<String>>read(PostgresServerTest::names)).containsExactly("kept");
    }

    private void cutConnection() {
        assertThatThrownBy(() -> database.writeWithoutResult(tx -> {
                    add(tx, "lost");
                    tx.select("SELECT pg_terminate_backend(pg_backend_pid())")
                            .mapTo(Boolean.class)
                            .one();
                }))
                .satisfies(failure -> assertThat(Database.isStorageFailure(failure))
                        .as("%s", failure)
                        .isTrue());
    }

    /// A pool waits for seconds after a failure, so it sees none.
    @Test
    void connectsAsSoonAsTheServerAnswersAgain() throws Exception {
        var source = new ReconnectingSource();
        try (TcpProxy network = TcpProxy.before(port(), _ -> {});
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            at(network.port()).configured(source);
            source.getConnection().close();
            network.set(TcpProxy.State.RESET);
            Future<Connection> connection = threads.submit(() -> source.getConnection());
            Awaitility.await().until(source::failures, failures -> failures >= 10);
            network.set(TcpProxy.State.OPEN);
            connection.get().close();
        }
    }

    private int port() {
        return Integer.parseInt(location.hosts().substring(location.hosts().indexOf(':') + 1));
    }

    private PostgresLocation at(int port) {
        return new PostgresLocation(location.user(), "127.0.0.1:" + port, location.name(), location.parameters(), "");
    }

    @Test
    void refusesAServerThatIsTooOldAndSaysWhatToDo() {
        assertThat(ServerStatus.tooOld("15.9 (Debian 15.9-1)", 15))
                .contains("PostgreSQL 15.9 (Debian 15.9-1) is too old");
        assertThat(ServerStatus.tooOld("16.0", 16)).isEmpty();
        assertThat(ServerStatus.UPDATE).isEqualTo("update the server to PostgreSQL 16 or later");
    }

    @Test
    void textWithTheCharacterNulIsStoredWithoutIt() {
        database.writeWithoutResult(tx -> add(tx, "a\u0000b"));
        assertThat(database.<List<String>>read(PostgresServerTest::names)).containsExactly("ab");
    }

    @Test
    void topicsAreComparedWithoutRegardToCaseAndTextByItsBytes() {
        database.writeWithoutResult(tx -> add(tx, "US-China"));
        assertThat(database.<Long>read(tx -> tx.number("SELECT count(*) FROM topic WHERE id = 'us-china'")))
                .isEqualTo(1);
        database.writeWithoutResult(tx -> {
            add(tx, "b");
            add(tx, "ä");
            add(tx, "C");
        });
        assertThat(database.<List<String>>read(tx -> tx.strings("SELECT name FROM topic ORDER BY name")))
                .containsExactly("C", "US-China", "b", "ä");
    }

    @Test
    void aNotificationReachesOtherProcessesOnceTheTransactionIsCommitted() {
        var received = new AtomicInteger();
        try (Database other = Database.open(location)) {
            other.onNotification("outbox", received::incrementAndGet);
            // A new listener is called once, because it may have missed something.
            Waiting.count("notifications", 1, received::get);
            assertThatThrownBy(() -> database.writeWithoutResult(tx -> {
                        tx.notifyProcesses("outbox");
                        throw new IllegalStateException("rolled back");
                    }))
                    .hasMessage("rolled back");
            database.writeWithoutResult(tx -> tx.notifyProcesses("another"));
            database.writeWithoutResult(tx -> {
                tx.notifyProcesses("outbox");
                tx.notifyProcesses("outbox");
            });
            Waiting.count("notifications", 2, received::get);
        }
    }

    @Test
    void aRenewalDoesNotWaitForTheWriters() throws Exception {
        var written = new CountDownLatch(1);
        var renewed = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual()
                .start(() -> database.writeWithoutResult(tx -> {
                    written.countDown();
                    Waiting.at(renewed);
                }));
        written.await();
        assertThat(database.<Integer>writeUnordered(
                        tx -> tx.select("SELECT 1").mapTo(Integer.class).one()))
                .isEqualTo(1);
        renewed.countDown();
        writer.join();
    }

    /// The server ends the first transaction of the frozen process. Others of this process that
    /// waited for the lock in the server, too, would get it next, and each would delay all other
    /// writers for as long again.
    @Test
    void aFrozenProcessHoldsBackTheOthersOnce() throws Exception {
        var begun = new CountDownLatch(1);
        var woken = new CountDownLatch(1);
        var cutOff = new AtomicInteger();
        try (Database frozen = Database.open(location)) {
            List<Thread> writes = IntStream.range(0, 4)
                    .mapToObj(_ -> Thread.ofVirtual().unstarted(() -> writeWhenWoken(frozen, begun, woken, cutOff)))
                    .toList();
            writes.getFirst().start();
            begun.await();
            writes.stream().skip(1).forEach(Thread::start);
            Awaitility.await().untilAsserted(() -> assertThat(writes).allMatch(PostgresServerTest::waits));

            database.writeWithoutResult(tx -> add(tx, "another process")); // while the first one sleeps

            woken.countDown();
            for (Thread write : writes) {
                write.join();
            }
            assertThat(cutOff).as("transactions that the server ended").hasValue(1);
        }
    }

    @Test
    void aWriterThatTakesLongDelaysTheOthersAndFailsNone() throws Exception {
        var begun = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual()
                .start(() -> database.writeWithoutResult(tx -> {
                    begun.countDown();
                    // Longer than the timeout for a connection.
                    tx.select("SELECT pg_sleep(12)").mapTo(String.class).one();
                }));
        begun.await();
        database.writeWithoutResult(tx -> add(tx, "waited"));
        slow.join();
        assertThat(database.<List<String>>read(PostgresServerTest::names)).containsExactly("waited");
    }

    private static void writeWhenWoken(
            Database frozen, CountDownLatch begun, CountDownLatch woken, AtomicInteger cutOff) {
        try {
            frozen.writeWithoutResult(_ -> {
                begun.countDown();
                Waiting.at(woken);
            });
        } catch (RuntimeException _) {
            cutOff.incrementAndGet(); // the server took the process for frozen
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
