package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// The inline queries that people typed, and the messages that the bot offered for them by
/// `answerInlineQuery`: articles with text. The real server also keeps an answer for the given time
/// and then does not ask the bot; here the bot is always asked.
final class InlineQueries {
    private static final int MAX_RESULTS = 50;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_OFFSET = 64;
    private static final Pattern START_PARAMETER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    static final Duration ANSWER_TIME = Duration.ofSeconds(10);
    private static final int MAX_KEPT = 1_000;
    private static final long FIRST_ID = 5_300_000_000_000_000_001L;

    private final TelegramWorld world;
    private final SequencedMap<String, Query> kept = new LinkedHashMap<>();
    private long nextId = FIRST_ID;

    InlineQueries(TelegramWorld world) {
        this.world = world;
    }

    /// The messages are the contents of the choices by their ids.
    record Query(
            String id,
            SandboxPerson person,
            Instant at,
            CompletableFuture<InlineOffer> answer,
            Map<String, ChatMessage.Content> messages) {}

    synchronized Query open(SandboxPerson person) {
        if (kept.size() >= MAX_KEPT) {
            kept.pollFirstEntry();
        }
        var query = new Query(
                Long.toString(nextId++),
                person,
                world.clock.instant(),
                new CompletableFuture<>(),
                new LinkedHashMap<>());
        kept.put(query.id(), query);
        return query;
    }

    /// Fails with a [Refusal] if the answer is wrong, or if the query does not exist or has
    /// expired.
    JsonNode answer(Parameters parameters) {
        Map<String, ChatMessage.Content> messages = new LinkedHashMap<>();
        List<InlineOffer.Choice> choices = new ArrayList<>();
        for (JsonNode result : results(parameters)) {
            InlineOffer.Choice choice = choice(result);
            if (messages.put(choice.id(), content(result)) != null) {
                throw Refusal.badRequest("RESULT_ID_DUPLICATE");
            }
            choices.add(choice);
        }
        String next = parameters.text("next_offset");
        if (next.getBytes(UTF_8).length > LONGEST_OFFSET) {
            throw Refusal.badRequest("NEXT_OFFSET_INVALID");
        }
        String button =
                parameters.json("button", "button").map(InlineQueries::button).orElse("");
        answer(new InlineOffer(parameters.text("inline_query_id"), choices, next, button), messages);
        return BooleanNode.TRUE;
    }

    private synchronized void answer(InlineOffer offer, Map<String, ChatMessage.Content> messages) {
        Query query = kept.get(offer.query());
        if (query == null || world.isLate(query.at(), ANSWER_TIME)) {
            throw PendingCallbacks.expired();
        }
        query.messages().putAll(messages);
        query.answer().complete(offer);
    }

    private static JsonNode results(Parameters parameters) {
        JsonNode results = parameters
                .json("results", "inline query results")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusal.badRequest("expected an Array of inline query results"));
        if (results.size() > MAX_RESULTS) {
            throw Refusal.badRequest("too many inline query results specified");
        }
        return results;
    }

    private static InlineOffer.Choice choice(JsonNode result) {
        if (!result.isObject()) {
            throw malformed("Inline query result must be an object");
        }
        if (!result.path("type").asText().equals("article")) {
            throw malformed("Type \"%s\" is unsupported for the inline query result"
                    .formatted(result.path("type").asText()));
        }
        String id = required(result, "id");
        if (id.isEmpty() || id.getBytes(UTF_8).length > LONGEST_ID) {
            throw Refusal.badRequest("RESULT_ID_INVALID");
        }
        String title = required(result, "title");
        if (title.isBlank()) {
            throw Refusal.badRequest("ARTICLE_TITLE_EMPTY");
        }
        return new InlineOffer.Choice(id, title, result.path("description").asText(""));
    }

    private static ChatMessage.Content content(JsonNode result) {
        JsonNode input = result.path("input_message_content");
        ObjectNode message = SandboxJson.object().put("text", required(input, "message_text"));
        copy(input, message, "parse_mode");
        copy(input, message, "link_preview_options");
        copy(result, message, "reply_markup");
        return MessageText.of(new Parameters(message));
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        if (from.hasNonNull(field)) {
            to.set(field, from.get(field));
        }
    }

    private static String button(JsonNode button) {
        String text = button.path("text").asText("");
        if (text.isBlank()) {
            throw Refusal.badRequest("SWITCH_PM_TEXT_EMPTY");
        }
        if (!button.has("web_app")
                && !START_PARAMETER
                        .matcher(button.path("start_parameter").asText(""))
                        .matches()) {
            throw Refusal.badRequest("START_PARAM_INVALID");
        }
        return text;
    }

    private static String required(JsonNode object, String field) {
        if (!object.path(field).isTextual()) {
            throw malformed("Can't find field \"%s\"".formatted(field));
        }
        return object.path(field).textValue();
    }

    private static Refusal malformed(String what) {
        return Refusal.badRequest("can't parse inline query result: " + what);
    }

    /// Fails with a sentence if the choice was not offered.
    synchronized ChatMessage.Content chosen(SandboxPerson person, String query, String choice) {
        return List.of(query).stream()
                .map(kept::get)
                .filter(found -> found != null && found.person().equals(person))
                .map(found -> found.messages().get(choice))
                .filter(content -> content != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("That message is not offered any more."));
    }
}
