package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Digests of two topics arrive in the night and wait for the end of their readers' quiet hours.
class BundleConversationsTest extends GoldenConversations {

    private static final int QUIET_HOURS = 4;
    private static final int FROM_TEN_TO_SEVEN = 2;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-05T22:30:00Z"));

    @Override
    InstantSource clock() {
        return clock;
    }

    /// @param file the golden file of the morning there
    private record Morning(Transcript transcript, SandboxPerson person, SandboxPlace place, String file) {
        void isAsWritten() {
            transcript.happens("the quiet hours are over", 1);
            transcript.press(person, 1);
            transcript.write(person, place, "/latest");
            transcript.press(person, 2);
            transcript.write(person, place, "/today");
            transcript.isAsWritten(file + "/bundle.txt");
        }
    }

    @Override
    void prepare(BotFixture fixture) throws IOException {
        fixture.drop("trade.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
        fixture.drop("energy.md", BotFixture.digest("energy", "2026-01-05", "An old one"));
    }

    @Override
    void converse(BotFixture fixture, Bot bot, Language language) throws IOException {
        List<Morning> mornings = List.of(
                prepared(
                        fixture.telegram,
                        fixture::privateChat,
                        language.onTelegram(701, "Ada"),
                        "telegram/" + language),
                prepared(
                        fixture.discord,
                        fixture.discord::directMessages,
                        language.onDiscord(702, "Ada"),
                        "discord/" + language));
        fixture.drop("night.md", BotFixture.digest("trade", "2026-02-05", "News of trade"));
        awaitQueued(bot, 2);
        fixture.drop("late.md", BotFixture.digest("energy", "2026-02-05", "News of energy"));
        awaitQueued(bot, 4);
        // A delivery that is still under way when hours pass at once has lost its claim.
        await().until(() -> !bot.deliveries(DeliveryCause.REPLY).containsKey(DeliveryState.IN_FLIGHT));
        clock.pass(Duration.ofMinutes(8 * 60 + 31));
        bot.wakeAll();
        assertAll(mornings.stream().map(morning -> morning::isAsWritten));
    }

    private static void awaitQueued(Bot bot, long deliveries) {
        await().untilAsserted(() ->
                assertThat(bot.deliveries(DeliveryCause.DIGEST)).isEqualTo(Map.of(DeliveryState.QUEUED, deliveries)));
    }

    /// A reader of both topics at once, but not in the night. The transcript leaves out what was
    /// said so far.
    private static Morning prepared(
            PlatformSandbox platform, Function<SandboxPerson, SandboxPlace> places, SandboxPerson person, String file) {
        SandboxPlace place = places.apply(person);
        var evening = new Transcript(platform, place);
        evening.write(person, place, "/subscribe trade", "/zone utc", "/settings");
        evening.press(person, QUIET_HOURS, FROM_TEN_TO_SEVEN);
        evening.write(person, place, "/subscribe energy");
        return new Morning(new Transcript(platform, place), person, place, file);
    }

    @Override
    String config() {
        return """
                topics:
                  trade:
                    emoji: 📦
                    perspectives:
                      us: {emoji: 🇺🇸, short: US}
                      china: {emoji: 🇨🇳, short: China}
                """;
    }
}
