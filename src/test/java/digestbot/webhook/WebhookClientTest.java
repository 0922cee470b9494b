package digestbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import digestbot.outside.RefusingPort;
import digestbot.outside.ScriptedServer;
import digestbot.webhook.WebhookClient.BoundedBody;
import digestbot.webhook.WebhookClient.WebhookAnswer;
import digestbot.webhook.WebhookReceiver.Answer;
import digestbot.webhook.WebhookReceiver.Received;
import digestbot.webhook.WebhookSender.WebhookVerdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The real client and a receiver on loopback.
class WebhookClientTest {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final WebhookReceiver receiver = WebhookReceiver.start();
    private final WebhookClient client = new WebhookClient(InstantSource.system());
    private final WebhookClient hasty =
            new WebhookClient(new WebhookClient.Timeouts(LONG, SHORT), InstantSource.system());

    WebhookClientTest() throws IOException {}

    @AfterEach
    void stop() {
        client.close();
        hasty.close();
        receiver.close();
    }

    private static WebhookEvent event(String title) {
        return WebhookEvent.of(EventType.PUBLISHED, Instant.now(), WebhookFormatTest.digest(title));
    }

    private WebhookAnswer post(WebhookEvent event) {
        return client.post(TestWebhooks.of("feed", receiver.url("/in")), event);
    }

    private WebhookVerdict result(Answer answer) {
        receiver.next(answer);
        return WebhookVerdict.of(post(event("Tariffs")));
    }

    @Test
    void anIndependentLibraryAcceptsTheSignatureAndNoOther() {
        WebhookEvent event = event("Zölle 关税 “quoted” \u202eright");
        post(event);
        Received received = receiver.await(1).getFirst();
        assertThat(received.body()).isEqualTo(event.body());
        assertThat(received.headers())
                .containsEntry("webhook-id", event.id())
                .containsEntry("content-type", "application/json");
        assertThat(verifies(TestWebhooks.SECRET, received.body(), received))
                .as("its own body and secret")
                .isTrue();
        assertThat(verifies(TestWebhooks.SECRET, received.body() + " ", received))
                .as("another body")
                .isFalse();
        assertThat(verifies("whsec_" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", received.body(), received))
                .as("another secret")
                .isFalse();
    }

    private static boolean verifies(String secret, String body, Received received) {
        try {
            new Webhook(secret).verify(body, headers(received));
            return true;
        } catch (WebhookVerificationException _) {
            return false;
        }
    }

    private static HttpHeaders headers(Received received) {
        Map<String, List<String>> all = received.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return HttpHeaders.of(all, (_, _) -> true);
    }

    @Test
    void withoutASecretNothingIsSigned() {
        var unsigned = new WebhookSettings(
                "feed", receiver.url("/in"), Optional.empty(), Set.of(EventType.HELD), WebhookFormat.TEXT);
        client.post(unsigned, event("Tariffs"));
        assertThat(receiver.await(1).getFirst().headers())
                .containsKey("webhook-id")
                .doesNotContainKey("webhook-signature");
    }

    @Test
    void noPartOfATitleBecomesAHeader() {
        List<String> titles = List.of("a\r\nX-Injected: yes", "a\nwebhook-id: forged", "a\u0000b");
        for (String title : titles) {
            for (WebhookFormat format : WebhookFormat.values()) {
                client.post(TestWebhooks.of("feed", receiver.url("/in/topic"), format), event(title));
            }
        }
        assertThat(receiver.await(titles.size() * WebhookFormat.values().length))
                .allSatisfy(received -> {
                    assertThat(received.headers()).doesNotContainKey("x-injected");
                    assertThat(received.id()).startsWith("msg_").doesNotContain("forged");
                });
    }

    @Test
    void followsNoRedirect() {
        WebhookVerdict result =
                result(Answer.status(302, "Location", receiver.url("/elsewhere").toString()));
        assertThat(result).isEqualTo(new WebhookVerdict.Refused("status 302, a redirect, which is not followed"));
        assertThat(receiver.received()).extracting(Received::path).containsExactly("/in");
    }

    @Test
    void readsOnlyTheBeginningOfAnAnswer() {
        for (int size : new int[] {0, 4_096, 3_000_000}) {
            receiver.next(Answer.body(500, "x".repeat(size)));
            assertThat(post(event("Tariffs"))).isInstanceOfSatisfying(WebhookAnswer.Answered.class, answered -> {
                assertThat(answered.status()).as("status after %d bytes", size).isEqualTo(500);
                assertThat(answered.excerpt().length()).isLessThanOrEqualTo(BoundedBody.MAX_BYTES);
            });
        }
    }

    @Test
    void aReceiverThatHangsIsNotWaitedForLong() {
        receiver.hang();
        WebhookEvent event = event("Tariffs");
        assertThat(WebhookVerdict.of(hasty.post(TestWebhooks.of("feed", receiver.url("/in")), event)))
                .isInstanceOf(WebhookVerdict.Again.class);
    }

    @Test
    void anAnswerThatDripsIsNotWaitedForLong() {
        receiver.next(exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            receiver.awaitEnd();
        });
        assertThat(hasty.post(TestWebhooks.of("feed", receiver.url("/in")), event("Tariffs")))
                .isInstanceOf(WebhookAnswer.Unanswered.class);
    }

    @Test
    void aBrokenAnswerIsTriedAgain() {
        try (var broken = new ScriptedServer((_, client) -> {
            ScriptedServer.write(client, "no HTTP", "", "");
            client.close();
        })) {
            assertThat(WebhookVerdict.of(
                            client.post(TestWebhooks.of("feed", broken.url().resolve("/in")), event("Tariffs"))))
                    .isInstanceOf(WebhookVerdict.Again.class);
        }
    }

    @Test
    void nobodyListens() throws IOException {
        try (var refusing = new RefusingPort()) {
            URI url = URI.create("http://127.0.0.1:" + refusing.number() + "/in");
            WebhookEvent event = event("Tariffs");
            assertThat(WebhookVerdict.of(client.post(TestWebhooks.of("feed", url), event)))
                    .isEqualTo(new WebhookVerdict.Again("no connection"));
        }
    }

    @Test
    void aStatusSaysWhatBecomesOfAnEvent() {
        Map<Integer, WebhookVerdict> results = Map.of(
                400, new WebhookVerdict.Refused("status 400"),
                401, new WebhookVerdict.Refused("status 401"),
                404, new WebhookVerdict.Refused("status 404"),
                422, new WebhookVerdict.Refused("status 422"),
                500, new WebhookVerdict.Again("status 500"),
                502, new WebhookVerdict.Again("status 502"),
                503, new WebhookVerdict.Again("status 503"),
                410, new WebhookVerdict.Gone("status 410 (gone)"));
        results.forEach((status, expected) -> assertThat(result(Answer.status(status)))
                .as("status %d", status)
                .isEqualTo(expected));
        for (int status : new int[] {200, 202, 204}) {
            assertThat(result(Answer.status(status))).as("status %d", status).isInstanceOf(WebhookVerdict.Taken.class);
        }
    }

    @Test
    void waitsAsLongAsTheReceiverWants() {
        Map<String, Integer> seconds = Map.of("7", 7, "0", 1, "999999", 3_600, "soon", 30);
        seconds.forEach((header, expected) -> assertThat(result(Answer.status(429, "Retry-After", header)))
                .as("Retry-After: %s", header)
                .isEqualTo(new WebhookVerdict.Paused(Duration.ofSeconds(expected))));
        assertThat(result(Answer.status(503, "Retry-After", "7")))
                .isEqualTo(new WebhookVerdict.Paused(Duration.ofSeconds(7)));
    }

    @Test
    void aTimeIsAPauseToo() {
        Instant now = Instant.parse("2026-02-05T12:00:00Z");
        assertThat(WebhookClient.retryAfter("Thu, 5 Feb 2026 12:00:40 GMT", now))
                .contains(Duration.ofSeconds(40));
        assertThat(WebhookClient.retryAfter("Thu, 5 Feb 2026 11:00:00 GMT", now))
                .contains(Duration.ofSeconds(1));
        assertThat(WebhookClient.retryAfter("99999999999999999999", now)).isEmpty();
    }
}
