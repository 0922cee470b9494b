package digestbot.cli;

import static digestbot.GivenTime.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Modes;
import digestbot.writing.FeedFinder;
import digestbot.writing.FeedServer;
import digestbot.writing.FeedServer.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                  or let “digestbot run --setup” ask for both on a page.
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

    @Test
    void doctorMissesNothingButTokensAndOwners() throws IOException {
        init(folder);
        Path config = here();
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
            for (String side : List.of("us", "china", "ports")) {
                server.feed(
                        "/" + side,
                        "Paper " + side,
                        new Item("Ports open to more ships in " + side, "https://%s.example/1".formatted(side), NOON));
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
                    "中国 = %s %s".formatted(server.url("/china"), server.url("/ports")));
            CommandLineResult ran = CommandLineResult.of(arguments.toArray()).naming(folder);
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out())
                    .startsWith(
                            "Created FOLDER/news/config/digestbot.yaml\nCreated FOLDER/news/digestbot.env\nWritten: ")
                    .contains("  digestbot release us-china today ");
            assertThat(ran.err()).contains("/us: 1 article");
            assertThat(CommandLineResult.of("check", folder.resolve("news/digests"))
                            .out())
                    .contains("us-china", "1 highlight, 2 perspectives, 3 sources")
                    .doesNotContain("warning");
            assertThat(Files.readString(folder.resolve("news/config/digestbot.yaml")))
                    .contains(
                            "        united-states: {name: \"United States\",", "        perspective-2: {name: \"中国\",")
                    .endsWith("/ports\"]}\n");
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
    void aHomePageStandsForItsFeed() throws IOException {
        try (FeedServer server = gazette()) {
            CommandLineResult ran = initTopic("A=" + server.url("/"), "B=" + server.url("/world"));
            assertThat(ran.out()).startsWith("127.0.0.1 offers /rss (Gazette), which is used.\nCreated ");
            assertThat(Files.readString(folder.resolve("config/digestbot.yaml")))
                    .contains("[\"%s\"]".formatted(server.url("/rss")), "[\"%s\"]".formatted(server.url("/world")));
        }
    }

    @Test
    void theGroupsOfAFeedReaderArePerspectives() throws IOException {
        try (FeedServer server = gazette()) {
            Path news = folder.resolve("news");
            String feed = "<outline text='f' xmlUrl='%s'/>";
            String group = "<outline text='United States'>%s<outline text='East'>%<s</outline></outline>"
                    .formatted(feed.formatted(server.url("/rss")));
            Path file = opml(group + feed + "<outline text='China'/>");
            assertThat(initOpml(news, file).err())
                    .startsWith(
                            "--opml: FOLDER/feeds.opml has fewer than two groups of feeds; make one for each perspective, and export again.\n");
            opml(group + "<outline text='China'>%s</outline>".formatted(feed.formatted(server.url("/world"))));
            assertThat(CommandLineResult.of("init", news, "--opml", file).err())
                    .startsWith("Give --topic with either --perspective or --opml.\n");
            assertThat(news).doesNotExist();
            assertThat(initOpml(news, file).code()).isZero();
            assertThat(Files.readString(news.resolve("config/digestbot.yaml"))
                            .replace(server.url("").toString(), ""))
                    .endsWith("""
                        :
                                united-states: {name: "United States", feeds: ["/rss", "/rss"]}
                                china: {name: "China", feeds: ["/world"]}
                        """);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<opml/>", "<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><body/></opml>"})
    void anExportThatIsNoOpmlIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("feeds.opml"), text);
        assertThat(initOpml(folder.resolve("news"), file).err())
                .startsWith("--opml: FOLDER/feeds.opml cannot be read as OPML.\n");
    }

    private Path opml(String outlines) throws IOException {
        return Files.writeString(
                folder.resolve("feeds.opml"), "<opml version='2.0'><body>%s</body></opml>".formatted(outlines));
    }

    private CommandLineResult initOpml(Path news, Path file) {
        return CommandLineResult.of("init", news, "--topic", "us-china", "--opml", file)
                .naming(folder);
    }

    @Test
    void nothingIsWrittenWithoutAFeedForEachAddress() throws IOException {
        try (FeedServer server = gazette()) {
            CommandLineResult ran =
                    initTopic("A=" + server.url("/absent"), "B=%s %1$s".formatted(server.url("/empty")));
            assertThat(ran).isEqualTo(CommandLineResult.failed("""
                    A: SERVER/absent answers with status 404.
                    B: SERVER/empty is a feed, but has no article with a headline, a link and a date.
                    B: SERVER/empty is a feed, but has no article with a headline, a link and a date.
                    Nothing was written.
                    """.replace(
                            "SERVER", server.url("").toString())));
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void questionsAreAskedAgainUntilTheAnswerIsUnderstood() throws IOException {
        try (FeedServer server = gazette();
                var finder = new FeedFinder()) {
            var answers = new ArrayDeque<>(List.of(
                    "",
                    "US",
                    "US=" + server.url("/"),
                    "what",
                    "n",
                    "US=" + server.url("/"),
                    "",
                    "",
                    "US!=" + server.url("/several"),
                    "3",
                    "2",
                    "",
                    "http://127.0.0.1:11434/v1",
                    "small"));
            var questions = new ArrayList<String>();
            UnaryOperator<String> ask = question -> {
                questions.add(question.replace(server.url("").toString(), "SERVER"));
                return answers.remove();
            };
            FirstTopic asked =
                    FirstTopic.asked("us-china", ask, new FeedChoice(finder, questions::add, Optional.of(ask)));
            assertThat(answers).isEmpty();
            String first = "Perspective 1, as NAME=ADDRESS ADDRESS…, of feeds or home pages: ";
            String second = first.replace("1", "2");
            String use = "127.0.0.1 offers /rss (Gazette). Use it? [Y/n] ";
            assertThat(questions)
                    .containsSequence(
                            first,
                            "Write a name, “=”, and addresses that begin with http. " + first,
                            use,
                            use,
                            "US: SERVER/ offers no other feed. Give the address of the feed that you want.\n" + first,
                            use,
                            second,
                            "Write a name, “=”, and addresses that begin with http. " + second,
                            """
                            127.0.0.1 offers:
                              1  /rss (Gazette)
                              2  /world (World)
                            Which one? [Enter: 1] \
                            """);
            assertThat(asked.yaml(ZoneOffset.UTC).replace(server.url("").toString(), "SERVER"))
                    .isEqualTo("""
                            topics:
                              us-china:
                                name: "us-china"
                                write:                          # from feeds, see docs/write-digests.md
                                  at: "06:00"
                                  zone: Z
                                  perspectives:
                                    us: {name: "US", feeds: ["SERVER/rss"]}
                                    perspective-2: {name: "US!", feeds: ["SERVER/world"]}
                                  summary: {api: "http://127.0.0.1:11434/v1", model: "small", key: "${SUMMARY_API_KEY:}"}
                            """);
        }
    }

    /// A home page with one feed, and a page with two.
    private static FeedServer gazette() throws IOException {
        FeedServer server = FeedServer.start();
        var item = new Item("Ports open to more ships", "https://gazette.example/1", NOON);
        server.feed("/rss", "Gazette", item);
        server.feed("/world", "World", item);
        server.feed("/empty", "Empty");
        String link = "<link rel=alternate type=application/rss+xml href=/";
        server.at("/", FeedServer.body("text/html", (link + "rss>").getBytes(UTF_8)));
        server.at("/several", FeedServer.body("text/html", (link + "rss>" + link + "world>").getBytes(UTF_8)));
        return server;
    }

    @Test
    void theStepsAfterAFailedSummaryWork() throws IOException {
        try (FeedServer server = gazette()) {
            CommandLineResult ran = CommandLineResult.of(
                    "init",
                    folder,
                    "--topic",
                    "us-china",
                    "--perspective",
                    "A=" + server.url("/rss"),
                    "--perspective",
                    "B=" + server.url("/world"),
                    "--summary-api",
                    server.url("/v1"),
                    "--model",
                    "small");
            assertThat(ran.code()).isOne();
            assertThat(ran.err()).contains("The digest has headlines only: the endpoint answers with status 404.\n");
            assertThat(ran.out())
                    .containsSubsequence(
                            "digestbot doctor    # tries the endpoint",
                            "digestbot write us-china --again    # once the endpoint answers\n",
                            "digestbot release us-china today ");
            server.model(_ -> "{\"points\": []}");
            CommandLineResult next = CommandLineResult.of("write", "--config", here(), "us-china", "--again");
            assertThat(next.out()).startsWith("Written: written/us-china-2026-02-06-en.md\n");
        }
    }

    private CommandLineResult initTopic(String first, String second) {
        return CommandLineResult.of(
                "init", folder, "--topic", "us-china", "--perspective", first, "--perspective", second);
    }

    /// Its paths are relative to the folder of the process, which tests share.
    private Path here() throws IOException {
        Path config = folder.resolve("config/digestbot.yaml");
        return Files.writeString(
                config,
                Files.readString(config)
                        .replace("digests: digests ", "digests: %s/digests ".formatted(folder))
                        .replace("database: data/", "database: %s/data/".formatted(folder)));
    }

    private CommandLineResult init(Path where) {
        return CommandLineResult.of("init", where).naming(folder);
    }
}
