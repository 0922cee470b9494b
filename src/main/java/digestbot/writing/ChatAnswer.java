package digestbot.writing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.markdown.TextCleaner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An endpoint's answer in any of the known forms: whole or streamed, as plain JSON or surrounded
/// by thoughts, fences and prose.
///
/// @param text the model's text; empty if there is none
/// @param problem the reason why the text is unusable; empty if there may be one
/// @param tokens the number of used tokens that the endpoint reports; 0 if it reports none
record ChatAnswer(String text, String problem, long tokens) {

    static final String NO_JSON = "does not answer with the JSON that was asked for";

    private static final String END_OF_THOUGHT = "</think>";
    private static final int MAX_REASON = 200;

    /// Prose may contain brackets too. The number of tries is limited, so that an answer full of
    /// brackets costs no time.
    private static final int MAX_PLACES = 50;

    private static final Pattern PLACE = Pattern.compile("[{\\[]");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Removes the secret from the endpoint's text.
    static ChatAnswer of(byte[] body, String secret) {
        String whole = text(body);
        var text = new StringBuilder();
        String finish = "";
        boolean isThought = false;
        String reason = "";
        long tokens = 0;
        // Some stream even if they were not asked to.
        boolean isStreamed = !whole.startsWith("{") && !whole.startsWith("[");
        for (String part : isStreamed ? whole.split("\\R", -1) : new String[] {"data:" + whole}) {
            JsonNode node = part.startsWith("data:") ? tree(part.substring("data:".length())) : tree("");
            JsonNode choice = node.path("choices").path(0);
            JsonNode message = choice.path(choice.has("delta") ? "delta" : "message");
            JsonNode content = message.path("content");
            text.append(content.asText("")).append(String.join("", content.findValuesAsText("text")));
            finish = choice.path("finish_reason").asText(finish);
            isThought |= message.hasNonNull("reasoning_content") || message.hasNonNull("reasoning");
            reason = choice.isMissingNode() && node.has("error") ? reason(node, secret) : reason;
            tokens = Math.max(tokens, node.path("usage").path("total_tokens").asLong(0));
        }
        String problem = "";
        if (finish.equals("length")) {
            problem = "answers at too great a length";
        } else if (text.isEmpty()) {
            problem = isThought ? "answers with thoughts alone" : reason.isEmpty() ? NO_JSON : "answers" + reason;
        }
        return new ChatAnswer(text.toString(), problem, tokens);
    }

    /// Removes byte order marks.
    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replace("\ufeff", "").strip();
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException _) {
            // its message quotes the answer
            return JSON.missingNode();
        }
    }

    /// The endpoint's reason for a refusal, after a colon; empty if it gives none.
    static String reason(byte[] body, String secret) {
        return reason(tree(text(body)), secret);
    }

    private static String reason(JsonNode body, String secret) {
        JsonNode node = body.isArray() ? body.path(0) : body;
        for (String place : new String[] {"/error/message", "/error", "/message", "/detail"}) {
            JsonNode said = node.at(place);
            String whole = said.isContainerNode() ? said.toString() : said.asText("");
            String line = TextCleaner.line(secret.isEmpty() ? whole : whole.replace(secret, "…"), MAX_REASON);
            if (!line.isEmpty()) {
                return ": “%s”".formatted(line);
            }
        }
        return "";
    }

    /// The first object that has the list of this name, or an array that is the list itself.
    JsonNode json(String list) throws IOException {
        if (!problem.isEmpty()) {
            throw new IOException(problem);
        }
        int thought = text.lastIndexOf(END_OF_THOUGHT);
        String said = thought < 0 ? text : text.substring(thought + END_OF_THOUGHT.length());
        Matcher places = PLACE.matcher(said);
        int at = 0;
        for (int place = 0; place < MAX_PLACES && places.find(at); place++) {
            at = places.start() + 1;
            try (JsonParser parser = JSON.createParser(said.substring(places.start()))) {
                JsonNode read = JSON.readTree(parser);
                JsonNode object = read.findParent(list);
                if (object != null) {
                    return object;
                } else if (read.isArray() && !read.path(0).isNumber()) {
                    return JSON.createObjectNode().set(list, read);
                }
                at = places.start() + (int) parser.currentLocation().getCharOffset();
            } catch (JsonProcessingException _) {
                // the next place may be one
            }
        }
        throw new IOException(NO_JSON);
    }
}
