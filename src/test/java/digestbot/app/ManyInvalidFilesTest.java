package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder full of files that are no digests, before an owner on both platforms.
@Tag("full")
class ManyInvalidFilesTest {

    private static final int FILES = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson owner;
    private SandboxPlace chat;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        owner = fixture.person();
        chat = fixture.privateChat(owner);
        bot = Bot.start(
                fixture.config("owners: {telegram: [%1$d], discord: [%1$d]}".formatted(owner.id())),
                InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        fixture.telegram.write(owner, chat, "/start");
        await().atMost(PATIENCE).until(() -> !fixture.telegram.screen(chat).isEmpty());
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void fillsNoChatAndLetsNoAnswerWait() throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(fixture.digests.resolve("bad-%05d.md".formatted(i)), "no digest");
        }
        await().atMost(PATIENCE).until(() -> bot.invalidFiles() > 0);
        long begun = System.nanoTime();
        fixture.telegram.write(owner, chat, "/privacy");
        await().atMost(PATIENCE).until(() -> shown().contains("Your data"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        await().atMost(PATIENCE).until(() -> shown().contains("2,000 invalid digest files, not delivered until fixed"));
        assertThat(bot.deliveries(DeliveryCause.NOTICE).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("one message to each platform, and its edits")
                .isLessThan(60);
        assertThat(fixture.telegram.screen(chat)).hasSizeLessThan(6);
        for (int i = 1; i < FILES; i++) {
            Files.delete(fixture.digests.resolve("bad-%05d.md".formatted(i)));
        }
        await().atMost(PATIENCE).until(() -> shown().contains("Invalid digest file, not delivered until fixed"));
        assertThat(bot.invalidFiles()).isEqualTo(1);
    }

    private String shown() {
        return BotFixture.text(fixture.telegram.screen(chat));
    }
}
