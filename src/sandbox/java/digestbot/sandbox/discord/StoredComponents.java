package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.util.HashSet;
import java.util.Set;

/// Components as Discord stores and returns them: each has a number, and missing fields have their
/// defaults.
public final class StoredComponents {

    private final Set<Integer> taken = new HashSet<>();
    private int next = 1;

    private StoredComponents() {}

    public static ArrayNode of(JsonNode components) {
        StoredComponents stored = new StoredComponents();
        ArrayNode copy = components.isArray() ? components.deepCopy() : SandboxJson.array();
        stored.reserve(copy);
        copy.forEach(stored::complete);
        return copy;
    }

    private void reserve(JsonNode components) {
        for (JsonNode component : components) {
            taken.add(component.path("id").asInt(0));
            reserve(SandboxJson.items(component.path("components")));
            taken.add(component.path("accessory").path("id").asInt(0));
        }
    }

    private void complete(JsonNode node) {
        if (!(node instanceof ObjectNode component)) {
            return;
        }
        if (component.path("id").asInt(0) == 0) {
            while (!taken.add(next)) {
                next++;
            }
            component.put("id", next);
        }
        switch (component.path("type").asInt()) {
            case ComponentType.SEPARATOR -> preset(component, "{\"divider\": true, \"spacing\": 1}");
            case ComponentType.CONTAINER -> preset(component, "{\"accent_color\": null, \"spoiler\": false}");
            case ComponentType.STRING_SELECT -> preset(component, "{\"min_values\": 1, \"max_values\": 1}");
            default -> {}
        }
        SandboxJson.items(component.path("components")).forEach(this::complete);
        complete(component.path("accessory"));
    }

    private static void preset(ObjectNode component, String defaults) {
        SandboxJson.object(defaults)
                .properties()
                .forEach(field -> component.putIfAbsent(field.getKey(), field.getValue()));
    }
}
