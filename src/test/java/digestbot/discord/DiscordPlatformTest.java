package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.Reply;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.discord.DiscordPlatform.DiscordStatus;
import digestbot.outside.RefusingPort;
import digestbot.sandbox.LogLines;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bot's connection to Discord: its start, its end, and the secrets that it keeps.
class DiscordPlatformTest {

    private static final SandboxPerson ADA = new SandboxPerson(701, "Ada", "en");

    @TempDir
    Path folder;

    @Test
    void rehearsesAnAnswerOnceBeforeTheFirstOneIsAskedForAndComesBackWhereItIs() {
        try (DiscordFixture fixture = new DiscordFixture(folder)) {
            assertThat(Waiting.exactly(1, () -> fixture.answers.rehearsals)).containsExactly(Platform.DISCORD);
            assertThat(fixture.answers.asked).isEmpty();

            SandboxPlace channel = fixture.sandbox.channel("there");
            fixture.chats.told.clear();
            fixture.restart();
            await().untilAsserted(() -> assertThat(fixture.chats.told)
                    .contains(
                            "present " + channel.id() + ": the bot was removed from the server",
                            "present " + channel.id() + ": 404 Unknown Guild (10004)")
                    .noneMatch(told -> told.endsWith("the channel was deleted")));

            SandboxPlace direct = fixture.sandbox.directMessages(ADA);
            fixture.sandbox.gateway().cutConnections();
            fixture.ask(ADA, direct, "/today");
            await().until(fixture.platform::status, DiscordStatus.CONNECTED::equals);
        }
    }

    @Test
    void startsWithoutDiscordAndLogsInOnceItIsThere() throws Exception {
        var port = new RefusingPort();
        URI api = URI.create("http://127.0.0.1:" + port.number() + "/api/v10");
        var settings = new DiscordSettings(new ApiToken(DiscordFixture.TOKEN), api);
        try (port;
                Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                var platform = platform(settings, database)) {
            platform.start(() -> {});
            var chat = new Destination(new Chat(Platform.DISCORD, 1, ChatType.GROUP, ""), 0);
            assertThat(platform.messenger()
                            .send(chat, DiscordRenderer.render(SampleContents.text("early")), "e", false))
                    .isInstanceOf(SendResult.NotSent.class);
            assertThat(platform.status()).isEqualTo(DiscordStatus.CONNECTING);
            try (DiscordSandbox _ = DiscordSandbox.start(port.number(), DiscordFixture.TOKEN)) {
                await().until(platform::status, DiscordStatus.CONNECTED::equals);
            }
        }
    }

    @Test
    void canBeClosedBeforeItWasStarted() {
        try (Started started = new Started()) {
            started.platform.close();
            assertThat(started.platform.status()).isEqualTo(DiscordStatus.CLOSED);
        }
    }

    @Test
    @Tag("full")
    void triesARefusedTokenAgainNowAndThenAndSaysSoOnce() {
        try (var log = Logged.by("digestbot");
                Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                DiscordSandbox sandbox = DiscordSandbox.start(0, "another");
                var platform = platform(DiscordFixture.settings(sandbox), database)) {
            platform.start(() -> {});
            await().until(platform::status, DiscordStatus.REFUSED::equals);
            await().until(sandbox::requests, tries -> tries.size() >= 3);
            assertThat(platform.status()).isEqualTo(DiscordStatus.REFUSED);
            assertThat(log.from(Level.ERROR))
                    .filteredOn(line -> line.contains("rejected the bot's token"))
                    .hasSize(1);
        }
    }

    /// For the reasons that Discord gives: a token that was reset, and rights that were taken away.
    @Test
    @Tag("full")
    void logsInAgainAfterAnEndForGoodAndSaysSoOnce() {
        try (DiscordFixture fixture = new DiscordFixture(folder)) {
            SandboxPlace direct = fixture.sandbox.directMessages(ADA);
            for (int code : List.of(4004, 4014)) {
                try (var log = Logged.by("digestbot")) {
                    fixture.sandbox.gateway().refuse(code);
                    DiscordStatus status = code == 4004 ? DiscordStatus.REFUSED : DiscordStatus.CLOSED;
                    await().until(fixture.platform::status, status::equals);
                    long before = logins(fixture.sandbox);
                    await().until(() -> logins(fixture.sandbox), now -> now >= before + 2);
                    fixture.sandbox.gateway().accept();
                    await().until(fixture.platform::status, DiscordStatus.CONNECTED::equals);
                    assertThat(log.from(Level.INFO))
                            .filteredOn(line -> line.contains("for good"))
                            .hasSize(1);
                }
                fixture.ask(ADA, direct, "/today");
            }
        }
    }

    @Test
    @Tag("full")
    void aRequestThatOutlastsItsSessionEnds() throws Exception {
        try (Started started = new Started()) {
            var arrived = new CountDownLatch(1);
            var passing = new CompletableFuture<Void>();
            started.sandbox.observe(request -> {
                if (request.path().endsWith("/messages")) {
                    arrived.countDown();
                    passing.join();
                }
            });
            Destination chat = DiscordFixture.at(started.sandbox.channel("slow"));
            DiscordFixture.logIn(started.platform);
            Future<SendResult> sent = CompletableFuture.supplyAsync(
                    () -> started.platform
                            .messenger()
                            .send(chat, DiscordRenderer.render(SampleContents.text("slow")), "n", false),
                    task -> Thread.ofVirtual().start(task));
            arrived.await();
            long before = logins(started.sandbox);
            started.sandbox.gateway().refuse(4014);
            await().until(() -> logins(started.sandbox), now -> now > before);
            passing.complete(null);
            assertThat(sent.get()).isInstanceOf(SendResult.Sent.class);
        }
    }

    @Test
    @Tag("full")
    void whatIsToBeDoneOnceItIsReadyIsTriedAgainIfItFails() {
        var tries = new AtomicInteger();
        try (var log = Logged.by("digestbot.discord");
                Started started = new Started()) {
            started.platform.start(() -> {
                if (tries.incrementAndGet() < 3) {
                    throw new IllegalStateException("the disk is full");
                }
            });
            Waiting.count("tries", 3, tries::get);
            assertThat(started.platform.status()).isEqualTo(DiscordStatus.CONNECTED);
            assertThat(log.from(Level.INFO))
                    .filteredOn(line -> line.contains("cannot prepare operators on Discord"))
                    .hasSize(1);
        }
    }

    private static long logins(DiscordSandbox sandbox) {
        return sandbox.requests().stream()
                .filter(made -> made.path().equals("/gateway/bot"))
                .count();
    }

    @Test
    void closingLeavesNoThreadThatHoldsTheProcess() {
        try (Started started = new Started()) {
            await().untilAsserted(() -> assertThat(started.sandbox.requests()).isEmpty()); // its threads are there, and
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            DiscordFixture.logIn(started.platform);
            started.platform.close();
            assertThat(started.platform.status()).isEqualTo(DiscordStatus.CLOSED);
            await().untilAsserted(() -> assertThat(holding(before)).isEmpty());
        }
    }

    @Test
    @Tag("full")
    void writesNoTokenIntoTheLogWhateverHappens() {
        String log;
        try (var lines = LogLines.record()) {
            try (DiscordFixture fixture = new DiscordFixture(folder)) {
                dialogueWithErrors(fixture);
            }
            log = lines.text();
        }
        assertThat(log)
                .contains("connected to Discord")
                .doesNotContain(DiscordFixture.TOKEN)
                .doesNotContain(URLEncoder.encode(DiscordFixture.TOKEN, StandardCharsets.UTF_8))
                .doesNotContain(interactionTokenStart());
    }

    private static void dialogueWithErrors(DiscordFixture fixture) {
        SandboxPlace channel = fixture.sandbox.channel("errors");
        SandboxPlace direct = fixture.sandbox.directMessages(ADA);
        fixture.ask(ADA, direct, "/today");
        fixture.sandbox.fault(channel, new SandboxFault.Refused(2));
        fixture.sandbox.write(ADA, channel, "/today");
        Waiting.exactly(
                2,
                () -> fixture.sandbox.requests().stream()
                        .filter(request -> request.status() == 400)
                        .toList());
        fixture.sandbox.fault(channel, new SandboxFault.Throttled(2, Duration.ofMillis(200)));
        fixture.ask(ADA, channel, "/today");
        fixture.sandbox.fault(channel, new SandboxFault.ServerError(1, 500));
        fixture.sandbox.write(ADA, channel, "/today");
        fixture.sandbox.fault(direct, new SandboxFault.CutAfterDelivery(1));
        fixture.ask(ADA, direct, "/today");
        fixture.answers.reply = _ -> {
            throw new IllegalStateException("a bug");
        };
        fixture.ask(ADA, direct, "/today");
        fixture.answers.reply = _ -> new Reply.NoReply();
        fixture.sandbox.suggested(ADA, direct, "/today fail");
    }

    /// The sandbox's interaction tokens are, like Discord's, Base64 of a text with this beginning.
    private static String interactionTokenStart() {
        return Base64.getUrlEncoder().encodeToString("interaction:".getBytes(StandardCharsets.US_ASCII));
    }

    /// Threads of the client, not those of the server that answers it or of the test itself.
    private static Map<String, List<StackTraceElement>> holding(Set<Thread> before) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each ->
                        !before.contains(each.getKey()) && !each.getKey().isDaemon())
                .filter(each -> !each.getKey().getName().startsWith("awaitility"))
                .filter(each -> Arrays.stream(each.getValue())
                        .noneMatch(frame -> frame.getClassName().startsWith("org.eclipse.jetty")))
                .collect(Collectors.toMap(each -> each.getKey().getName(), each -> List.of(each.getValue())));
    }

    private static DiscordPlatform platform(DiscordSettings settings, Database database) {
        return DiscordFixture.platform(
                settings, database, new DiscordFixture.Answers(), new DiscordFixture.Chats(), LeaderTerm.PERMANENT);
    }

    /// A simulator and an adapter that has not logged in.
    private final class Started implements AutoCloseable {
        private final Database database = TestDatabase.open(folder.resolve("d.sqlite"));
        private final DiscordSandbox sandbox = DiscordSandbox.start(0, DiscordFixture.TOKEN);
        private final DiscordPlatform platform = platform(DiscordFixture.settings(sandbox), database);

        @Override
        public void close() {
            platform.close();
            sandbox.close();
            database.close();
        }
    }
}
