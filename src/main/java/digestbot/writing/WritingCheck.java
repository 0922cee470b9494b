package digestbot.writing;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.writing.WriteSettings.SummarySettings;
import digestbot.writing.WritingStore.FeedReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries the feeds and models of topics, for people who set them up. Nothing is stored.
public final class WritingCheck {

    /// Long, because a model may have to be loaded first.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Prompt PROMPT = new Prompt("Answer with the JSON of the user's message.", """
        {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"], "additionalProperties": false}
        """);

    private WritingCheck() {}

    /// A task for a model.
    public enum Role {
        SUMMARY,
        FALLBACK,
        JUDGE,
        EMBEDDINGS
    }

    /// The result of testing a model.
    ///
    /// @param problem continues a sentence about the endpoint; empty if it answers
    public record ModelReport(Role role, String model, Optional<String> problem) {}

    public record TopicReport(String topic, List<FeedReport> feeds, List<ModelReport> models) {}

    /// Reads the articles of the last two days, and asks each model for a word.
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
                List<ModelReport> models = new ArrayList<>();
                settings.summary().ifPresent(summary -> {
                    models.add(tried(http, summary, Role.SUMMARY, summary.model()));
                    summary.fallback().ifPresent(model -> models.add(tried(http, summary, Role.FALLBACK, model)));
                    summary.judge().ifPresent(model -> models.add(tried(http, summary, Role.JUDGE, model)));
                    summary.embeddings().ifPresent(model -> models.add(tried(http, summary, Role.EMBEDDINGS, model)));
                });
                reports.add(new TopicReport(topic, feeds, models));
            });
            return reports;
        }
    }

    private static ModelReport tried(HttpReader http, SummarySettings summary, Role role, String model) {
        String place = "%s at %s".formatted(model, summary.api().getHost());
        try {
            if (role == Role.EMBEDDINGS) {
                new Embeddings(http, summary, model).tryOut(TIMEOUT);
            } else {
                new ChatEndpoint(http, summary, TIMEOUT, _ -> {}, summary.tokensPerDigest(), _ -> {})
                        .ask(model, PROMPT, Map.of("ok", true), WritingCheck::isOk);
            }
            return new ModelReport(role, place, Optional.empty());
        } catch (IOException e) {
            return new ModelReport(role, place, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static boolean isOk(JsonNode answer) throws IOException {
        if (!answer.path("ok").asBoolean()) {
            throw new IOException(ChatAnswer.NO_JSON);
        }
        return true;
    }
}
