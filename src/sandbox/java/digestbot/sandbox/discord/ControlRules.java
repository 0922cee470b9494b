package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxJson;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/// Discord's rules for buttons and select menus. See "Button" and "String Select" in its component
/// reference.
public final class ControlRules {

    private static final int URL_LENGTH = 512;
    private static final int LINK_STYLE = 5;
    private static final int PREMIUM_STYLE = 6;
    private static final Set<String> SCHEMES = Set.of("http", "https", "discord");

    private final FormErrors errors;
    private final Set<String> customIds = new HashSet<>();

    private static final int MAX_TEXT = 4_000;
    private static final int MAX_FILES = 10;

    public ControlRules(FormErrors errors) {
        this.errors = errors;
    }

    void button(JsonNode button, String path) {
        JsonNode style = button.path("style");
        if (!style.isInt()) {
            errors.required(path + ".style");
            return;
        }
        errors.range(path + ".style", style, 1, PREMIUM_STYLE);
        errors.length(path + ".label", button.path("label"), 0, 80);
        emoji(button.path("emoji"), path + ".emoji");
        if (style.intValue() == LINK_STYLE) {
            url(button.path("url"), path + ".url");
        } else if (style.intValue() != PREMIUM_STYLE) {
            customId(button.path("custom_id"), path + ".custom_id");
            if (SandboxJson.filled(button.path("url"))) {
                errors.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE");
            }
        }
        if (!SandboxJson.filled(button.path("label"))
                && !SandboxJson.filled(button.path("emoji"))
                && style.intValue() != PREMIUM_STYLE) {
            errors.add(path, "BUTTON_COMPONENT_INVALID_LABEL");
        }
    }

    void select(JsonNode menu, String path) {
        customId(menu.path("custom_id"), path + ".custom_id");
        errors.length(path + ".placeholder", menu.path("placeholder"), 0, 150);
        errors.range(path + ".min_values", menu.path("min_values"), 0, 25);
        errors.range(path + ".max_values", menu.path("max_values"), 1, 25);
        if (menu.path("type").asInt() != ComponentType.STRING_SELECT) {
            return;
        }
        JsonNode options = menu.path("options");
        errors.size(path + ".options", options.size(), 1, 25);
        if (options.size() < menu.path("min_values").asInt(0)) {
            errors.add(path + ".min_values", "SELECT_COMPONENT_MIN_VALUES");
        }
        Set<String> values = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            option(options.get(i), path + ".options." + i, values);
        }
    }

    /// The field of a form for a text or for files.
    public void input(JsonNode input, String path) {
        if (input.path("type").asInt() == ComponentType.FILE_UPLOAD) {
            customId(input.path("custom_id"), path + ".custom_id");
            errors.range(path + ".min_values", input.path("min_values"), 0, MAX_FILES);
            errors.range(path + ".max_values", input.path("max_values"), 1, MAX_FILES);
            return;
        }
        if (input.path("type").asInt() != ComponentType.TEXT_INPUT) {
            errors.add(path + ".type", "UNION_TYPE_CHOICES");
            return;
        }
        customId(input.path("custom_id"), path + ".custom_id");
        errors.range(path + ".style", input.path("style"), 1, 2);
        errors.length(path + ".placeholder", input.path("placeholder"), 0, 100);
        errors.range(path + ".max_length", input.path("max_length"), 1, MAX_TEXT);
        errors.length(
                path + ".value",
                input.path("value"),
                0,
                input.path("max_length").asInt(MAX_TEXT));
    }

    private void option(JsonNode option, String path, Set<String> values) {
        errors.length(path + ".label", option.path("label"), 1, 100);
        errors.length(path + ".value", option.path("value"), 1, 100);
        errors.length(path + ".description", option.path("description"), 0, 100);
        emoji(option.path("emoji"), path + ".emoji");
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

    /// Checks an emoji: a custom emoji has an id, and any other must be a Unicode emoji, so that
    /// plain words are rejected.
    private void emoji(JsonNode emoji, String path) {
        if (!emoji.isObject() || SandboxJson.filled(emoji.path("id"))) {
            return;
        }
        String name = emoji.path("name").asText("");
        boolean plain = name.codePoints().allMatch(c -> c < 0x80 || !Character.isEmoji(c));
        if (plain) {
            errors.add(path + ".name", "COMPONENT_INVALID_EMOJI");
        }
    }
}
