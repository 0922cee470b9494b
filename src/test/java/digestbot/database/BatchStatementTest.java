package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchStatementTest {

    private static final String INSERT =
            "INSERT INTO person (platform, user_id, language, seen_at, chosen_language)" + " VALUES (?, ?, 'en', ?, ?)";

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();

    @Test
    void runsTheStatementForEachRowAndTellsHowManyChanged() {
        int[] changed = database.write(tx -> {
            var insert = new BatchStatement(tx, INSERT);
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
    void doesNothingWithoutRows() {
        assertThat(database.<int[]>write(tx -> new BatchStatement(tx, INSERT).execute()))
                .isEmpty();
    }

    private String people() {
        return database.read(tx -> tx.handle()
                .createQuery("SELECT coalesce(group_concat(user_id || ' ' || seen_at || ' '"
                        + " || coalesce(chosen_language, '-'), ', '), '') FROM person")
                .mapTo(String.class)
                .one());
    }
}
