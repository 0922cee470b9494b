package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class CorrectionPlanningTest {

    private static final int READERS = 2_500;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private long digest;

    @BeforeEach
    void deliver() {
        fixture.subscribeAll(READERS);
        digest = fixture.publish("=a");
        fixture.write(tx -> {
            tx.handle().execute("UPDATE delivery SET state = 'sent', claim = 1");
            tx.handle().execute("UPDATE delivery_item SET revision = 1");
            tx.handle()
                    .execute(
                            "INSERT INTO part (delivery, ordinal, view, message_id, sent_at)"
                                    + " SELECT number, 0, '1:v:1:o', 'm-' || number, ? FROM delivery",
                            fixture.clock.millis());
        });
    }

    @Test
    void storesCorrectionsAndWithdrawalsInSeveralTransactions() {
        fixture.correctOnly(digest, 2, "=b");
        assertThat(transactions()).isGreaterThan(2);
        fixture.assertRows("""
                SELECT c.cause || ' ' || c.state || ' ' || count(*) FROM delivery c
                JOIN delivery d ON d.number = c.corrects AND d.subscriber = c.subscriber
                JOIN delivery_item i ON i.delivery = c.number AND i.digest = 1 AND i.subscription IS NULL
                GROUP BY c.cause, c.state
                """, "correction queued " + READERS);
        fixture.withdrawOnly(digest);
        assertThat(transactions()).isGreaterThan(2);
        fixture.assertRows(
                "SELECT cause || ' ' || count(*) FROM delivery WHERE state = 'queued' GROUP BY cause",
                "withdrawal " + READERS);
    }

    private int transactions() {
        int transactions = 1;
        while (fixture.planner.planRange()) {
            transactions++;
        }
        return transactions;
    }

    @Test
    void goesOnWhereAProcessBeforeItStopped() {
        fixture.correctOnly(digest, 2, "=b");
        fixture.planner.planRange();
        long first = fixture.count("queued");
        assertThat(first).isBetween(1L, READERS - 1L);
        try (DeliveryFixture after = fixture.restarted()) {
            after.plan();
            after.assertRows(
                    "SELECT count(*) || ' ' || count(DISTINCT corrects) FROM delivery WHERE cause = 'correction'",
                    READERS + " " + READERS);
        }
    }

    @Test
    void beginsAnewWhereAFurtherCorrectionComesMeanwhile() {
        fixture.correctOnly(digest, 2, "=b");
        fixture.planner.planRange();
        fixture.execute("UPDATE delivery SET state = 'sent', claim = 1 WHERE cause = 'correction'");
        fixture.correct(digest, 3, "=c");
        assertThat(fixture.count("queued")).isEqualTo(READERS);
    }

    @Test
    void noticesWhatAnotherProcessWithdrew() {
        fixture.planner.start();
        try (var other = new DeliveryFixture(fixture.file())) {
            other.withdrawOnly(digest);
        }
        fixture.await("queued", READERS);
    }
}
