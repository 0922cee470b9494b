package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.StorageHealth.Outage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final Instant NOON = Instant.parse("2026-02-06T12:00:00Z");

    private static final String ADD_PERSON =
            "INSERT INTO person (platform, user_id, language, seen_at, chosen_language) VALUES (?, ?, 'en', ?, ?)";

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();
    private Instant now = NOON;
    private final StorageHealth health = new StorageHealth(() -> now);

    @Test
    void aWriteThatThrowsLeavesNothingAndWakesNobody() {
        List<String> woken = new ArrayList<>();
        assertThatThrownBy(() -> database.writeWithoutResult(tx -> {
                    addTopic(tx, "us-china");
                    tx.afterCommit(() -> woken.add("now"));
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        List<String> topics = database.read(tx -> tx.strings("SELECT id FROM topic"));
        assertThat(topics).isEmpty();
        assertThat(woken).isEmpty();
        database.writeWithoutResult(tx -> tx.afterCommit(() -> woken.add("later")));
        assertThat(woken).containsExactly("later");
    }

    @Test
    void aMomentIsStoredInMillisecondsAndADayAsAnIsoDate() {
        List<Object> values = List.of(NOON, Optional.of(NOON), LocalDate.of(2026, 2, 6));
        assertThat(values)
                .map(value -> database.read(tx -> tx.findString("SELECT CAST(? AS TEXT)", value))
                        .orElseThrow())
                .containsExactly("1770379200000", "1770379200000", "2026-02-06");
    }

    @Test
    void readersCannotWrite() {
        assertThatThrownBy(() -> database.read(tx -> {
                    addTopic(tx, "trade");
                    return "";
                }))
                .hasMessageContaining("readonly");
    }

    @Test
    void namesTheFileItCannotOpen(@TempDir Path folder) {
        Path file = folder.resolve("nowhere/d.sqlite");
        assertThatThrownBy(() -> Database.open(file)).hasMessageContaining(file.toString());
    }

    @Test
    void anEmptyingOfTheLogThatFailsHoldsUpNoOtherWriter() {
        database.close();
        assertThatThrownBy(() -> database.sqliteFile().orElseThrow().truncateWal())
                .isInstanceOf(JdbiException.class);
        // Closing takes the lock of the writer, on another thread.
        CompletableFuture.runAsync(database::close).join();
    }

    private static void addTopic(Transaction tx, String id) {
        tx.execute("INSERT INTO topic (id, name) VALUES (?, ?)", id, id);
    }

    @Test
    void aSuccessEndsAnOutageOfConnectionsAndNoOther() {
        health.failed("refused", true);
        health.succeeded();
        assertThat(health.current()).isEmpty();
        health.failed("refused", true);
        health.failed("full", false);
        health.succeeded();
        assertThat(health.current()).isPresent();
    }

    @Test
    void failuresThatFollowEachOtherAreOneSpell() {
        assertThat(health.current()).isEmpty();
        health.failed("full", false);
        pass(119);
        health.failed("still full", false);
        pass(10);
        assertThat(health.current()).contains(new Outage(NOON, NOON.plusSeconds(119), "still full"));
    }

    @Test
    void whatDidNotFailForTwoMinutesIsOver() {
        health.failed("full", false);
        pass(119);
        assertThat(health.current()).isPresent();
        pass(1);
        assertThat(health.current()).isEmpty();
        health.failed("full", false);
        assertThat(health.current()).contains(new Outage(now, now, "full"));
    }

    @Test
    void aDatabaseKnowsWhetherItCouldBeWritten() {
        assertThatThrownBy(() -> database.writeWithoutResult(tx -> tx.execute("a mistake")))
                .isInstanceOf(JdbiException.class);
        assertThat(database.storageHealth().current()).isEmpty();
        FullDisk.fill(database);
        assertThatThrownBy(() -> database.writeWithoutResult(tx -> tx.execute("CREATE TABLE t AS SELECT 1")))
                .isInstanceOf(JdbiException.class);
        assertThat(database.storageHealth().current())
                .hasValueSatisfying(outage -> assertThat(outage.reason()).contains("disk is full"));
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void aBatchRunsTheStatementForEachRowAndTellsHowManyChanged() {
        int[] changed = database.write(tx -> {
            var insert = new BatchStatement(tx, ADD_PERSON);
            insert.add("telegram", 1L, 7, null);
            insert.add("telegram", 2L, 7, "de");
            insert.execute();
            var update = new BatchStatement(
                    tx, "UPDATE person SET seen_at = ? WHERE user_id = ? AND chosen_language IS NULL");
            update.add(8, 1L);
            update.add(8, 2L);
            return update.execute();
        });
        assertThat(changed).containsExactly(1, 0);
        assertThat(people()).isEqualTo("1 8 -, 2 7 de");
    }

    @Test
    void aBatchWithoutRowsDoesNothing() {
        assertThat(database.<int[]>write(tx -> new BatchStatement(tx, ADD_PERSON).execute()))
                .isEmpty();
    }

    private String people() {
        return database.read(tx -> tx.select("SELECT coalesce(group_concat(user_id || ' ' || seen_at || ' '"
                        + " || coalesce(chosen_language, '-'), ', '), '') FROM person")
                .mapTo(String.class)
                .one());
    }
}
