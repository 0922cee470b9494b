package digestbot.delivery.planning;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.QueryPlans;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.digest.DigestView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A digest in English came, and its reader has switched the message to the German edition.
@Tag("database")
class TurnedLanguagesTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private long english;
    private long german;

    @BeforeEach
    void open() {
        fixture.subscribe(1);
        english = fixture.publishIn("en", 5, "=one|two");
        german = fixture.publishIn("de", 5, "=eins");
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(1)).containsExactly("one", "two");
        fixture.write(tx -> fixture.outbox.replace(
                tx, DeliveryFixture.chat(1), fixture.edition(german, 1, new DigestView.Overview()), 0, "m-1-1"));
        fixture.await("sent", 2);
    }

    @Test
    void correctsWhatTheMessagesShow() {
        fixture.correct(german, 2, "=Eins");
        fixture.await("sent", 3);
        assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-1: Eins");
        fixture.correct(english, 2, "=One|Two|Three");
        fixture.await("sent", 4);
        assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-1: Eins", "m-1-0: One");
        assertThat(fixture.rows("SELECT view || ' ' || revision || ' ' || pressed FROM part WHERE delivery = 1"))
                .containsExactly("1:v:1:o 2 0", "1:v:2:o 2 1");
    }

    @Test
    void showsAgainWhatCameWhenTheOtherIsWithdrawn() {
        fixture.withdraw(german);
        fixture.await("sent", 3);
        assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-1: one");
    }

    @Test
    void leavesTheOtherWhereWhatCameIsWithdrawn() {
        fixture.withdraw(english);
        fixture.await("sent", 3);
        assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-0: (deleted)");
        fixture.correct(german, 2, "=Eins");
        fixture.await("sent", 4);
        assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-0: (deleted)", "m-1-1: Eins");
    }

    @Test
    void findsTurnedMessagesByTheirIndex() {
        var task = new CorrectionPlanningStore.Task(german, CorrectionPlanningStore.CORRECT, 2, 0);
        var range = new SubscriptionRange(0, Long.MAX_VALUE);
        List<String> plans = fixture.database.write(tx -> QueryPlans.of(
                tx, asked -> new CorrectionPlanningStore().correct(asked, task, range, Instant.EPOCH, Instant.EPOCH)));
        assertThat(plans).anyMatch(step -> step.contains("INDEX part_turned")).noneMatch(step -> step.equals("SCAN p"));
    }
}
