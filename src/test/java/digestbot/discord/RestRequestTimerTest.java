package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestRequestTimerTest {

    @ParameterizedTest
    @CsvSource({
        "https://discord.com/api/v10/channels/123456789012345678/messages, POST /channels/#/messages",
        "https://discord.com/api/v10/channels/7/messages?nonce=3, POST /channels/#/messages",
        "http://127.0.0.1:8080/api/v10/users/@me/channels, POST /users/@me/channels",
        "https://discord.com/api/v10/interactions/99/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/callback, POST /interactions/#/#/callback",
        "https://discord.com/api/v10/webhooks/99/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/messages/@original,"
                + " POST /webhooks/#/#/messages/@original"
    })
    void aRouteHasNeitherIdsNorTokens(String url, String route) {
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(new byte[0]))
                .build();
        assertThat(RestRequestTimer.route(request)).isEqualTo(route);
    }
}
