package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.writing.FeedServer;
import digestbot.writing.FeedServer.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteCommandTest {

    @TempDir
    private Path folder;

    @AutoClose
    private final FeedServer server = FeedServer.start();

    private Path config;

    WriteCommandTest() throws IOException {}

    @BeforeEach
    void configure() throws IOException {
        server.feed(
                "/us",
                "Pacific Gazette",
                new Item("Washington raises tariffs on steel", "https://gazette.example/1", GivenTime.NOON));
        config = Files.writeString(folder.resolve("digestbot.yaml"), """
                database: FOLDER/data/bot.sqlite
                digests: FOLDER/digests
                topics:
                  us-china:
                    write:
                      at: 04:00
                      perspectives:
                        us: {name: United States, feeds: ["SERVER/us"]}
                        china: {name: China, feeds: ["SERVER/china"]}
                """.replace("FOLDER", folder.toString())
                .replace("SERVER", server.url("").toString()));
    }

    private CommandLineResult run(Object... arguments) {
        return CommandLineResult.of("write", "--config", config, arguments);
    }

    @Test
    void writesTheFirstDigestOfAnEmptyFolderWhichCheckAccepts() {
        assertThat(run("us-china")).satisfies(oneSided -> {
            assertThat(oneSided.code()).isEqualTo(1);
            assertThat(oneSided.err())
                    .contains("/us: 1 article\n", "/china: the feed answers with status 404\n")
                    .endsWith("\nchina: %s answers with status 404. Nothing was written.\n"
                            .formatted(server.url("/china")));
        });
        server.feed("/china", "Coastal Times");
        CommandLineResult first = run("us-china");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo("Written: written/us-china-2026-02-06-en.md\n");
        assertThat(CommandLineResult.of("check", folder.resolve("digests")).out())
                .contains("1 source")
                .doesNotContain("warning");
        assertThat(run("us-china")).satisfies(again -> {
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.err()).endsWith("Add --again to write a correction.\n");
        });
        assertThat(run("us-china", "--again").code()).isZero();
    }

    @Test
    void aTrialPrintsTheFileAndWritesNone() {
        CommandLineResult trial = run("us-china", "--dry-run");
        assertThat(trial.code()).isZero();
        assertThat(trial.out())
                .startsWith("---\ntitle: ")
                .contains("    [1] Pacific Gazette: Washington raises tariffs on steel\n");
        assertThat(folder.resolve("digests")).doesNotExist();
    }

    @Test
    void evaluatesRecordedFeedsHoweverOld() throws IOException {
        for (String side : List.of("us", "china")) {
            Path recorded = Files.createDirectories(folder.resolve("recorded").resolve(side));
            String title = "Tariffs on steel rise in " + side;
            Instant longAgo = GivenTime.NOON.minus(Duration.ofDays(90));
            Files.writeString(
                    recorded.resolve("feed.xml"),
                    FeedServer.rss("Paper " + side, new Item(title, "https://%s.example/1".formatted(side), longAgo)));
        }
        CommandLineResult evaluated = run("us-china", "--evaluate", folder.resolve("recorded"));
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.err()).contains("/recorded/us/feed.xml: 1 article\n");
        assertThat(evaluated.out())
                .startsWith("highlight: ")
                .contains("us: Tariffs on steel rise in us")
                .endsWith("\nheadlines: points kept: 3, dropped: 0; articles cited: 2 of 2; pairs: 1.\n");
        assertThat(folder.resolve("digests")).doesNotExist();
        assertThat(server.asked("/us")).isEmpty();
        assertThat(run("us-china", "--evaluate", folder).err()).startsWith("A perspective has no folder with recorded");
    }

    @Test
    void namesTheTopicsThatItCanWrite() {
        assertThat(run("us-chine"))
                .isEqualTo(new CommandLineResult(
                        2, "", "Topic “us-chine” has no “write” in the configuration. Did you mean “us-china”?\n"));
    }
}
