package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.views.CombinedKind;
import digestbot.database.QueryPlans;
import digestbot.database.TestDatabase;
import digestbot.delivery.sending.DeliveryPlan.Combined;
import digestbot.delivery.sending.DeliveryPlan.Single;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class ChatQueueStoreTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private long first;
    private long second;

    @BeforeEach
    void open() {
        first = fixture.subscribe(7).number();
        fixture.publish(2, "Monday");
        second = fixture.subscribe(8).number();
        for (int day = 3; day <= 6; day++) {
            fixture.publish(day, "Day " + day);
        }
    }

    @Test
    void plansEachChatByItself() {
        assertThat(plans(new ChatQueueStore(), List.of(first, second)))
                .containsOnly(
                        Map.entry(1L, new Combined(CombinedKind.CATCH_UP, List.of(1L, 2L, 4L, 6L, 8L))),
                        Map.entry(3L, new Combined(CombinedKind.CATCH_UP, List.of(3L, 5L, 7L, 9L))));
    }

    @Test
    void readsNoMoreOfAChatThanTheLimit() {
        assertThat(plans(new ChatQueueStore(3), List.of(first, second)))
                .containsOnly(
                        Map.entry(1L, new Combined(CombinedKind.CATCH_UP, List.of(1L, 2L, 4L))),
                        Map.entry(3L, new Combined(CombinedKind.CATCH_UP, List.of(3L, 5L, 7L))));
    }

    @Test
    void leavesOutDeliveriesThatAreNotDueOrWereClaimed() {
        fixture.write(tx -> {
            tx.handle().execute("UPDATE delivery SET due_at = due_at + 1 WHERE number IN (2, 4)");
            tx.handle().execute("UPDATE delivery SET claim = 1 WHERE number = 6");
        });
        assertThat(plans(new ChatQueueStore(), List.of(first))).containsOnly(Map.entry(1L, new Single(1)));
    }

    @Test
    void findsTheDigestsByTheirChat() {
        List<String> plan = fixture.database.read(tx ->
                QueryPlans.of(tx, work -> new ChatQueueStore().plans(work, List.of(first), fixture.clock.instant())));
        assertThat(plan)
                .anyMatch(step -> step.startsWith("SEARCH q USING INDEX delivery_open"
                        + (TestDatabase.isPostgres() ? "" : " (subscriber=? AND priority=?")))
                .noneMatch(step -> step.startsWith("SCAN") && !step.matches("SCAN \\w VIRTUAL TABLE.*"));
    }

    private Map<Long, DeliveryPlan> plans(ChatQueueStore store, List<Long> subscribers) {
        return fixture.database.read(tx -> store.plans(tx, subscribers, fixture.clock.instant()));
    }
}
