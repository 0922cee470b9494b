package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.ANNS_CHAT;
import static digestbot.telegram.TelegramFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.api.Reply;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Records everything that is logged, at the finest level, here and in OkHttp's own way.
class TelegramSecretsTest {

    private static final ApiToken TOKEN = new ApiToken("77:AAE-5ecret {of} mine%");
    private static final Destination ANN_HERSELF =
            new Destination(new Chat(Platform.TELEGRAM, 5, ChatType.PRIVATE, ""), 0);

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final java.util.logging.Logger okHttp = java.util.logging.Logger.getLogger("okhttp3");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLoggerName() + " " + event.getFormattedMessage() + " "
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    };
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            logged.add(event.getLoggerName() + " " + event.getMessage() + " " + event.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        assertThat(root.getEffectiveLevel()).isEqualTo(Level.TRACE);
        appender.start();
        root.addAppender(appender);
        okHttp.setLevel(java.util.logging.Level.ALL);
        okHttp.addHandler(handler);
    }

    @AfterEach
    void leave() {
        root.detachAppender(appender);
        okHttp.removeHandler(handler);
        okHttp.setLevel(null);
    }

    @Test
    void noLogHoldsTheTokenInGoodTimesAndBad() throws IOException {
        try (var fixture = new TelegramFixture(folder)) {
            fixture.script = _ -> new Reply.PublicMessage(content("hello"));
            int port = FreePort.find();
            try (var sandbox = TelegramSandbox.start(port, TOKEN.reveal(), "digest_bot", InstantSource.system())) {
                fixture.start(sandbox.url(), TOKEN);
                sandbox.write(ANN, ANNS_CHAT, "/help");
                await().until(() -> TelegramFixture.shown(sandbox, ANNS_CHAT).size() == 1);
                sendWithFaults(sandbox);
            }
            await().untilAsserted(() -> assertThat(logged).anyMatch(line -> line.contains("polling Telegram failed")));
            try (var other = TelegramSandbox.start(port, "78:other", "other_bot", InstantSource.system())) {
                refused(other.url());
            }
        }
        assertThat(logged).hasSizeGreaterThan(20).anyMatch(line -> line.contains("BotSession"));
        assertThat(logged).noneMatch(line -> line.contains("5ecret"));
    }

    private static void sendWithFaults(TelegramSandbox sandbox) {
        try (var connection = new TelegramConnection(new TelegramSettings(TOKEN, sandbox.url()))) {
            TelegramMessage message = TelegramRenderer.render(content("hi"));
            for (SandboxFault fault : List.of(
                    new SandboxFault.Blocked(),
                    new SandboxFault.ServerError(1, 502),
                    new SandboxFault.CutAfterDelivery(1),
                    new SandboxFault.Refused(1),
                    new SandboxFault.Throttled(1, Duration.ofSeconds(1)))) {
                sandbox.fault(ANNS_CHAT, fault);
                SendResult result = connection.messenger().send(ANN_HERSELF, message, "", false);
                assertThat(result.toString()).doesNotContain("5ecret");
            }
        }
    }

    private static void refused(URI url) {
        try (var connection = new TelegramConnection(new TelegramSettings(TOKEN, url))) {
            SendResult result =
                    connection.messenger().send(ANN_HERSELF, TelegramRenderer.render(content("hi")), "", false);
            assertThat(result).isInstanceOf(SendResult.NotSent.class);
            assertThat(result.toString()).doesNotContain("5ecret");
        }
        assertThat(new TelegramSettings(TOKEN, url).toString()).doesNotContain("5ecret");
    }
}
