package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.GivenTime;
import digestbot.Modes;
import digestbot.app.BotFixture;
import digestbot.content.action.ActionSpec;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.git.GitServer;
import digestbot.ops.health.Heartbeat;
import digestbot.sandbox.SandboxPerson;
import digestbot.writing.FeedServer;
import digestbot.writing.FeedServer.Item;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Runs against both platforms' simulators, over the network as with the real ones.
class DoctorCommandTest {

    private final Path folder;

    @AutoClose
    private final BotFixture fixture;

    private final SandboxPerson ada;

    DoctorCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        fixture = new BotFixture(folder);
        ada = fixture.person();
    }

    @Test
    void allIsWell() throws Exception {
        asABotThatRanLeavesIt();
        CommandLineResult ran = doctor(Duration.ZERO, fixture.configFile(owners(ada.id())));
        ran.printed("doctor-well.txt");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
    }

    @Test
    @Tag("full")
    void readsTheRepositoryOfDigests() throws Exception {
        try (GitServer repository = GitServer.in(folder)) {
            repository.commit("one.md", "digest");
            CommandLineResult ran = doctor(GivenTime.CLOCK, fixture.configFile(git(repository.address(), "main")));
            assertThat(ran.out()).containsPattern("✓ git reads file:.*repository.git, branch main, now at");
            ran = doctor(GivenTime.CLOCK, fixture.configFile(git(repository.address(), "absent")));
            assertThat(ran.code()).isOne();
            assertThat(ran.out()).contains("✗ Git source ", "the repository has no branch absent");
            String refused = repository.serve("robot", "right").replace("//", "//robot:SECRET-doctor@");
            ran = doctor(GivenTime.CLOCK, fixture.configFile(git(refused, "main")));
            assertThat(ran.code()).isOne();
            assertThat(ran.out()).contains("git ls-remote failed").doesNotContain("SECRET");
        }
    }

    @Test
    void triesTheFeedsAndTheEndpointOfWrittenTopics() throws Exception {
        try (FeedServer server = FeedServer.start()) {
            server.feed(
                    "/us",
                    "Pacific Gazette",
                    new Item("Ports open to more ships", "https://a.example/1", GivenTime.NOON));
            server.feed("/empty", "Harbour Post");
            String topic = """

                    topics:
                      us-china:
                        write:
                          at: 04:00
                          perspectives:
                            us: {name: United States, feeds: ["SERVER/us", "SERVER/empty"]}
                            china: {name: China, feeds: ["SERVER/absent"]}
                          summary: {api: "SERVER/v1", model: small, fallback: second,
                                    judge: strict, embeddings: near, key: sk-secret}
                    """.replace("SERVER", server.url("").toString());
            Stream.of("/v1/chat/completions", "/v1/embeddings")
                    .forEach(path -> server.at(
                            path, FeedServer.answer(404, "application/json", """
                    {"error": {"message": "no model for sk-secret"}}\
                    """.getBytes(StandardCharsets.UTF_8))));
            Path config = fixture.configFile(owners(ada.id()) + topic);
            CommandLineResult ran = doctor(GivenTime.CLOCK, config);
            assertThat(ran.code()).isOne();
            String refused = "at 127.0.0.1, answers with status 404: “no model for …”\n    check "
                    + "topics.us-china.write.summary: its api, ";
            assertThat(ran.out())
                    .doesNotContain("sk-secret")
                    .contains(
                            "/us: 1 article in two days",
                            "/empty has no dated article of the last two days\n    choose",
                            "/absent answers with status 404\n    open it in a browser, then correct or remove it in"
                                    + " topics.us-china.write.perspectives.china.feeds",
                            "✗ The endpoint of us-china, small " + refused + "model",
                            "✗ The endpoint of us-china, second " + refused + "fallback",
                            "✗ The endpoint of us-china, strict " + refused + "judge",
                            "✗ The endpoint of us-china, near " + refused + "embeddings");
            server.model(_ -> "{\"ok\": true}");
            server.at("/v1/embeddings", FeedServer.body("application/json", """
                    {"data": [{"embedding": [3, 4]}]}\
                    """.getBytes(StandardCharsets.UTF_8)));
            assertThat(doctor(GivenTime.CLOCK, config).out())
                    .contains(
                            "✓ small at 127.0.0.1 answers for us-china; until a person has released seven",
                            "✓ second at 127.0.0.1 answers for us-china as the fallback",
                            "✓ strict at 127.0.0.1 answers for us-china as the judge",
                            "✓ near at 127.0.0.1 answers for us-china with embeddings");
            assertThat(server.asked("/v1/embeddings"))
                    .as("one request each time")
                    .hasSize(2);
        }
    }

    private String git(String address, String branch) {
        return owners(ada.id()) + "\nsources: {git: {url: \"%s\", branch: %s}}\n".formatted(address, branch);
    }

    @Test
    void everythingIsWrong() throws Exception {
        Files.delete(fixture.digests);
        Files.writeString(fixture.database(), "This was a database once. ".repeat(100));
        Modes.set(fixture.database(), "rw-r--r--");
        call(fixture.telegram.url().resolve("/bot" + BotFixture.TELEGRAM_TOKEN + "/setWebhook"), "POST", """
            {"url": "https://hooks.example.org/SECRET-path"}\
            """);
        fixture.discord.changeApplication(application -> {
            application.put("interactions_endpoint_url", "https://hooks.example.org/SECRET-path");
            application.put("bot_require_code_grant", true).put("flags", 1 << 19);
            application.putObject("integration_types_config");
        });
        fixture.discord.gateway().moveTo(URI.create("ws://127.0.0.1:1/gateway"));
        CommandLineResult ran = doctor(Duration.ofMinutes(5), fixture.configFile(owners(404)));
        ran.printed("doctor-wrong.txt");
        assertThat(ran.code()).isOne();
    }

    @Test
    @Tag("full")
    void refusedTokensEndThePlatformsChecksAndAreNotShown() throws Exception {
        Path config = fixture.configFile(owners(ada.id()));
        Files.writeString(
                config,
                Files.readString(config)
                        .replace(BotFixture.TELEGRAM_TOKEN, "1:SECRET-other")
                        .replace(BotFixture.DISCORD_TOKEN, "SECRET-other"));
        CommandLineResult ran = doctor(GivenTime.CLOCK, config);
        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .contains("✗ Telegram: token rejected\n    @BotFather", "✗ Discord: token rejected\n    Dev")
                .containsOnlyOnce("Telegram:")
                .containsOnlyOnce("Discord:")
                .doesNotContain("SECRET");
    }

    @Test
    @Tag("full")
    void serversThatDoNotAnswerAreNamedOnce() throws Exception {
        Path config = fixture.configFile(owners(ada.id()));
        fixture.close();
        CommandLineResult ran = doctor(GivenTime.CLOCK, config);
        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .contains("✗ Telegram: no answer from http://127.0.0.1:PORT", "telegram.api-url")
                .contains("✗ Discord: no answer from http://127.0.0.1:PORT/api/v10/", "discord.api-url")
                .containsOnlyOnce("Telegram:")
                .containsOnlyOnce("Discord:")
                .doesNotContain("SECRET");
    }

    @Test
    @Tag("full")
    void anOwnerWhoBlockedTheBotIsNamedWithTheWayBack() throws Exception {
        asABotThatRanLeavesIt();
        fixture.telegram.block(ada, true);
        CommandLineResult ran = doctor(GivenTime.CLOCK, fixture.configFile(owners(ada.id())));
        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .contains("✗ Telegram: owner 501 is not reachable (Forbidden: bot was blocked by the user)\n"
                        + "    ask them to open t.me/stage_bot and press Start");
    }

    @Test
    void namesTheLinesOfABrokenConfigurationAndAsksNobodyInRedOnATerminal() throws Exception {
        Path config = Files.writeString(folder.resolve("broken.yaml"), "digests: here\ntelegrm: {}\n");
        CommandLineResult ran = doctor(GivenTime.CLOCK, config);
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).startsWith("""
                    ✗ FOLDER/broken.yaml:2: telegrm: unknown key; did you mean “telegram”?
                        correct it in FOLDER/broken.yaml; docs/configuration.md has every key

                    ✓ Local time:\s""").endsWith("""
                    Remaining checks were skipped: they need a valid configuration.
                    1 error. Nothing was changed. Fix this, then run doctor again.
                    """);
        CommandLine command = CommandLineResult.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.ON));
        assertThat(CommandLineResult.by(command, "doctor", "--config", config).out())
                .startsWith("\u001b[31m✗\u001b[39m\u001b[0m ")
                .contains("\n\u001b[32m✓\u001b[39m\u001b[0m Local time");
    }

    @Test
    @Tag("full")
    void looksAtADatabaseThatARunningBotUsesWithoutChangingIt() throws Exception {
        asABotThatRanLeavesIt();
        try (Database database = Database.open(fixture.database())) {
            database.writeWithoutResult(tx -> tx.handle()
                    .execute("INSERT INTO flyway_schema_history VALUES (999, '999', 'later', 'SQL', 'V999__later.sql',"
                            + " 0, 'x', '2026-01-01 00:00:00.000', 1, 1)"));
            assertThat(doctor(GivenTime.CLOCK, fixture.configFile("")).out())
                    .contains("✗ Database FOLDER/stage.sqlite is from a later");
            database.writeWithoutResult(
                    tx -> tx.handle().execute("DELETE FROM flyway_schema_history WHERE version > '1'"));
            CommandLineResult older = doctor(GivenTime.CLOCK, fixture.configFile(""));
            assertThat(older.out()).contains("! Database FOLDER/stage.sqlite is empty or from an earlier version");
            database.writeWithoutResult(tx -> tx.handle().execute("UPDATE flyway_schema_history SET checksum = 1"));
            assertThat(doctor(GivenTime.CLOCK, fixture.configFile("")).out()).contains("""
                            ✗ Database FOLDER/stage.sqlite was made by a development version, and this version cannot \
                            take its data along
                                move it away, or set another database
                            """);
        }
        assertThat(folder.resolve("stage.sqlite.lock")).doesNotExist();
    }

    @Test
    @Tag("full")
    void namesTheOtherProgramThatTheRunningBotHasNoticed() throws Exception {
        asABotThatRanLeavesIt();
        try (Database database = Database.open(fixture.database())) {
            long now = database.read(Transaction::databaseTime).toEpochMilli();
            for (String part : new String[] {"bot", "telegram"}) {
                database.writeWithoutResult(tx -> tx.execute(
                        "INSERT INTO heartbeat VALUES ('', ?, ?, ?, ?, ?)",
                        part,
                        now,
                        part.equals("bot") ? 1 : 0,
                        now,
                        Heartbeat.RIVAL));
            }
        }
        assertThat(doctor(GivenTime.CLOCK, fixture.configFile("")).out())
                .contains("✗ Telegram: another program polls with this token\n    stop that program");
    }

    @Test
    @Tag("full")
    void namesDigestsThatAreDatedAfterToday() throws Exception {
        asABotThatRanLeavesIt();
        InstantSource dayBefore = () -> Instant.parse("2026-02-04T23:30:00Z");
        assertThat(doctor(dayBefore, fixture.configFile("")).out())
                .contains("1 invalid or dated after today, the first is one.md\n    run: digestbot check");
        assertThat(doctor(GivenTime.CLOCK, fixture.configFile("")).out()).doesNotContain("dated after today");
    }

    @Test
    @Tag("full")
    void saysWhenTheNewestBackupIsOld() throws Exception {
        asABotThatRanLeavesIt();
        Path backups = Files.createDirectories(folder.resolve("backups"));
        Files.createFile(backups.resolve("stage-2026-02-03T021500Z.sqlite"));
        assertThat(doctor(GivenTime.CLOCK, fixture.configFile("")).out())
                .contains("! The newest backup is from Tuesday 2026-02-03 03:15\n    check the bot's log");
    }

    /// A database, a digest, registered commands and owners who know the bot.
    private void asABotThatRanLeavesIt() throws Exception {
        Database.open(fixture.database()).close();
        fixture.drop("one.md", BotFixture.digest("trade", "2026-02-06", "A highlight"));
        fixture.telegram.join(ada, fixture.privateChat(ada));
        fixture.discord.directMessages(ada);
        call(fixture.telegram.url().resolve("/bot" + BotFixture.TELEGRAM_TOKEN + "/setMyCommands"), "POST", """
            {"commands": [{"command": "today", "description": "The newest digest"}]}\
            """);
        ArrayNode commands = JsonNodeFactory.instance.arrayNode();
        ActionSpec.commands()
                .forEach(name -> commands.addObject().put("name", name.id()).put("description", "What it does"));
        call(
                fixture.discord.apiUrl().resolve("applications/" + fixture.discord.applicationId() + "/commands"),
                "PUT",
                commands.toString());
    }

    private static void call(URI address, String method, String json) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bot " + BotFixture.DISCORD_TOKEN)
                    .method(method, HttpRequest.BodyPublishers.ofString(json))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    private static String owners(long id) {
        return "owners: {telegram: [%d], discord: [%d]}".formatted(id, id);
    }

    /// This machine's clock is ahead of those of the platforms.
    private CommandLineResult doctor(Duration ahead, Path config) throws IOException {
        var platforms = Instant.ofEpochMilli(
                fixture.telegram.url().toURL().openConnection().getDate());
        long asked = System.nanoTime();
        return doctor(() -> platforms.plusNanos(System.nanoTime() - asked).plus(ahead), config);
    }

    /// Replaces the parts that differ in each run.
    private CommandLineResult doctor(InstantSource clock, Path config) throws IOException {
        Modes.set(config, "rw-------"); // it holds tokens
        CommandLineResult ran = CommandLineResult.at(
                        clock.withZone(ZoneId.of("Europe/Berlin")), "doctor", "--config", config)
                .naming(folder);
        String out = ran.out()
                .replaceAll("127\\.0\\.0\\.1:\\d{2,}", "127.0.0.1:PORT")
                .replaceAll("client_id=\\d+", "client_id=ID")
                .replaceAll("Local time: [^,]+,", "Local time: TIME,")
                .replaceAll("clock is \\d+ s", "clock is N s")
                .replaceAll("[\\d,]+ MB", "N MB");
        return new CommandLineResult(ran.code(), out, ran.err());
    }
}
