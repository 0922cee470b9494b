package digestbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import digestbot.database.TestClock;
import digestbot.outside.RefusingPort;
import digestbot.outside.ScriptedServer;
import digestbot.webhook.WebhookClient.BoundedBody;
import digestbot.webhook.WebhookClient.WebhookAnswer;
import digestbot.webhook.WebhookReceiver.Answer;
import digestbot.webhook.WebhookReceiver.Received;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real client and a receiver on loopback.
class WebhookClientTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final WebhookReceiver receiver = WebhookReceiver.start();
    private final InstantSource clock = new TestClock();
    private final WebhookClient client = new WebhookClient(LONG, LONG, clock);
    private final WebhookClient hasty = new WebhookClient(LONG, SHORT, clock);

    WebhookClientTest() throws IOException {}

    @AfterEach
    void stop() {
        client.close();
        hasty.close();
        receiver.close();
    }

    private WebhookEvent event(String title) {
        return WebhookEvent.of(EventType.PUBLISHED, clock.instant(), WebhookFormatTest.digest(title));
    }

    private WebhookAnswer post(WebhookEvent event) {
        return client.post(TestWebhooks.of("feed", receiver.url("/in")), event);
    }

    @Test
    void anIndependentLibrarySignsAlike() {
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
            long timestamp = Long.parseLong(received.headers().getOrDefault("webhook-timestamp", ""));
            return new Webhook(secret)
                    .sign(received.id(), timestamp, body)
                    .equals(received.headers().get("webhook-signature"));
        } catch (WebhookSigningException | EmptyWebhookSecretException e) {
            throw new AssertionError(e);
        }
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
        receiver.next(Answer.status(302, "Location", receiver.url("/elsewhere").toString()));
        assertThat(post(event("Tariffs")))
                .isInstanceOfSatisfying(
                        WebhookAnswer.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(302));
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
    void anAnswerThatHangsOrDripsIsNotWaitedForLong() {
        receiver.hang();
        receiver.next(exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            receiver.awaitEnd();
        });
        for (String answer : List.of("hangs", "drips")) {
            assertThat(hasty.post(TestWebhooks.of("feed", receiver.url("/in")), event("Tariffs")))
                    .as(answer)
                    .isInstanceOf(WebhookAnswer.Unanswered.class);
        }
    }

    @Test
    void aBrokenOrMissingAnswerHasAReason() throws IOException {
        try (var broken = new ScriptedServer((_, client) -> {
                    ScriptedServer.write(client, "no HTTP", "", "");
                    client.close();
                });
                var refusing = new RefusingPort()) {
            Map<URI, String> reasons = Map.of(
                    broken.url().resolve("/in"), "the connection broke",
                    URI.create("http://127.0.0.1:" + refusing.number() + "/in"), "no connection");
            reasons.forEach((url, why) -> assertThat(client.post(TestWebhooks.of("feed", url), event("Tariffs")))
                    .isEqualTo(new WebhookAnswer.Unanswered(why)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7                             | 7
                    0                             | 1
                    999999                        | 3600
                    Thu, 5 Feb 2026 12:00:40 GMT  | 40
                    Thu, 5 Feb 2026 11:00:00 GMT  | 1
                    99999999999999999999          |
                    soon                          |
                    """)
    void aPauseIsSecondsOrATime(String header, @Nullable Integer seconds) {
        assertThat(WebhookClient.retryAfter(header, Instant.parse("2026-02-05T12:00:00Z")))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }
}
