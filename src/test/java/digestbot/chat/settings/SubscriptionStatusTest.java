package digestbot.chat.settings;

import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.chat.ConversationFixture;
import digestbot.chat.InConversation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sentences in a subscription's settings about the newest digest of “World Trade”, number 2,
/// in each of its states. It is shortly after noon.
@Tag("full")
@InConversation
class SubscriptionStatusTest {

    private static final long NOON = Instant.parse("2026-02-06T12:00:00Z").toEpochMilli();

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    private ConversationFixture chat;

    @BeforeEach
    void prepare() {
        chat.press(new SubscribeAction.SubscribeTopic(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            queued    | 20:00 |         | The digest of 6 Feb arrives at Fri 6 Feb 20:00 UTC.
            queued    | 11:00 |         | The digest of 6 Feb is on its way.
            in_flight | 11:00 |         | The digest of 6 Feb is on its way.
            paused    | 11:00 |         | The digest of 6 Feb waits because deliveries here are paused.
            cancelled | 11:00 |         | Last missed: 6 Feb, because deliveries here were paused.
            failed    | 11:00 | blocked | Last missed: 6 Feb, because this chat couldn't be reached.
            failed    | 11:00 | refused | Last missed: 6 Feb, because the platform rejected it.
            sent      | 11:00 |         |
            """)
    void saysWhatComesNextOrWasMissed(String state, String due, @Nullable String failure, @Nullable String said) {
        subscribedLongAgo();
        deliver(1, state, due, failure);
        item(1);
        assertThat(status()).isEqualTo(said == null ? "" : said);
    }

    @Test
    void saysThatQuietHoursHoldADigest() {
        chat.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.press(new SettingsAction.Choose(0, "quiet", "1000-2000"));
        deliver(1, "queued", "20:00", null);
        item(1);
        assertThat(status()).isEqualTo("The digest of 6 Feb arrives at Fri 6 Feb 20:00, when quiet hours end.");
    }

    @Test
    void saysThatItCameOutWhileNothingCouldComeHere() {
        // No delivery is planned for a chat that cannot be reached.
        subscribedLongAgo();
        assertThat(status()).isEqualTo("Last missed: 6 Feb, because deliveries here were paused.");
        chat.database.writeWithoutResult(
                tx -> tx.handle().execute("INSERT INTO planning (digest, task) VALUES (2, 'publish')"));
        assertThat(status()).isEqualTo("The digest of 6 Feb is on its way.");
    }

    @Test
    void saysThatTheChatCouldNotBeReachedAlsoAfterItIsBack() {
        subscribedLongAgo();
        for (String why : List.of("blocked", Subscriber.STOPPED)) {
            chat.database.writeWithoutResult(tx -> {
                SUBSCRIBERS.pause(tx, 1, why, Instant.EPOCH);
                SUBSCRIBERS.resume(tx, 1);
            });
            assertThat(status())
                    .isEqualTo("Last missed: 6 Feb, because "
                            + (why.equals("blocked")
                                    ? "this chat couldn't be reached."
                                    : "deliveries here were paused."));
        }
    }

    @Test
    void aRoundUpIsNotCalledADigest() {
        deliver(1, "queued", "20:00", null);
        item(1);
        chat.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.press(new SettingsAction.Choose(2, "roundup", "SUNDAY"));
        assertThat(status()).isEmpty();
    }

    @Test
    void saysNothingOfADigestFromBeforeTheSubscription() {
        assertThat(status()).isEmpty();
    }

    @Test
    void saysThatEverythingIsStopped() {
        chat.press(new SettingsAction.StopDeliveries());
        assertThat(status()).startsWith("Paused. Nothing will be delivered until you resume.");
    }

    @Test
    void saysNothingOfAHiddenDigest() {
        subscribedLongAgo();
        deliver(1, "failed", "11:00", "refused");
        item(1);
        assertThat(status()).startsWith("Last missed: 6 Feb");
        chat.database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE digest SET state = 'draft' WHERE number = 2"));
        assertThat(status()).isEmpty();
    }

    @Test
    void saysWhenTheNextUsuallyComesWhereTodaysIsNotOut() throws Exception {
        chat.arriveDaily(13);
        chat.press(new SubscribeAction.UnsubscribeTopic(2));
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.press(new SettingsAction.Choose(1, "time", "0800"));
        chat.pass(Duration.ofDays(1));
        assertThat(status(1)).doesNotContain("The digest ");
        chat.database.writeWithoutResult(
                tx -> tx.handle()
                        .execute(
                                "UPDATE digest SET published_at = 1000 * unixepoch(day || ' 06:02:00') WHERE topic = 'us-china'"));
        chat.database.writeWithoutResult(tx -> tx.handle().execute("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
                SELECT 'us-china', date('2026-02-05', -i || ' days'), 'en', 'x', 'x', 'published', 1, 'x', 0,
                       1000 * unixepoch(date('2026-02-05', -i || ' days') || ' 06:02:00') FROM n"""));
        assertThat(status(1)).startsWith("Today's digest is late; it is usually published around Sat 7 Feb 06:00");
        assertThat(today()).contains("\nToday's digest is late; it is usually published around 06:00.\n");
        chat.pass(Duration.ofHours(15));
        assertThat(status(1)).startsWith("The digest is usually published around Sun 8 Feb 06:00");
        assertThat(today()).contains("Today's digest is usually published around 06:00");
    }

    private String today() {
        return told(chat.privately(new ReadAction.ShowToday("us-china")));
    }

    private String status() {
        return status(2);
    }

    /// The paragraph about the next and the last missed digest; empty if the screen has none.
    private String status(long topic) {
        return told(chat.press(new SettingsAction.Open(topic, Screen.TOPIC)))
                .lines()
                .filter(line -> line.startsWith("The digest ")
                        || line.startsWith("Today's digest ")
                        || line.startsWith("Last missed: ")
                        || line.startsWith("Paused. "))
                .collect(Collectors.joining("\n"));
    }

    private void subscribedLongAgo() {
        chat.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE subscription SET created_at = 0"));
    }

    private void deliver(long number, String state, String due, @Nullable String failure) {
        long at = Instant.parse("2026-02-06T" + due + ":00Z").toEpochMilli();
        chat.database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO delivery (number, subscriber, platform, cause, priority, due_at, next_at, state, failure, created_at,"
                                + " settled_at) VALUES (?, 1, 'telegram', 'digest', 1, ?, ?, ?, ?, ?, ?)",
                        number,
                        at,
                        at,
                        state,
                        failure,
                        NOON,
                        at));
    }

    private void item(long delivery) {
        chat.database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO delivery_item (delivery, ordinal, digest, subscription, revision) SELECT ?, 0, 2, number, 1"
                                + " FROM subscription",
                        delivery));
    }
}
