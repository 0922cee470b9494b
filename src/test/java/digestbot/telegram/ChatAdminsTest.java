package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.delivery.Token;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import digestbot.telegram.ChatAdmins.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ChatAdminsTest {

    private static final Chat GROUP = new Chat(Platform.TELEGRAM, -5, ChatKind.GROUP, "Group");

    @Test
    void saysOnceThatNobodyTellsWhoManagesChats() throws Exception {
        try (Logged log = Logged.by("digestbot.telegram");
                TelegramConnection nowhere = connection()) {
            var admins = new ChatAdmins(nowhere.quickClient());
            for (int user = 1; user <= 3; user++) {
                assertThat(admins.ask(GROUP, user).get()).isEqualTo(Verdict.UNTOLD);
            }
            assertThat(log.from(Level.INFO))
                    .singleElement()
                    .asString()
                    .startsWith("Telegram does not say who manages a chat: ")
                    .doesNotContain("secret");
        }
    }

    /// To a port where nobody listens.
    private static TelegramConnection connection() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        return new TelegramConnection(
                new TelegramSettings(new Token("77:secret"), URI.create("http://127.0.0.1:" + port)));
    }
}
