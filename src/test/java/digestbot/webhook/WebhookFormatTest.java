package digestbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.webhook.WebhookEvent.EventData;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookFormatTest {

    private static final String HOSTILE =
            "<!channel> @here **bold** [click](https://evil.example) & `x`\r\nX-Injected: yes\u2028next";

    static EventData digest(String title) {
        return new EventData.DigestData(
                "us-china",
                "US and China",
                LocalDate.of(2026, 2, 5),
                "",
                "en",
                "US and China - 2026-02-05",
                Optional.of(title),
                1,
                Optional.empty(),
                Optional.of("https://news.example.org/us-china/2026-02-05/"));
    }

    private static JsonNode sent(WebhookFormat format, EventType type, EventData data) throws IOException {
        WebhookEvent event = WebhookEvent.of(type, Instant.parse("2026-02-05T12:00:00.123456Z"), data);
        return new ObjectMapper().readTree(format.body(event));
    }

    @Test
    void jsonIsTheEventItself() throws IOException {
        JsonNode sent = sent(WebhookFormat.JSON, EventType.PUBLISHED, digest("Tariffs"));
        assertThat(sent.path("type").asText()).isEqualTo("published");
        assertThat(sent.path("timestamp").asText()).isEqualTo("2026-02-05T12:00:00.123Z");
        assertThat(sent.path("data")).hasToString("""
                {"topic":"us-china","topicName":"US and China","day":"2026-02-05","edition":"","language":"en",\
                "title":"US and China - 2026-02-05","headline":"Tariffs","revision":1,"url":"https://news.example.org/us-china/2026-02-05/"}""");
    }

    @Test
    void aTextHasNoMentionAndNoLinkOfATitle() throws IOException {
        JsonNode sent = sent(WebhookFormat.TEXT, EventType.PUBLISHED, digest(HOSTILE));
        assertThat(sent.path("text").asText())
                .isEqualTo(
                        "Published: &lt;!channel&gt; @\u200bhere **bold** [click]\u200b(https://evil.example) &amp; `x`"
                                + " X-Injected: yes next\nUS and China, 2026-02-05 (en)\n"
                                + "https://news.example.org/us-china/2026-02-05/");
        assertThat(sent.size()).isEqualTo(1);
    }

    @Test
    void otherEventsAreSentences() throws IOException {
        var late = new EventData.LateDigest("trade", "Trade", LocalDate.of(2026, 2, 5), Instant.EPOCH);
        assertThat(sent(WebhookFormat.TEXT, EventType.LATE, late).path("text").asText())
                .isEqualTo("Late: the digest of Trade for 2026-02-05 has not arrived");
        var done = new EventData.EndedBroadcast(7, "done", 1_234, 5);
        assertThat(sent(WebhookFormat.TEXT, EventType.BROADCAST_DONE, done)
                        .path("text")
                        .asText())
                .isEqualTo("Broadcast 7 is done: 1,234 received it, 5 could not");
    }

    @ParameterizedTest
    @EnumSource(WebhookFormat.class)
    void aHugeTitleStaysBounded(WebhookFormat format) throws IOException {
        JsonNode sent = sent(format, EventType.WITHDRAWN, digest("\ud83d\ude00".repeat(400)));
        assertThat(sent.toString().length()).isLessThan(2_000);
    }

    @Test
    void anEventHasAnIdOfItsOwn() {
        WebhookEvent event = WebhookEvent.of(EventType.PUBLISHED, Instant.EPOCH, digest(HOSTILE));
        assertThat(event.id()).matches("msg_[0-9a-f]{32}");
    }
}
