package digestbot.delivery.planning;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.QueryPlans;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.digest.DigestView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A digest in English came, and its reader has turned the message to the same one in German.
class TurnedLanguagesTest {

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private long english;
    private long german;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
        bed.subscribe(1);
        english = bed.publishIn("en", 5, "=one|two");
        german = bed.publishIn("de", 5, "=eins");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("one", "two");
        bed.write(tx -> bed.outbox.replace(
                tx, DeliveryFixture.chat(1), bed.edition(german, 1, new DigestView.Overview()), 0, "m-1-1"));
        bed.await("sent", 2);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void correctsWhatTheMessagesShow() {
        bed.correct(german, 2, "=Eins");
        bed.await("sent", 3);
        assertThat(edits()).containsExactly("m-1-1: eins", "m-1-1: Eins");
        bed.correct(english, 2, "=One|Two|Three");
        bed.await("sent", 4);
        assertThat(edits()).containsExactly("m-1-1: eins", "m-1-1: Eins", "m-1-0: One");
        assertThat(bed.rows("SELECT view || ' ' || revision || ' ' || pressed FROM part WHERE delivery = 1"))
                .containsExactly("1:v:1:o 2 0", "1:v:2:o 2 1");
    }

    @Test
    void showsAgainWhatCameWhenTheOtherIsWithdrawn() {
        bed.withdraw(german);
        bed.await("sent", 3);
        assertThat(edits()).containsExactly("m-1-1: eins", "m-1-1: one");
    }

    @Test
    void leavesTheOtherWhereWhatCameIsWithdrawn() {
        bed.withdraw(english);
        bed.await("sent", 3);
        assertThat(edits()).containsExactly("m-1-1: eins", "m-1-0: (deleted)");
        bed.correct(german, 2, "=Eins");
        bed.await("sent", 4);
        assertThat(edits()).containsExactly("m-1-1: eins", "m-1-0: (deleted)", "m-1-1: Eins");
    }

    @Test
    void findsTurnedMessagesByTheirIndex() {
        var task = new CorrectionPlanningStore.Task(german, CorrectionPlanningStore.CORRECT, 2, 0);
        var range = new SubscriptionRange(0, Long.MAX_VALUE);
        List<String> plans = bed.database.write(tx -> QueryPlans.of(
                tx, asked -> new CorrectionPlanningStore().correct(asked, task, range, Instant.EPOCH, Instant.EPOCH)));
        assertThat(plans).anyMatch(step -> step.contains("INDEX part_turned")).noneMatch(step -> step.equals("SCAN p"));
    }

    private List<String> edits() {
        return bed.messenger.requests().stream()
                .filter(request -> request.edits().isPresent())
                .map(request -> request.edits().orElseThrow() + ": " + request.text())
                .toList();
    }
}
