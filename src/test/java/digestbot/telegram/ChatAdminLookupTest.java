package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.ApiToken;
import digestbot.telegram.ChatAdminLookup.AdminStatus;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ChatAdminLookupTest {

    private static final Chat GROUP = new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, "Group");

    @Test
    void saysOnceThatNobodyTellsWhoManagesChats() throws Exception {
        try (Logged log = Logged.by("digestbot.telegram");
                TelegramConnection nowhere = connection()) {
            var admins = new ChatAdminLookup(nowhere.interactiveClient());
            for (int user = 1; user <= 3; user++) {
                assertThat(admins.lookUp(GROUP, user).get()).isEqualTo(AdminStatus.UNKNOWN);
            }
            assertThat(log.from(Level.INFO))
                    .singleElement()
                    .asString()
                    .startsWith("looking up chat admins on Telegram failed: ")
                    .doesNotContain("secret");
        }
    }

    /// A connection to a port where nobody listens.
    private static TelegramConnection connection() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        return new TelegramConnection(
                new TelegramSettings(new ApiToken("77:secret"), URI.create("http://127.0.0.1:" + port)));
    }
}
