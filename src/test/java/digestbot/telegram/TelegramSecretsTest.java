package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.ANNS_CHAT;
import static digestbot.telegram.TelegramFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.PublicReplies;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.outside.RefusingPort;
import digestbot.sandbox.LogLines;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TelegramSecretsTest {

    private static final ApiToken TOKEN = new ApiToken("77:AAE-5ecret {of} mine%");
    private static final Destination ANN_HERSELF =
            new Destination(new Chat(Platform.TELEGRAM, 5, ChatType.PRIVATE, ""), 0);

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    @Test
    void noLogHoldsTheTokenInGoodTimesAndBad() throws IOException {
        try (LogLines lines = LogLines.record();
                var port = new RefusingPort()) {
            fixture.script = _ -> PublicReplies.toAll(content("hello"));
            try (var sandbox = TelegramSandbox.start(port.number(), TOKEN.reveal(), "digest_bot")) {
                fixture.start(sandbox.url(), TOKEN);
                sandbox.write(ANN, ANNS_CHAT, "/help");
                Waiting.exactly(1, () -> TelegramFixture.shown(sandbox, ANNS_CHAT));
                sendWithFaults(sandbox);
            }
            await().until(lines::text, text -> text.contains("polling Telegram failed"));
            try (var other = TelegramSandbox.start(port.number(), "78:other", "other_bot")) {
                assertThat(send(other, new SandboxFault.None())).isInstanceOf(SendResult.NotSent.class);
                assertThat(new TelegramSettings(TOKEN, other.url()).toString()).doesNotContain("5ecret");
            }
            assertThat(lines.text()).doesNotContain("5ecret");
        }
    }

    private static void sendWithFaults(TelegramSandbox sandbox) {
        for (SandboxFault fault : List.of(
                new SandboxFault.Blocked(),
                new SandboxFault.ServerError(1, 502),
                new SandboxFault.CutAfterDelivery(1),
                new SandboxFault.Refused(1),
                new SandboxFault.Throttled(1, Duration.ofSeconds(1)))) {
            send(sandbox, fault);
        }
    }

    private static SendResult send(TelegramSandbox sandbox, SandboxFault fault) {
        try (var connection = new TelegramConnection(new TelegramSettings(TOKEN, sandbox.url()))) {
            sandbox.fault(ANNS_CHAT, fault);
            SendResult result =
                    connection.messenger().send(ANN_HERSELF, TelegramRenderer.render(content("hi")), "", false);
            assertThat(result.toString()).doesNotContain("5ecret");
            return result;
        }
    }
}
