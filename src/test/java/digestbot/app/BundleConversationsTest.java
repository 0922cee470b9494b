package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.config.Config;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot on both platforms. Digests of two topics arrive in the night and wait for the end
/// of their readers' quiet hours: `golden/conversations`.
class BundleConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUIET_HOURS = 4;
    private static final int FROM_TEN_TO_SEVEN = 2;

    private final AtomicReference<Instant> start = new AtomicReference<>(Instant.parse("2026-02-05T22:30:00Z"));
    private final long begun = System.nanoTime();

    /// Starts at half past ten, and seconds pass as usual.
    private final InstantSource clock = () -> start.get().plusNanos(System.nanoTime() - begun);

    @TempDir
    Path folder;

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

    @Test
    void areAsWritten() throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            fixture.drop("trade.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
            fixture.drop("energy.md", BotFixture.digest("energy", "2026-01-05", "An old one"));
            try (Bot bot = Bot.start(config(fixture), clock)) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                List<Morning> mornings = new ArrayList<>();
                long reader = 701;
                for (String language : List.of("en", "de", "es", "zh")) {
                    String onTelegram = language.equals("zh") ? "zh-hans" : language;
                    String onDiscord =
                            Map.of("en", "en-US", "es", "es-ES", "zh", "zh-CN").getOrDefault(language, language);
                    mornings.add(prepared(
                            fixture.telegram,
                            fixture::privateChat,
                            new SandboxPerson(reader, "Ada", onTelegram),
                            "telegram/" + language));
                    mornings.add(prepared(
                            fixture.discord,
                            fixture.discord::directMessages,
                            new SandboxPerson(reader, "Ada", onDiscord),
                            "discord/" + language));
                    reader++;
                }
                fixture.drop("night.md", BotFixture.digest("trade", "2026-02-05", "News of trade"));
                await().atMost(PATIENCE)
                        .until(() -> bot.deliveries(DeliveryCause.DIGEST)
                                .equals(Map.of(DeliveryState.QUEUED, (long) mornings.size())));
                fixture.drop("late.md", BotFixture.digest("energy", "2026-02-05", "News of energy"));
                await().atMost(PATIENCE)
                        .until(() -> bot.deliveries(DeliveryCause.DIGEST)
                                .equals(Map.of(DeliveryState.QUEUED, 2L * mornings.size())));
                // A delivery that is still under way when hours pass at once has lost its claim.
                await().atMost(PATIENCE)
                        .until(() -> !bot.deliveries(DeliveryCause.REPLY).containsKey(DeliveryState.IN_FLIGHT));
                start.updateAndGet(time -> time.plus(Duration.ofMinutes(8 * 60 + 31)));
                assertAll(mornings.stream().map(morning -> morning::isAsWritten));
                fixture.record("bundles");
            }
        }
    }

    /// A reader of both topics at once, but not in the night. The transcript leaves out what was
    /// said so far.
    private static Morning prepared(
            PlatformSandbox platform, Function<SandboxPerson, SandboxPlace> places, SandboxPerson person, String file) {
        SandboxPlace place = places.apply(person);
        var evening = new Transcript(platform, place);
        evening.write(person, place, "/subscribe trade");
        evening.write(person, place, "/zone utc");
        evening.write(person, place, "/settings");
        evening.press(person, QUIET_HOURS);
        evening.press(person, FROM_TEN_TO_SEVEN);
        evening.write(person, place, "/subscribe energy");
        return new Morning(new Transcript(platform, place), person, place, file);
    }

    private static Config config(BotFixture fixture) throws Exception {
        return fixture.config("""
                topics:
                  trade:
                    emoji: 📦
                    perspectives:
                      us: {emoji: 🇺🇸, short: US}
                      china: {emoji: 🇨🇳, short: China}
                """);
    }
}
