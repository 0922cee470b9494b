package digestbot.writing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The parameters that an endpoint takes. Many lack some of OpenAI's, and newer models of OpenAI
/// refuse older ones.
///
/// @param format the type of `response_format`, and `limit` the name of what bounds the answer; empty
///     without one
record ChatDialect(String format, String limit, boolean hasTemperature) {

    private static final String SCHEMA = "json_schema";
    private static final String OBJECT = "json_object";
    private static final String LIMIT = "max_tokens";
    private static final String NEW_LIMIT = "max_completion_tokens";

    static final ChatDialect WHOLE = new ChatDialect(SCHEMA, LIMIT, true);

    private static final ChatDialect BARE = new ChatDialect("", "", false);
    private static final Map<String, String> NEXT = Map.of(SCHEMA, OBJECT, LIMIT, NEW_LIMIT);
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 422, 500, 501);
    private static final Pattern OF_LIMIT = Pattern.compile("(?i)max_\\w{0,20}tokens|in the completion");
    private static final Pattern OF_FORMAT =
            Pattern.compile("(?i)response_?format|json_?object|schema|\\bstrict\\b|grammar|structured|parameter");

    /// The next dialect to try after a refusal; empty if the endpoint refuses something else. Where it
    /// does not say what, only what every endpoint takes is left.
    Optional<ChatDialect> without(int status, String reason) {
        if (!REFUSALS.contains(status)) {
            return Optional.empty();
        } else if (!limit.isEmpty() && OF_LIMIT.matcher(reason).find()) {
            return Optional.of(new ChatDialect(format, NEXT.getOrDefault(limit, ""), hasTemperature));
        } else if (hasTemperature && reason.contains("temperature")) {
            return Optional.of(new ChatDialect(format, limit, false));
        } else if (!format.isEmpty() && OF_FORMAT.matcher(reason).find()) {
            return Optional.of(new ChatDialect(NEXT.getOrDefault(format, ""), limit, hasTemperature));
        }
        return Optional.of(BARE).filter(bare -> status == 400 && !equals(bare));
    }

    Map<String, Object> parameters(int mostTokens, JsonNode schema) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (hasTemperature) {
            parameters.put("temperature", 0.2);
        }
        if (!limit.isEmpty()) {
            parameters.put(limit, mostTokens);
        }
        if (!format.isEmpty()) {
            Map<String, Object> named = Map.of("name", "digest", "strict", true, "schema", schema);
            parameters.put(
                    "response_format",
                    format.equals(SCHEMA) ? Map.of("type", format, SCHEMA, named) : Map.of("type", format));
        }
        return parameters;
    }
}
