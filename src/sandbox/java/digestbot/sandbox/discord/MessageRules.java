package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Discord's rules for a message's body. See "Create Message" and "Edit Message" in its
/// documentation.
public final class MessageRules {

    public static final int EPHEMERAL = 1 << 6;
    public static final int LOADING = 1 << 7;
    static final int COMPONENTS_V2 = 1 << 15;

    /// The flags that a bot may set: suppress embeds, suppress notifications, Components V2.
    public static final int SETTABLE = 1 << 2 | 1 << 12 | COMPONENTS_V2;

    private static final int CONTENT = 2_000;
    private static final int NONCE = 25;
    private static final int UPLOADED_FILES = 10;
    private static final int MENTIONS = 100;

    /// Discord stores a message's texts in 10,170 bytes, including 12 per text display, and
    /// responds with 500 to a longer one even if it has fewer than 4,000 characters. Reported by
    /// users in issue 8554 of its documentation.
    private static final int STORED_BYTES = 10_170;

    private static final List<String> LEGACY = List.of("content", "embeds", "poll", "sticker_ids");

    private final FormErrors errors = new FormErrors();
    private final String prefix;

    private MessageRules(String prefix) {
        this.prefix = prefix;
    }

    /// Checks a message; for an edit, the old one with the changed fields. The prefix is the
    /// message's path in the request's body: empty, or `data.`.
    public static void check(JsonNode body, boolean files, String prefix) throws ApiError {
        MessageRules rules = new MessageRules(prefix);
        boolean v2 = (body.path("flags").asInt() & COMPONENTS_V2) != 0;
        int bytes = ComponentRules.check(body.path("components"), v2, prefix + "components", rules.errors);
        if (v2) {
            rules.nothingLegacy(body);
        }
        rules.errors.length(prefix + "content", body.path("content"), 0, CONTENT);
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
                && List.of("components", "attachments").stream()
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
            if (SandboxJson.filled(allowed.path(kind))) {
                errors.add(path + kind, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
            }
        }
        errors.size(path + "users", allowed.path("users").size(), 0, MENTIONS);
        errors.size(path + "roles", allowed.path("roles").size(), 0, MENTIONS);
    }

    /// Discord's rules for a message's components. See "Component Reference" in its documentation.
    static final class ComponentRules {

        private static final int COMPONENTS = 40;
        private static final int LEGACY_ROWS = 5;
        private static final int TEXT = 4_000;
        private static final int DESCRIPTION = 1_024;
        private static final int URL_LENGTH = 512;
        private static final int LINK_STYLE = 5;
        private static final Set<String> SCHEMES = Set.of("http", "https", "discord");

        private final FormErrors errors;
        private final Set<String> customIds = new HashSet<>();
        private int count;
        private int text;
        private int bytes;

        ComponentRules(FormErrors errors) {
            this.errors = errors;
        }

        /// Returns the size of the texts in Discord's storage, in bytes. `v2` is the flag
        /// `IS_COMPONENTS_V2`.
        static int check(JsonNode components, boolean v2, String path, FormErrors errors) {
            ComponentRules rules = new ComponentRules(errors);
            rules.each(components, path, v2 ? ComponentType.TOP : ComponentType.LEGACY_TOP);
            if (v2) {
                if (rules.count > COMPONENTS) {
                    errors.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED");
                }
                if (rules.text > TEXT) {
                    errors.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED");
                }
            } else {
                errors.size(path, components.size(), 0, LEGACY_ROWS);
            }
            return rules.bytes;
        }

        private void each(JsonNode components, String path, Set<Integer> allowed) {
            for (int i = 0; i < components.size(); i++) {
                one(components.get(i), path + "." + i, allowed);
            }
        }

        private void one(JsonNode component, String path, Set<Integer> allowed) {
            count++;
            int type = component.path("type").asInt(-1);
            if (!allowed.contains(type)) {
                errors.add(path + ".type", "UNION_TYPE_CHOICES");
                return;
            }
            switch (type) {
                case ComponentType.ACTION_ROW -> row(component.path("components"), path + ".components");
                case ComponentType.CONTAINER -> container(component, path);
                case ComponentType.TEXT_DISPLAY -> text(component.path("content"), path + ".content");
                case ComponentType.SEPARATOR -> errors.range(path + ".spacing", component.path("spacing"), 1, 2);
                case ComponentType.MEDIA_GALLERY -> gallery(component.path("items"), path + ".items");
                case ComponentType.BUTTON -> button(component, path);
                case ComponentType.FILE -> require(component, "file", path);
                default -> select(component, path);
            }
        }

        private void row(JsonNode children, String path) {
            errors.size(path, children.size(), 1, 5);
            each(children, path, ComponentType.IN_ROW);
            for (int i = 0; i < children.size() && children.size() > 1; i++) {
                if (ComponentType.isSelect(children.get(i).path("type").asInt())) {
                    errors.add(path + "." + i, "COMPONENT_LAYOUT_WIDTH_EXCEEDED");
                }
            }
        }

        private void gallery(JsonNode items, String path) {
            errors.size(path, items.size(), 1, 10);
            for (int i = 0; i < items.size(); i++) {
                require(items.get(i), "media", path + "." + i);
                errors.length(path + "." + i + ".description", items.get(i).path("description"), 0, DESCRIPTION);
            }
        }

        private void container(JsonNode container, String path) {
            errors.range(path + ".accent_color", container.path("accent_color"), 0, 0xFFFFFF);
            errors.size(path + ".components", container.path("components").size(), 1, COMPONENTS);
            each(container.path("components"), path + ".components", ComponentType.IN_CONTAINER);
        }

        private void text(JsonNode content, String path) {
            if (content.isTextual() && content.textValue().isBlank()) {
                errors.add(path, "BASE_TYPE_BAD_LENGTH");
                return;
            }
            errors.length(path, content, 1, TEXT);
            text += content.asText().length();
            bytes += content.asText().getBytes(StandardCharsets.UTF_8).length + 12;
        }

        private void require(JsonNode component, String field, String path) {
            if (!component.path(field).isObject()) {
                errors.required(path + "." + field);
            }
        }

        private void button(JsonNode button, String path) {
            JsonNode style = button.path("style");
            if (!style.isInt()) {
                errors.required(path + ".style");
                return;
            }
            errors.range(path + ".style", style, 1, LINK_STYLE);
            errors.length(path + ".label", button.path("label"), 0, 80);
            if (style.intValue() == LINK_STYLE) {
                url(button.path("url"), path + ".url");
            } else {
                customId(button.path("custom_id"), path + ".custom_id");
                if (SandboxJson.filled(button.path("url"))) {
                    errors.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE");
                }
            }
            if (!SandboxJson.filled(button.path("label"))) {
                errors.add(path, "BUTTON_COMPONENT_INVALID_LABEL");
            }
        }

        private void select(JsonNode menu, String path) {
            customId(menu.path("custom_id"), path + ".custom_id");
            errors.length(path + ".placeholder", menu.path("placeholder"), 0, 150);
            errors.range(path + ".min_values", menu.path("min_values"), 0, 25);
            errors.range(path + ".max_values", menu.path("max_values"), 1, 25);
            JsonNode options = menu.path("options");
            errors.size(path + ".options", options.size(), 1, 25);
            Set<String> values = new HashSet<>();
            for (int i = 0; i < options.size(); i++) {
                option(options.get(i), path + ".options." + i, values);
            }
        }

        public void input(JsonNode input, String path) {
            if (input.path("type").asInt() == ComponentType.FILE_UPLOAD) {
                customId(input.path("custom_id"), path + ".custom_id");
                errors.range(path + ".min_values", input.path("min_values"), 0, UPLOADED_FILES);
                errors.range(path + ".max_values", input.path("max_values"), 1, UPLOADED_FILES);
                return;
            }
            if (input.path("type").asInt() != ComponentType.TEXT_INPUT) {
                errors.add(path + ".type", "UNION_TYPE_CHOICES");
                return;
            }
            customId(input.path("custom_id"), path + ".custom_id");
            errors.range(path + ".style", input.path("style"), 1, 2);
            errors.length(path + ".placeholder", input.path("placeholder"), 0, 100);
            errors.range(path + ".max_length", input.path("max_length"), 1, TEXT);
            errors.length(
                    path + ".value",
                    input.path("value"),
                    0,
                    input.path("max_length").asInt(TEXT));
        }

        private void option(JsonNode option, String path, Set<String> values) {
            errors.length(path + ".label", option.path("label"), 1, 100);
            errors.length(path + ".value", option.path("value"), 1, 100);
            errors.length(path + ".description", option.path("description"), 0, 100);
            if (!values.add(option.path("value").asText())) {
                errors.add(path + ".value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED");
            }
        }

        public void customId(JsonNode customId, String path) {
            errors.length(path, customId, 1, 100);
            if (customId.isTextual() && !customIds.add(customId.textValue())) {
                errors.add(path, "COMPONENT_CUSTOM_ID_DUPLICATED");
            }
        }

        private void url(JsonNode url, String path) {
            errors.length(path, url, 1, URL_LENGTH);
            if (!SandboxJson.filled(url)) {
                return;
            }
            URI uri;
            try {
                uri = URI.create(url.asText());
            } catch (IllegalArgumentException _) {
                errors.add(path, "URL_TYPE_INVALID_URL");
                return;
            }
            if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
                errors.add(path, "URL_TYPE_INVALID_SCHEME");
            } else if (uri.getRawAuthority() == null) {
                errors.add(path, "URL_TYPE_INVALID_URL");
            }
        }
    }
}
