package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.Modes;
import digestbot.writing.FeedServer;
import digestbot.writing.FeedServer.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

    @TempDir
    Path folder;

    @Test
    void writesThreeFilesAndSaysWhatToDoNext() throws IOException {
        Path news = folder.resolve("my/news");
        CommandLineResult ran = init(news);
        assertThat(ran).isEqualTo(new CommandLineResult(0, """
                Created FOLDER/my/news/config/digestbot.yaml
                Created FOLDER/my/news/digestbot.env
                Created FOLDER/my/news/digests/2026-02-06-sample.md

                Next:
                  cd FOLDER/my/news
                  Put the tokens of your bots into digestbot.env, and your user IDs under “owners” in config/digestbot.yaml;
                  or let “digestbot run” ask for both on a page.
                  digestbot doctor
                  digestbot run
                To see the sample digest first, without any account: digestbot try
                """, ""));
        assertThat(Modes.of(news.resolve("config/digestbot.yaml"))).isEqualTo("rw-------");
        assertThat(Modes.of(news.resolve("digestbot.env"))).isEqualTo("rw-------");
        assertThat(CommandLineResult.of("check", news.resolve("digests")).naming(news))
                .as("the sample digest is valid without a warning")
                .isEqualTo(
                        CommandLineResult.done(
                                "FOLDER/digests/2026-02-06-sample.md: sample, 2026-02-06, en: 4 highlights, 3 perspectives, 12 sources\n"));
    }

    /// Paths of the configuration are relative to the folder of the process, which tests share.
    @Test
    void doctorMissesNothingButTokensAndOwners() throws IOException {
        init(folder);
        Path config = folder.resolve("config/digestbot.yaml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("digests: digests ", "digests: %s/digests ".formatted(folder))
                        .replace("database: data/", "database: %s/data/".formatted(folder)));
        CommandLineResult ran = CommandLineResult.of("doctor", "--config", config);
        assertThat(ran.out().lines().filter(line -> line.matches("[✗!].*")))
                .containsExactly(
                        "✗ No bot token configured",
                        "! No owners configured: nobody is notified of alarms and invalid files, or can send broadcasts");
        assertThat(ran.code()).isOne();
    }

    @Test
    void overwritesNothing() throws IOException {
        Path config = Files.createDirectories(folder.resolve("config")).resolve("digestbot.yaml");
        Files.writeString(config, "digests: mine\n");
        Path environment = Files.writeString(folder.resolve("digestbot.env"), "TELEGRAM_TOKEN=1:SECRET\n");
        Path digest = Files.createDirectories(folder.resolve("digests")).resolve("mine.md");
        Files.writeString(digest, "mine");
        CommandLineResult ran = init(folder);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("""
                Kept    FOLDER/config/digestbot.yaml, which exists already
                Kept    FOLDER/digestbot.env, which exists already
                Kept    FOLDER/digests, which exists already
                """);
        assertThat(config).hasContent("digests: mine");
        assertThat(environment).hasContent("TELEGRAM_TOKEN=1:SECRET");
        try (Stream<Path> digests = Files.list(folder.resolve("digests"))) {
            assertThat(digests).containsExactly(digest);
        }
    }

    @Test
    void aFileInThePlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("news"), "a file");
        CommandLineResult ran = init(file);
        assertThat(ran.code()).isOne();
        assertThat(ran.err())
                .startsWith("FOLDER/news")
                .contains("is in the way")
                .hasLineCount(1);
    }

    @Test
    void aTopicIsSetUpAndItsFirstDigestWritten() throws IOException {
        try (FeedServer server = FeedServer.start()) {
            for (String side : List.of("us", "china")) {
                server.feed(
                        "/" + side,
                        "Paper " + side,
                        new Item(
                                "Ports open to more ships in " + side,
                                "https://%s.example/1".formatted(side),
                                GivenTime.NOON));
            }
            List<Object> arguments = List.of(
                    "init",
                    folder.resolve("news"),
                    "--topic",
                    "us-china",
                    "--name",
                    "US vs “China”: \"daily\"",
                    "--perspective",
                    "United States=" + server.url("/us"),
                    "--perspective",
                    "中国 = %s %s".formatted(server.url("/china"), server.url("/absent")));
            CommandLineResult ran = CommandLineResult.of(arguments.toArray()).naming(folder);
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out())
                    .startsWith(
                            "Created FOLDER/news/config/digestbot.yaml\nCreated FOLDER/news/digestbot.env\nWritten: ")
                    .contains("  digestbot release us-china today ");
            assertThat(ran.err()).contains("/us: 1 new article", "/absent: the feed answers with status 404");
            assertThat(CommandLineResult.of("check", folder.resolve("news/digests"))
                            .out())
                    .contains("us-china", "2 perspectives, 2 sources")
                    .doesNotContain("warning");
            assertThat(Files.readString(folder.resolve("news/config/digestbot.yaml")))
                    .contains(
                            "        united-states: {name: \"United States\",", "        perspective-2: {name: \"中国\",")
                    .endsWith("/absent\"]}\n");
            CommandLineResult again = CommandLineResult.of(arguments.toArray()).naming(folder);
            assertThat(again.code()).isOne();
            assertThat(again.out()).startsWith("topics:\n  us-china:\n");
            assertThat(again.err())
                    .isEqualTo("FOLDER/news/config/digestbot.yaml exists already. Add these lines to it, then run:"
                            + " digestbot write us-china\n");
        }
    }

    @Test
    void aTopicThatTheConfigurationWouldRefuseLeavesNoFile() {
        CommandLineResult ran = CommandLineResult.of(
                "init", folder, "--topic", "us-china", "--perspective", "US=https://gazette.example/rss");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("perspectives: must be 2 to 20 perspectives");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void questionsAreAskedAgainUntilTheAnswerIsUnderstood() {
        var answers = new ArrayDeque<>(List.of(
                "",
                "US",
                "US=https://gazette.example/rss",
                "",
                "US!=https://coastal.example/rss",
                "",
                "http://127.0.0.1:11434/v1",
                "small"));
        var questions = new ArrayList<String>();
        FirstTopic asked = FirstTopic.asked("us-china", question -> {
            questions.add(question);
            return answers.remove();
        });
        assertThat(answers).isEmpty();
        assertThat(questions)
                .containsSequence(
                        "Perspective 1, as NAME=FEED FEED…: ",
                        "Write a name, “=”, and addresses that begin with http. Perspective 1, as NAME=FEED FEED…: ",
                        "Perspective 2, as NAME=FEED FEED…: ");
        assertThat(asked.yaml(ZoneOffset.UTC)).isEqualTo("""
                topics:
                  us-china:
                    name: "us-china"
                    write:                          # from feeds, see docs/write-digests.md
                      at: "06:00"
                      zone: Z
                      perspectives:
                        us: {name: "US", feeds: ["https://gazette.example/rss"]}
                        perspective-2: {name: "US!", feeds: ["https://coastal.example/rss"]}
                      summary: {api: "http://127.0.0.1:11434/v1", model: "small", key: "${SUMMARY_API_KEY:}"}
                """);
    }

    private CommandLineResult init(Path where) {
        return CommandLineResult.of("init", where).naming(folder);
    }
}
