package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.QuietHours;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The answers of `/why` about the newest digest of “World Trade”, number 2, in each of its states. It is shortly after
/// noon.
@Tag("full")
@InConversation
class WhyCommandTest {

    private static final long NOON = Instant.parse("2026-02-06T12:00:00Z").toEpochMilli();

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() {
        conversation.press(new Press.SubscribeTopic(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            queued    | 20:00 |                | Today's digest is scheduled for Fri 6 Feb 20:00.
            queued    | 11:00 |                | Today's digest is on its way.
            in_flight | 11:00 |                | Today's digest is on its way.
            paused    | 11:00 |                | Today's digest is waiting because deliveries here are paused.
            cancelled | 11:00 |                | Today's digest was due while deliveries here were paused, so it won't be sent.
            failed    | 11:00 | blocked        | Today's digest was not delivered: this chat couldn't be reached.
            failed    | 11:00 | refused        | Today's digest was not delivered: the platform rejected it.
            sent      | 11:00 |                | Today's digest was delivered at 11:00.
            """)
    void saysWhatBecameOfTodays(String state, String due, @Nullable String failure, String said) {
        deliver(1, state, due, failure);
        item(1);
        assertThat(why()).isEqualTo("Whisper: World Trade\nSubscribed on 6 Feb · delivery: immediately\n" + said);
    }

    @Test
    void saysWhenItWasCorrected() {
        deliver(1, "sent", "11:00", null);
        item(1);
        deliver(2, "queued", "11:30", null);
        conversation.database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE delivery SET corrects = 1 WHERE number = 2"));
        assertThat(why()).endsWith("11:00.\nA correction is on its way.");
        conversation.database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE delivery SET state = 'sent' WHERE number = 2"));
        conversation.database.writeWithoutResult(
                tx -> tx.handle()
                        .execute(
                                "INSERT INTO part (delivery, ordinal, message_id, sent_at, revision) VALUES (1, 0, '1', 1, 2)"));
        assertThat(why()).endsWith("11:00.\nIt was corrected here at 11:30.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HOLD   | Quiet hours 22:00–07:00: digests due then arrive afterwards
            SILENT | Quiet hours 22:00–07:00: digests due then arrive silently
            """)
    void saysWhatQuietHoursDo(QuietHours.Mode mode, String said) {
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC")));
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        conversation.press(new SettingsPress.SetQuietMode(mode));
        assertThat(why()).contains("\nSubscribed on 6 Feb · delivery: immediately\n" + said + "\n");
    }

    @Test
    void saysThatItCameOutWhileNothingCouldComeHere() {
        // No delivery is planned for a chat that cannot be reached.
        conversation.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE subscription SET created_at = 0"));
        assertThat(why()).endsWith("\nToday's digest was due while deliveries here were paused, so it won't be sent.");
    }

    @Test
    void saysThatItWasOutBefore() {
        assertThat(why()).endsWith("\nToday's digest was published before you subscribed.");
        conversation.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE digest SET state = 'archived'"));
        assertThat(why()).endsWith("\nToday's digest was archived when the bot first started, so it wasn't sent.");
        conversation.database.writeWithoutResult(
                tx -> tx.handle().execute("INSERT INTO planning (digest, task) VALUES (2, 'publish')"));
        assertThat(why()).endsWith("\nToday's digest is on its way.");
    }

    @Test
    void saysThatEverythingIsStoppedOrOutOfReach() {
        conversation.press(new Press.StopDeliveries());
        assertThat(why()).startsWith("Whisper: Paused.");
        conversation.database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE subscriber SET paused_reason = 'blocked'"));
        assertThat(why())
                .startsWith(
                        "Whisper: This chat couldn't be reached. Its digests are paused until it can be reached again.");
    }

    @Test
    void saysWhenTheNextUsuallyComesWhereTodaysIsNotOut() throws Exception {
        conversation.arriveDaily(13);
        conversation.press(new Press.UnsubscribeTopic(2));
        conversation.press(new Press.SubscribeTopic(1));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC")));
        conversation.press(new SettingsPress.SetTime(1, 480));
        conversation.pass(Duration.ofDays(1));
        assertThat(why()).endsWith("every day 08:00 UTC\nToday's digest hasn't been published yet.");
        conversation.database.writeWithoutResult(
                tx -> tx.handle()
                        .execute(
                                "UPDATE digest SET published_at = 1000 * unixepoch(day || ' 06:02:00') WHERE topic = 'us-china'"));
        conversation.database.writeWithoutResult(tx -> tx.handle().execute("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
                SELECT 'us-china', date('2026-02-05', -i || ' days'), 'en', 'x', 'x', 'published', 1, 'x', 0,
                       1000 * unixepoch(date('2026-02-05', -i || ' days') || ' 06:02:00') FROM n"""));
        assertThat(why()).endsWith("Today's digest is late. It is usually published around 06:00.");
        assertThat(today()).contains(" · today's digest is late (usually published around 06:00)\n");
        conversation.pass(Duration.ofHours(15));
        assertThat(why()).endsWith("Today's digest hasn't been published yet. It is usually published around 06:00.");
        assertThat(today()).contains(" · today's digest is usually published around 06:00\n");
    }

    @Test
    void todaysIsTheNewestAlsoWhereItsDayHasNotBegunForTheReader() {
        deliver(1, "sent", "11:00", null);
        item(1);
        conversation.press(new SettingsPress.SetZone(ZoneId.of("Pacific/Honolulu")));
        conversation.database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE delivery SET settled_at = settled_at - 3600000 * 3"));
        conversation.pass(Duration.ofHours(-3));
        assertThat(why())
                .endsWith("\nToday's digest is dated Fri 6 February 2026.\nToday's digest was delivered at 22:00.");
    }

    private String today() {
        return told(conversation.privately(new Command.Today("us-china")));
    }

    private String why() {
        return told(conversation.privately(new LookupCommand.Why()));
    }

    private void deliver(long number, String state, String due, @Nullable String failure) {
        long at = Instant.parse("2026-02-06T" + due + ":00Z").toEpochMilli();
        conversation.database.writeWithoutResult(tx -> tx.handle()
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
        conversation.database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO delivery_item (delivery, ordinal, digest, subscription, revision) SELECT ?, 0, 2, number, 1"
                                + " FROM subscription",
                        delivery));
    }
}
