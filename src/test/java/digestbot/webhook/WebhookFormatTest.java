package digestbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookFormatTest {

    private static final String HOSTILE =
            "<!channel> @here **bold** [click](https://evil.example) & `x`\r\nX-Injected: yes\u2028next";

    private static ObjectNode digest(String title) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("topic", "us-china");
        data.put("topicName", "US and China");
        data.put("day", "2026-02-05");
        data.put("edition", "");
        data.put("language", "en");
        data.put("title", title);
        data.put("revision", 1);
        data.put("url", "https://news.example.org/us-china/2026-02-05/");
        return data;
    }

    private static JsonNode sent(WebhookFormat format, String url, EventType type, ObjectNode data) throws IOException {
        WebhookEvent event = WebhookEvent.of(type, Instant.parse("2026-02-05T12:00:00.123456Z"), data);
        return new ObjectMapper().readTree(format.body(URI.create(url), event).text());
    }

    @Test
    void jsonIsTheEventItself() throws IOException {
        JsonNode sent = sent(WebhookFormat.JSON, "https://example.org/in", EventType.PUBLISHED, digest("Tariffs"));
        assertThat(sent.path("type").asText()).isEqualTo("published");
        assertThat(sent.path("timestamp").asText()).isEqualTo("2026-02-05T12:00:00.123Z");
        assertThat(sent.path("data")).isEqualTo(digest("Tariffs"));
    }

    @Test
    void aTextHasNoMentionAndNoLinkOfATitle() throws IOException {
        JsonNode sent = sent(WebhookFormat.TEXT, "https://example.org/in", EventType.PUBLISHED, digest(HOSTILE));
        assertThat(sent.path("text").asText())
                .isEqualTo(
                        "Published: &lt;!channel&gt; @\u200bhere **bold** [click]\u200b(https://evil.example) &amp; `x`"
                                + " X-Injected: yes next\nUS and China, 2026-02-05 (en)\n"
                                + "https://news.example.org/us-china/2026-02-05/");
        assertThat(sent.size()).isEqualTo(1);
    }

    @Test
    void ntfyIsPublishedToTheServerWithTheTopicOfTheAddress() throws IOException {
        URI url = URI.create("https://ntfy.example.org/base/daily?auth=abc");
        WebhookEvent event = WebhookEvent.of(EventType.HELD, Instant.EPOCH, digest(HOSTILE));
        WebhookFormat.Body body = WebhookFormat.NTFY.body(url, event);
        assertThat(body.to()).hasToString("https://ntfy.example.org/base/?auth=abc");
        JsonNode sent = new ObjectMapper().readTree(body.text());
        assertThat(sent.path("topic").asText()).isEqualTo("daily");
        assertThat(sent.path("title").asText()).isEqualTo("Held for review");
        assertThat(sent.path("message").asText().lines()).hasSize(2);
        assertThat(sent.path("click").asText()).isEqualTo("https://news.example.org/us-china/2026-02-05/");
    }

    @Test
    void ntfyNeedsATopic() {
        assertThat(WebhookFormat.NTFY.accepts(URI.create("https://ntfy.example.org/")))
                .isFalse();
        assertThat(WebhookFormat.NTFY.accepts(URI.create("https://ntfy.example.org")))
                .isFalse();
        assertThat(WebhookFormat.NTFY.accepts(URI.create("https://ntfy.example.org/daily")))
                .isTrue();
        assertThat(WebhookFormat.JSON.accepts(URI.create("https://example.org")))
                .isTrue();
    }

    @Test
    void otherEventsAreSentences() throws IOException {
        ObjectNode late = JsonNodeFactory.instance.objectNode();
        late.put("topic", "trade").put("topicName", "Trade").put("day", "2026-02-05");
        assertThat(sent(WebhookFormat.TEXT, "https://example.org", EventType.LATE, late)
                        .path("text")
                        .asText())
                .isEqualTo("Late: the digest of Trade for 2026-02-05 has not arrived");
        ObjectNode done = JsonNodeFactory.instance.objectNode();
        done.put("broadcast", 7).put("state", "done").put("sent", 1_234).put("failed", 5);
        assertThat(sent(WebhookFormat.TEXT, "https://example.org", EventType.BROADCAST_DONE, done)
                        .path("text")
                        .asText())
                .isEqualTo("Broadcast 7 is done: 1,234 received it, 5 could not");
        JsonNode notice = sent(WebhookFormat.NTFY, "https://example.org/t", EventType.LATE, late);
        assertThat(notice.path("title").asText()).isEqualTo("Late");
        assertThat(notice.path("message").asText()).isEqualTo("the digest of Trade for 2026-02-05 has not arrived");
    }

    @ParameterizedTest
    @EnumSource(WebhookFormat.class)
    void aHugeTitleStaysBounded(WebhookFormat format) throws IOException {
        JsonNode sent = sent(format, "https://example.org/t", EventType.WITHDRAWN, digest("\ud83d\ude00".repeat(400)));
        assertThat(sent.toString().length()).isLessThan(2_000);
    }

    @Test
    void anEventHasAnIdOfItsOwn() {
        WebhookEvent event = WebhookEvent.of(EventType.PUBLISHED, Instant.EPOCH, digest(HOSTILE));
        assertThat(event.id()).matches("msg_[0-9a-f]{32}");
    }
}
