package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Discord's rules for a message's components. See "Component Reference" in its documentation.
final class ComponentRules {

    private static final int COMPONENTS = 40;
    private static final int LEGACY_ROWS = 5;
    private static final int TEXT = 4_000;
    private static final int DESCRIPTION = 1_024;

    private final FormErrors errors;
    private final ControlRules controls;
    private int count;
    private int text;
    private int bytes;

    private ComponentRules(FormErrors errors) {
        this.errors = errors;
        this.controls = new ControlRules(errors);
    }

    /// Checks all components of a message.
    ///
    /// @param v2 true if the message has the flag `IS_COMPONENTS_V2`
    /// @return the size of the texts in Discord's storage, in bytes
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
            case ComponentType.SECTION -> section(component, path);
            case ComponentType.TEXT_DISPLAY -> text(component.path("content"), path + ".content");
            case ComponentType.SEPARATOR -> errors.range(path + ".spacing", component.path("spacing"), 1, 2);
            case ComponentType.MEDIA_GALLERY -> gallery(component.path("items"), path + ".items");
            case ComponentType.BUTTON -> controls.button(component, path);
            case ComponentType.THUMBNAIL -> require(component, "media", path);
            case ComponentType.FILE -> require(component, "file", path);
            default -> controls.select(component, path);
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

    private void section(JsonNode section, String path) {
        errors.size(path + ".components", section.path("components").size(), 1, 3);
        each(section.path("components"), path + ".components", ComponentType.IN_SECTION);
        if (require(section, "accessory", path)) {
            one(section.path("accessory"), path + ".accessory", ComponentType.ACCESSORY);
        }
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

    private boolean require(JsonNode component, String field, String path) {
        if (component.path(field).isObject()) {
            return true;
        }
        errors.required(path + "." + field);
        return false;
    }
}
