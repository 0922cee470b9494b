package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the mentions that a message pings. See "Allowed Mentions Object" in Discord's
/// documentation.
///
/// Mentions in code ping nobody. A backslash has no effect here, because Discord does not document
/// one.
public final class Mentions {

    private static final Pattern CODE = Pattern.compile("```[\\s\\S]*?```|``[^`]+``|`[^`]+`");
    private static final Pattern MENTION = Pattern.compile("@everyone|@here|<@!?(\\d+)>|<@&(\\d+)>");

    private Mentions() {}

    /// Reads all texts of a message.
    ///
    /// @param body a message, with `content`, `components` and `allowed_mentions`
    /// @return the mentions in the text that ping, each once: `@everyone`, `@here`, `<@1>`, `<@&1>`
    public static List<String> pings(JsonNode body) {
        Set<String> pings = new LinkedHashSet<>();
        for (String text : texts(body)) {
            Matcher found = MENTION.matcher(CODE.matcher(text).replaceAll(" "));
            while (found.find()) {
                if (allowed(body.path("allowed_mentions"), found)) {
                    pings.add(found.group().replace("!", ""));
                }
            }
        }
        return List.copyOf(pings);
    }

    private static boolean allowed(JsonNode allowed, Matcher mention) {
        if (!allowed.isObject()) {
            return true;
        }
        if (mention.group(1) != null) {
            return permits(allowed, "users", mention.group(1));
        }
        return mention.group(2) != null
                ? permits(allowed, "roles", mention.group(2))
                : contains(allowed.path("parse"), "everyone");
    }

    private static boolean permits(JsonNode allowed, String kind, String id) {
        return contains(allowed.path("parse"), kind) || contains(allowed.path(kind), id);
    }

    private static boolean contains(JsonNode list, String text) {
        for (JsonNode item : SandboxJson.items(list)) {
            if (item.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> texts(JsonNode body) {
        List<String> texts = new ArrayList<>();
        texts.add(body.path("content").asText(""));
        collect(body.path("components"), texts);
        return texts;
    }

    private static void collect(JsonNode components, List<String> texts) {
        for (JsonNode component : SandboxJson.items(components)) {
            if (component.path("type").asInt() == ComponentType.TEXT_DISPLAY) {
                texts.add(component.path("content").asText(""));
            }
            collect(component.path("components"), texts);
        }
    }
}
