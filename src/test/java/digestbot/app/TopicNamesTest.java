package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class TopicNamesTest {

    @TempDir
    Path folder;

    private BotFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("a.md", BotFixture.digest("trade", "2026-02-05", "Steel"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aBotThatStartsCallsTopicsAsItsConfigurationDoes() throws Exception {
        assertThat(namesAfterStart("topics: {trade: {name: Goods}, us: {name: America}}"))
                .containsExactly("Goods");
        assertThat(namesAfterStart("")).containsExactly("Topic trade");
    }

    private List<String> namesAfterStart(String more) throws Exception {
        try (Bot bot = Bot.start(fixture.config(more), InstantSource.system())) {
            await().until(() -> !names(bot).isEmpty());
            return names(bot);
        }
    }

    private static List<String> names(Bot bot) {
        return bot.database()
                .read(tx -> tx.handle()
                        .createQuery("SELECT name FROM topic")
                        .mapTo(String.class)
                        .list());
    }
}
