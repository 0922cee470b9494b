package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.library.git.GitServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot with a repository of digests.
@Tag("full")
class GitSourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final String today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneId.systemDefault())
            .toString();
    private BotFixture fixture;
    private GitServer repository;
    private Optional<Bot> bot = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        repository = GitServer.in(folder);
        fixture = new BotFixture(folder);
    }

    @AfterEach
    void stop() {
        bot.ifPresent(Bot::close);
        fixture.close();
        repository.close();
    }

    @Test
    void archivesOldDigestsAndPublishesTheNewestAndTheLaterOnes() throws Exception {
        repository.commit("README.md", "# About");
        repository.commit("out/old.md", BotFixture.digest("trade", "2024-02-06", "Years ago"));
        repository.commit("out/today.md", BotFixture.digest("trade", today, "Today"));
        Bot running = run("sources: {git: {url: \"" + repository.address() + "\", repository-folder: out}}\n");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(states(running)).containsExactly("2024-02-06 archived", today + " published"));
        assertThat(running.invalidFiles()).isZero();

        // An old day that comes later is news, as it is in a folder.
        repository.commit("out/late.md", BotFixture.digest("energy", "2024-02-07", "Late"));
        repository.commit("out/today.md", BotFixture.digest("trade", today, "Today, corrected"));
        running.runLocalJobNow("git");
        await().atMost(PATIENCE).until(() -> states(running).contains("2024-02-07 published"));
        await().atMost(PATIENCE)
                .until(() -> running.database()
                        .read(tx -> tx.handle()
                                .createQuery(
                                        "SELECT count(*) FROM revision JOIN digest ON digest.number = revision.digest"
                                                + " WHERE topic = 'trade' AND day = ?")
                                .bind(0, today)
                                .mapTo(Integer.class)
                                .one())
                        .equals(2));
    }

    private Bot run(String more) throws Exception {
        Bot started = Bot.start(fixture.config(more), InstantSource.system());
        bot = Optional.of(started);
        assertThat(started.awaitReady(PATIENCE)).isTrue();
        return started;
    }

    private static List<String> states(Bot running) {
        return running.database()
                .read(tx -> tx.handle()
                        .createQuery("SELECT day || ' ' || state FROM digest ORDER BY day")
                        .mapTo(String.class)
                        .list());
    }
}
