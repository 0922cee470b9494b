package digestbot.writing;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.writing.TopicWriter.FeedReport;
import digestbot.writing.WriteSettings.SummarySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries the feeds and endpoints of topics, for people who set them up. Nothing is stored.
public final class WritingCheck {

    /// A model may have to be loaded first.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String SCHEMA = """
        {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"], "additionalProperties": false}
        """;

    private WritingCheck() {}

    /// What came of a topic's feeds and endpoint.
    ///
    /// @param problem continues a sentence about the endpoint; empty if it answers, or there is none
    public record TopicReport(
            String topic, List<FeedReport> feeds, Optional<SummarySettings> summary, Optional<String> problem) {}

    /// Reads the articles of the last two days, and asks each endpoint for a word.
    public static List<TopicReport> of(Map<String, WriteSettings> topics, InstantSource clock) {
        try (var http = new HttpReader()) {
            var client = new FeedClient(
                    http,
                    topics.values().stream()
                            .flatMap(topic -> topic.sides().stream())
                            .flatMap(side -> side.feeds().stream()),
                    FeedClient.TIMEOUT);
            Instant now = clock.instant();
            List<TopicReport> reports = new ArrayList<>();
            topics.forEach((topic, settings) -> {
                List<FeedReport> feeds = new ArrayList<>();
                new Collector(client, Map.of())
                        .articles(settings, now.minus(TopicWriter.LONGEST_TIME), now, feeds::add);
                feeds.sort(Comparator.comparing(FeedReport::feed));
                Optional<String> problem = settings.summary().flatMap(summary -> problem(http, summary));
                reports.add(new TopicReport(topic, feeds, settings.summary(), problem));
            });
            return reports;
        }
    }

    private static Optional<String> problem(HttpReader http, SummarySettings summary) {
        try {
            new ChatEndpoint(http, summary, TIMEOUT, _ -> {}, summary.tokensPerDigest(), _ -> {})
                    .ask("Answer with the JSON of the user's message.", Map.of("ok", true), SCHEMA, WritingCheck::isOk);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isOk(JsonNode answer) throws IOException {
        if (!answer.path("ok").asBoolean()) {
            throw new IOException(ChatAnswer.NO_JSON);
        }
        return true;
    }
}
