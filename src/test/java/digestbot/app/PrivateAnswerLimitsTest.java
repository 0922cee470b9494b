package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.config.Config;
import digestbot.delivery.api.PlatformLimits;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits of a group where its members look at views for themselves.
@Tag("full")
class PrivateAnswerLimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PER_MINUTE = 4;
    private static final SandboxPerson MEMBER = new SandboxPerson(602, "Max", "en");
    private static final SandboxPlace GROUP = new SandboxPlace(-1_001_000_000_603L, SandboxPlace.Kind.GROUP, "Readers");

    @Test
    void aPressBeyondTheLimitOpensThePrivateChatAndTelegramHasNothingToRefuse(@TempDir Path folder) throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            List<SandboxEvent> events = new CopyOnWriteArrayList<>();
            fixture.telegram.listen(events::add);
            fixture.drop("first.md", BotFixture.digest("trade", "2026-02-05", "What happened"));
            fixture.telegram.enforceLimits(30, 30, PER_MINUTE);
            try (Bot bot = Bot.start(limited(fixture.config()), InstantSource.system())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                fixture.telegram.write(MEMBER, GROUP, "/today trade");
                await().atMost(PATIENCE).until(() -> !ofTheBot(fixture).isEmpty());
                ShownMessage shared = ofTheBot(fixture).getLast();
                fixture.telegram.press(MEMBER, GROUP, shared.id(), 2, 0);
                await().atMost(PATIENCE).until(() -> own(fixture).size() == 1);
                for (int press = 2; press < PER_MINUTE; press++) {
                    String before = BotFixture.text(own(fixture));
                    fixture.telegram.press(
                            MEMBER, GROUP, own(fixture).getFirst().id(), press % 2 == 0 ? 3 : 2, 0);
                    await().atMost(PATIENCE)
                            .until(() -> !BotFixture.text(own(fixture)).equals(before));
                }
                fixture.telegram.press(MEMBER, GROUP, own(fixture).getFirst().id(), 1, 0);
                await().atMost(PATIENCE).until(() -> events.stream().anyMatch(SandboxEvent.Opened.class::isInstance));
                assertThat(fixture.telegram.throttled()).isZero();
            }
        }
    }

    private static Config limited(Config config) {
        return config.with(
                new Config.TelegramConnectionSettings(
                        config.telegram().orElseThrow().settings(), new PlatformLimits(30, 30, PER_MINUTE)),
                config.discord().orElseThrow(),
                config.library());
    }

    private static List<ShownMessage> own(BotFixture fixture) {
        return fixture.telegram.ephemeral(MEMBER, GROUP);
    }

    private static List<ShownMessage> ofTheBot(BotFixture fixture) {
        return fixture.telegram.screen(GROUP).stream()
                .filter(message -> message.author().isEmpty())
                .toList();
    }
}
