package digestbot.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.digest.story.StoryMatcher;
import digestbot.digest.story.StoryText;
import digestbot.writing.WriteSettings.SummarySettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The meanings of texts in any language, by a model of the endpoint that summarises.
record Embeddings(HttpReader http, SummarySettings settings, String model) {

    private static final Logger LOG = LoggerFactory.getLogger(Embeddings.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 100;
    private static final int MAX_BYTES = 16 << 20;

    /// Compares texts by their meaning, too, if the settings name a model for that.
    static StoryMatcher matcher(HttpReader http, Optional<SummarySettings> settings) {
        return settings.flatMap(summary -> summary.embeddings().map(model -> new Embeddings(http, summary, model)))
                .map(embeddings -> new StoryMatcher(StoryMatcher.THRESHOLD, embeddings::of))
                .orElseGet(StoryMatcher::new);
    }

    /// The normalised vectors of all texts, or none if one is missing.
    private List<float[]> of(List<StoryText> texts) {
        List<float[]> vectors = new ArrayList<>();
        try {
            for (int from = 0; from < texts.size(); from += BATCH) {
                List<StoryText> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
                for (JsonNode numbers : ask(batch, ChatEndpoint.TIMEOUT)) {
                    vectors.add(normalised(numbers, vectors));
                }
            }
            return vectors;
        } catch (IOException e) {
            LOG.warn("texts are compared by their words: the endpoint for embeddings {}", e.getMessage());
            return List.of();
        }
    }

    /// @throws IOException if the model gives no vector; the message continues a sentence about the endpoint
    void tryOut(Duration timeout) throws IOException {
        normalised(
                ask(List.of(new StoryText("News", "", "en", "", "", null)), timeout)
                        .getFirst(),
                List.of());
    }

    private List<JsonNode> ask(List<StoryText> batch, Duration timeout) throws IOException {
        List<String> input = batch.stream()
                .map(text -> "%s\n%.500s".formatted(text.title(), text.description()))
                .toList();
        byte[] body = JSON.writeValueAsBytes(Map.of("model", model, "input", input));
        HttpResponse<byte[]> response =
                http.send(ChatEndpoint.request(settings, "/embeddings", body), MAX_BYTES, timeout);
        List<JsonNode> answer = ChatAnswer.tree(new String(response.body(), StandardCharsets.UTF_8))
                .findValues("embedding");
        if (response.statusCode() != 200) {
            throw ChatEndpoint.refusal(settings, response);
        } else if (answer.size() != batch.size()) {
            throw new IOException("gives %,d vectors of %,d texts".formatted(answer.size(), batch.size()));
        }
        return answer;
    }

    private static float[] normalised(JsonNode numbers, List<float[]> others) throws IOException {
        double[] values = numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray();
        double length =
                Math.sqrt(DoubleStream.of(values).map(value -> value * value).sum());
        if (others.stream().limit(1).anyMatch(other -> other.length != values.length)
                || length == 0
                || !Double.isFinite(length)) {
            throw new IOException("gives no vector of a text");
        }
        var vector = new float[values.length];
        IntStream.range(0, values.length).forEach(i -> vector[i] = (float) (values[i] / length));
        return vector;
    }
}
