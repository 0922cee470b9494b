package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages so old that Telegram does not delete them any more, and that Discord limits the edits
/// of.
@Tag("full")
class OldMessagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// In real time, as JDA uses it too.
    private static final Duration PAUSE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final MovableClock platforms = new MovableClock();
    private final MovableClock bots = new MovableClock();
    private final LocalDate day = today();
    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson ada;
    private SandboxPlace chat;
    private SandboxPlace channel;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder, platforms);
        ada = fixture.person();
        chat = fixture.privateChat(ada);
        channel = fixture.discord.channel("news");
        fixture.discord.promote(channel, ada);
        fixture.drop("first.md", BotFixture.digest("trade", day.minusDays(30).toString(), "An old one"));
        bot = Bot.start(fixture.config(), bots);
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        fixture.telegram.write(ada, chat, "/subscribe trade");
        fixture.discord.write(ada, channel, "/subscribe trade");
        until(() -> telegram().contains("Subscribed to Topic trade")
                && discord().contains("Topic trade will be posted here"));
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void aPartTooManyThatIsTooOldToBeDeletedBecomesADash() throws Exception {
        drop(longer());
        until(() -> telegram().contains("Longer") && discord().contains("Longer"));
        until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        List<Long> before = ids(fixture.telegram.screen(chat));
        pass(Duration.ofHours(49));
        drop(digest("Short"));
        until(() -> telegram().contains("Short") && telegram().endsWith("\n—"));
        assertThat(ids(fixture.telegram.screen(chat))).isEqualTo(before);
        assertThat(requests("deleteMessage"))
                .as("nothing is asked that would be refused")
                .isEmpty();
    }

    @Test
    void whatIsTakenBackTooLateToBeDeletedSaysThatItWasWithdrawn() throws Exception {
        drop(longer());
        until(() -> telegram().contains("Longer") && discord().contains("Longer"));
        until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        pass(Duration.ofHours(49));
        drop(digest("Longer").replace("topic: trade", "topic: trade\ndraft: true"));
        until(() -> !telegram().contains("Longer") && !discord().contains("Longer"));
        until(() -> bot.deliveries(DeliveryCause.WITHDRAWAL).equals(Map.of(DeliveryState.SENT, 2L)));
        assertThat(telegram()).contains("This digest was withdrawn.");
        assertThat(requests("deleteMessage")).isEmpty();
        assertThat(fixture.discord.screen(channel))
                .as("Discord deletes messages of any age")
                .noneMatch(message ->
                        message.author().isEmpty() && message.onlyFor().isEmpty());
    }

    /// Where the two clocks differ, a message may be too old for Telegram that the bot takes for
    /// young enough.
    @Test
    void whatTelegramRefusesToDeleteBecomesADash() throws Exception {
        drop(digest("Wrong"));
        until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        platforms.pass(Duration.ofHours(49));
        drop(digest("Wrong").replace("topic: trade", "topic: trade\ndraft: true"));
        until(() -> telegram().endsWith("\n—"));
        assertThat(requests("deleteMessage"))
                .extracting(RecordedRequest::status)
                .containsExactly(400);
        until(() -> bot.deliveries(DeliveryCause.WITHDRAWAL).equals(Map.of(DeliveryState.SENT, 2L)));
    }

    @Test
    void anEditThatDiscordPutsOffHoldsUpNothingElse() throws Exception {
        drop(digest("Wrong"));
        until(() -> telegram().contains("Wrong") && discord().contains("Wrong"));
        until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        pass(Duration.ofMinutes(61));
        fixture.discord.limitOldEdits(0, PAUSE);
        drop(digest("Right"));
        until(() -> telegram().contains("Right") && refusedEdits() == 1);
        fixture.drop("other.md", BotFixture.digest("trade", day.minusDays(1).toString(), "Another one"));
        until(() -> discord().contains("Another one"));
        assertThat(refusedEdits()).as("not asked again yet").isEqualTo(1);
        assertThat(discord()).contains("Wrong").doesNotContain("Right");

        fixture.discord.limitOldEdits(5, PAUSE);
        until(() -> discord().contains("Right"));
        assertThat(discord()).doesNotContain("Wrong");
        assertThat(refusedEdits()).isEqualTo(1);
        until(() -> bot.deliveries(DeliveryCause.CORRECTION).equals(Map.of(DeliveryState.SENT, 2L)));
    }

    private void pass(Duration time) {
        platforms.pass(time);
        bots.pass(time);
    }

    private void drop(String text) throws Exception {
        fixture.drop("new.md", text);
    }

    private String digest(String highlight) {
        return BotFixture.digest("trade", day.toString(), highlight);
    }

    /// A text of more than one message.
    private String longer() {
        return digest("Longer").replace("at some length.", "at some length. ".repeat(200));
    }

    private static List<Long> ids(List<ShownMessage> screen) {
        return screen.stream().map(ShownMessage::id).toList();
    }

    private List<RecordedRequest> requests(String method) {
        return fixture.telegram.requests().stream()
                .filter(request -> request.path().equalsIgnoreCase(method))
                .toList();
    }

    private long refusedEdits() {
        return fixture.discord.requests().stream()
                .filter(request -> request.method().equals("PATCH") && request.status() == 429)
                .count();
    }

    private static void until(Callable<Boolean> fact) {
        await().atMost(PATIENCE).until(fact);
    }

    private String telegram() {
        return BotFixture.text(fixture.telegram.screen(chat));
    }

    private String discord() {
        return BotFixture.text(fixture.discord.screen(channel));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(bots.instant(), ZoneOffset.UTC);
    }
}
