package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.api.Reply;
import digestbot.cluster.SeatTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.discord.gateway.GatewayShare;
import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// The bot's connection to Discord: its start, its end, and the secrets that it keeps.
class DiscordPlatformTest {

    private static final SandboxPerson ADA = new SandboxPerson(701, "Ada", "en");

    @TempDir
    Path folder;

    @Test
    void rehearsesAnAnswerOnceBeforeTheFirstOneIsAskedFor() {
        try (DiscordFixture fixture = new DiscordFixture(folder)) {
            await().until(() -> fixture.answers.rehearsals.equals(List.of(Platform.DISCORD)));
            assertThat(fixture.answers.asked).isEmpty();
        }
    }

    @Test
    void startsWithoutDiscordAndLogsInOnceItIsThere() throws Exception {
        int port = FreePort.find();
        URI api = URI.create("http://127.0.0.1:" + port + "/api/v10");
        URI gateway = URI.create("ws://127.0.0.1:" + port + "/gateway");
        var settings = new DiscordSettings(new ApiToken(DiscordFixture.TOKEN), api, Optional.of(gateway));
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                var platform = platform(settings, database)) {
            platform.start();
            var chat = new Destination(new Chat(Platform.DISCORD, 1, ChatType.GROUP, ""), 0);
            assertThat(platform.messenger()
                            .send(chat, DiscordRenderer.render(SampleContents.text("early")), "e", false))
                    .isInstanceOf(SendResult.NotSent.class);
            assertThat(platform.status()).isEqualTo(DiscordStatus.CONNECTING);
            try (DiscordSandbox _ = DiscordSandbox.start(port, DiscordFixture.TOKEN, InstantSource.system())) {
                assertThat(platform.awaitReady(Duration.ofSeconds(40))).isTrue();
                assertThat(platform.status()).isEqualTo(DiscordStatus.CONNECTED);
            }
        }
    }

    @Test
    void canBeClosedBeforeItWasStarted() {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                DiscordSandbox sandbox = DiscordSandbox.start(0, DiscordFixture.TOKEN, InstantSource.system())) {
            DiscordPlatform platform = platform(DiscordFixture.settings(sandbox), database);
            platform.close();
            assertThat(platform.status()).isEqualTo(DiscordStatus.CLOSED);
        }
    }

    @Test
    void triesARefusedTokenAgainNowAndThenAndSaysSoOnce() {
        try (var lines = new Lines();
                Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                DiscordSandbox sandbox = DiscordSandbox.start(0, "another", InstantSource.system());
                var platform = platform(DiscordFixture.settings(sandbox), database)) {
            platform.start();
            await().until(() -> platform.status() == DiscordStatus.REFUSED);
            await().until(() -> sandbox.requests().size() >= 3);
            assertThat(platform.status()).isEqualTo(DiscordStatus.REFUSED);
            assertThat(lines.saying("rejected the bot's token")).isEqualTo(1);
        }
    }

    /// For the reasons that Discord gives: a token that was reset, and rights that were taken away.
    @ParameterizedTest
    @CsvSource({"4004, REFUSED", "4014, CLOSED"})
    void logsInAgainAfterAnEndForGoodAndSaysSoOnce(int code, DiscordStatus status) {
        try (var lines = new Lines();
                DiscordFixture fixture = new DiscordFixture(folder)) {
            SandboxPlace direct = fixture.sandbox.directMessages(ADA);
            fixture.sandbox.refuseGateway(code);
            await().until(() -> fixture.platform.status() == status);
            long before = logins(fixture.sandbox);
            await().until(() -> logins(fixture.sandbox) >= before + 2);
            fixture.sandbox.acceptGateway();
            await().until(() -> fixture.platform.status() == DiscordStatus.CONNECTED);
            assertThat(lines.saying("for good")).isEqualTo(1);
            fixture.sandbox.write(ADA, direct, "/today");
            fixture.shown(direct, 1);
        }
    }

    @Test
    void aRequestThatOutlastsItsSessionEnds() throws Exception {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                DiscordSandbox sandbox = DiscordSandbox.start(0, DiscordFixture.TOKEN, InstantSource.system());
                var proxy = new SlowProxy(sandbox.apiUrl());
                var platform = platform(
                        new DiscordSettings(
                                new ApiToken(DiscordFixture.TOKEN), proxy.url(), Optional.of(sandbox.gatewayUrl())),
                        database)) {
            var chat = new Destination(
                    new Chat(Platform.DISCORD, sandbox.channel("slow").id(), ChatType.GROUP, ""), 0);
            platform.start();
            assertThat(platform.awaitReady(Duration.ofSeconds(40))).isTrue();
            Future<SendResult> sent = CompletableFuture.supplyAsync(
                    () -> platform.messenger()
                            .send(chat, DiscordRenderer.render(SampleContents.text("slow")), "n", false),
                    task -> Thread.ofVirtual().start(task));
            proxy.awaitArrival();
            long before = logins(sandbox);
            sandbox.refuseGateway(4014);
            await().until(() -> logins(sandbox) > before);
            proxy.passOn();
            assertThat(sent).succeedsWithin(Duration.ofSeconds(40)).isInstanceOf(SendResult.Sent.class);
        }
    }

    @Test
    void whatIsToBeDoneOnceItIsReadyIsTriedAgainIfItFails() {
        var tries = new AtomicInteger();
        try (var lines = new Lines();
                Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                DiscordSandbox sandbox = DiscordSandbox.start(0, DiscordFixture.TOKEN, InstantSource.system());
                var platform = platform(DiscordFixture.settings(sandbox), database)) {
            platform.whenReady(() -> {
                if (tries.incrementAndGet() < 3) {
                    throw new IllegalStateException("the disk is full");
                }
            });
            platform.start();
            await().until(() -> tries.get() == 3);
            assertThat(platform.status()).isEqualTo(DiscordStatus.CONNECTED);
            assertThat(lines.saying("preparing operators on Discord failed")).isEqualTo(1);
        }
    }

    private static long logins(DiscordSandbox sandbox) {
        return sandbox.requests().stream()
                .filter(made -> made.path().equals("/gateway/bot"))
                .count();
    }

    @Test
    void saysInWhichChannelsItIsWhenItComesBack() {
        try (DiscordFixture fixture = new DiscordFixture(folder)) {
            SandboxPlace channel = fixture.sandbox.channel("there");
            fixture.chats.told.clear();
            fixture.restart();
            await().untilAsserted(() -> assertThat(fixture.chats.told)
                    .contains(
                            "present " + channel.id() + ": the bot was removed from the server",
                            "present " + channel.id() + ": 404 Unknown Guild (10004)")
                    .noneMatch(told -> told.endsWith("the channel was deleted")));
        }
    }

    @Test
    void reconnectsWhenTheGatewayIsCut() {
        try (DiscordFixture fixture = new DiscordFixture(folder)) {
            SandboxPlace direct = fixture.sandbox.directMessages(ADA);
            fixture.sandbox.cutGateway();
            await().until(fixture.sandbox::connected);
            await().until(() -> fixture.platform.status() == DiscordStatus.CONNECTED);
            fixture.sandbox.write(ADA, direct, "/today");
            fixture.shown(direct, 1);
        }
    }

    @Test
    @SuppressWarnings("try") // the test measures the closing
    void closesInThreeSecondsAndLeavesNoThreadThatHoldsTheProcess() throws Exception {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"));
                DiscordSandbox sandbox = DiscordSandbox.start(0, DiscordFixture.TOKEN, InstantSource.system());
                var platform = platform(DiscordFixture.settings(sandbox), database)) {
            await().untilAsserted(
                            () -> assertThat(sandbox.requests()).isEmpty()); // its threads are there, and Awaitility's
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            platform.start();
            assertThat(platform.awaitReady(Duration.ofSeconds(40))).isTrue();
            long start = System.nanoTime();
            platform.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(platform.status()).isEqualTo(DiscordStatus.CLOSED);
            await().untilAsserted(() -> assertThat(holding(before)).isEmpty());
        }
    }

    @Test
    void writesNoTokenIntoTheLogWhateverHappens() {
        List<String> all;
        try (var lines = new Lines();
                DiscordFixture fixture = new DiscordFixture(folder)) {
            dialogueWithErrors(fixture);
            all = lines.all;
        }
        String log = String.join("\n", all);
        assertThat(log).contains("connected to Discord");
        assertThat(log)
                .doesNotContain(DiscordFixture.TOKEN)
                .doesNotContain(URLEncoder.encode(DiscordFixture.TOKEN, StandardCharsets.UTF_8))
                .doesNotContain(interactionTokenStart());
    }

    private static void dialogueWithErrors(DiscordFixture fixture) {
        SandboxPlace channel = fixture.sandbox.channel("errors");
        SandboxPlace direct = fixture.sandbox.directMessages(ADA);
        fixture.sandbox.write(ADA, direct, "/today");
        fixture.shown(direct, 1);
        fixture.sandbox.fault(channel, new SandboxFault.Refused(2));
        fixture.sandbox.write(ADA, channel, "/today");
        await().until(() -> fixture.sandbox.requests().stream()
                        .filter(r -> r.status() == 400)
                        .count()
                == 2);
        fixture.sandbox.fault(channel, new SandboxFault.Throttled(2, Duration.ofMillis(200)));
        fixture.sandbox.write(ADA, channel, "/today");
        fixture.shown(channel, 1);
        fixture.sandbox.fault(channel, new SandboxFault.ServerError(1, 500));
        fixture.sandbox.write(ADA, channel, "/today");
        fixture.sandbox.fault(direct, new SandboxFault.CutAfterDelivery(1));
        fixture.sandbox.write(ADA, direct, "/today");
        fixture.shown(direct, 2);
        fixture.answers.reply = _ -> {
            throw new IllegalStateException("a bug");
        };
        fixture.sandbox.write(ADA, direct, "/today");
        fixture.shown(direct, 3);
        fixture.answers.reply = _ -> new Reply.NoReply();
        fixture.sandbox.suggest(ADA, direct, "/today fail");
    }

    /// The sandbox's interaction tokens are, like Discord's, Base64 of a text with this beginning.
    private static String interactionTokenStart() {
        return java.util.Base64.getUrlEncoder().encodeToString("interaction:".getBytes(StandardCharsets.US_ASCII));
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
        return new DiscordPlatform(
                settings,
                database,
                new DiscordFixture.Answers(),
                new DiscordFixture.Samples(),
                new DiscordFixture.Chats(),
                DiscordFixture.files(database),
                new Outbox(new OutboxEvents(), InstantSource.system()),
                new RequestCounters(),
                GatewayShare.all(SeatTerm.PERMANENT));
    }

    /// Every line that is logged until this is closed, with its exception's message.
    private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final List<String> all = new CopyOnWriteArrayList<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

        private Lines() {
            assertThat(root.getLevel()).isEqualTo(Level.TRACE);
            setContext(root.getLoggerContext());
            start();
            root.addAppender(this);
        }

        private long saying(String words) {
            return all.stream().filter(line -> line.contains(words)).count();
        }

        @Override
        protected void append(ILoggingEvent event) {
            String exception = event.getThrowableProxy() == null
                    ? ""
                    : ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy());
            all.add(event.getLoggerName() + " " + event.getFormattedMessage() + exception);
        }

        @Override
        public void close() {
            root.detachAppender(this);
        }
    }
}
