package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxJson;
import java.util.List;

/// Discord's rules for a message's body. See "Create Message" and "Edit Message" in its
/// documentation.
public final class MessageRules {

    public static final int CROSSPOSTED = 1;

    /// The flag of a message that has a thread.
    public static final int HAS_THREAD = 1 << 5;
    public static final int EPHEMERAL = 1 << 6;
    public static final int LOADING = 1 << 7;
    static final int COMPONENTS_V2 = 1 << 15;

    /// The flags that a bot may set: suppress embeds, suppress notifications, Components V2.
    public static final int SETTABLE = 1 << 2 | 1 << 12 | COMPONENTS_V2;

    private static final int CONTENT = 2_000;
    private static final int NONCE = 25;
    private static final int EMBEDS = 10;
    private static final int MENTIONS = 100;

    /// The size of a message in Discord's storage. Discord stores a message's texts in 10,170
    /// bytes, including 12 per text display, and responds with 500 to a longer one even if it has
    /// fewer than 4,000 characters. Reported by users in issue 8554 of its documentation.
    private static final int STORED_BYTES = 10_170;

    private static final List<String> LEGACY = List.of("content", "embeds", "poll", "sticker_ids");

    private final FormErrors errors = new FormErrors();
    private final String prefix;

    private MessageRules(String prefix) {
        this.prefix = prefix;
    }

    /// Checks the body of a message.
    ///
    /// @param body the resulting message: for an edit, the old message with the changed fields
    /// @param prefix its path in the request's body: empty, or `data.`
    public static void check(JsonNode body, boolean files, String prefix) throws ApiError {
        MessageRules rules = new MessageRules(prefix);
        boolean v2 = (body.path("flags").asInt() & COMPONENTS_V2) != 0;
        int bytes = ComponentRules.check(body.path("components"), v2, prefix + "components", rules.errors);
        if (v2) {
            rules.nothingLegacy(body);
        }
        rules.errors.length(prefix + "content", body.path("content"), 0, CONTENT);
        rules.errors.size(prefix + "embeds", body.path("embeds").size(), 0, EMBEDS);
        rules.nonce(body.path("nonce"));
        rules.allowedMentions(body.path("allowed_mentions"));
        rules.errors.throwIfAny();
        if (!files && isEmpty(body)) {
            throw ApiError.of(400, 50006, "Cannot send an empty message");
        }
        if (v2 && bytes > STORED_BYTES) {
            throw ApiError.server(500);
        }
    }

    private static boolean isEmpty(JsonNode body) {
        return body.path("content").asText("").isBlank()
                && List.of("embeds", "components", "poll", "sticker_ids", "attachments").stream()
                        .noneMatch(field -> SandboxJson.filled(body.path(field)));
    }

    private void nothingLegacy(JsonNode body) {
        for (String field : LEGACY) {
            if (SandboxJson.filled(body.path(field))) {
                errors.add(prefix + field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");
            }
        }
    }

    private void nonce(JsonNode nonce) {
        if (!nonce.isIntegralNumber()) {
            errors.length(prefix + "nonce", nonce, 0, NONCE);
        }
    }

    private void allowedMentions(JsonNode allowed) {
        String path = prefix + "allowed_mentions.";
        for (JsonNode parse : SandboxJson.items(allowed.path("parse"))) {
            String kind = parse.asText();
            if (!List.of("users", "roles", "everyone").contains(kind)) {
                errors.add(path + "parse", "BASE_TYPE_CHOICES");
            } else if (SandboxJson.filled(allowed.path(kind))) {
                errors.add(path + kind, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
            }
        }
        errors.size(path + "users", allowed.path("users").size(), 0, MENTIONS);
        errors.size(path + "roles", allowed.path("roles").size(), 0, MENTIONS);
    }
}
