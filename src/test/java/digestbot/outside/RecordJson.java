package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// A case of a sealed interface of records as JSON, `{case: "Throttled", requests: 2, retryAfter: "PT1S"}`, so that a
/// new case needs nothing here. Components may be numbers, texts, flags, durations and enums.
final class RecordJson {

    private RecordJson() {}

    static ObjectNode write(Record value) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("case", value.getClass().getSimpleName());
        try {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                json.put(component.getName(), String.valueOf(accessor.invoke(value)));
            }
            return json;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot write " + value, e);
        }
    }

    static <T> T read(Class<T> sealed, JsonNode json) {
        Class<?> type = Arrays.stream(sealed.getPermittedSubclasses())
                .filter(each -> each.getSimpleName().equals(json.path("case").asText()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + sealed.getSimpleName() + " is " + json));
        RecordComponent[] components = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return sealed.cast(constructor.newInstance(Arrays.stream(components)
                    .map(each -> value(each.getType(), json.path(each.getName()).asText()))
                    .toArray()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot read " + json, e);
        }
    }

    private static Object value(Class<?> type, String text) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.toString().equals(text))
                    .findFirst()
                    .orElseThrow();
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "int", "integer" -> Integer.valueOf(text);
            case "long" -> Long.valueOf(text);
            case "double" -> Double.valueOf(text);
            case "boolean" -> Boolean.valueOf(text);
            case "duration" -> Duration.parse(text);
            case "string" -> text;
            default -> throw new IllegalArgumentException("a fault cannot have a " + type);
        };
    }
}
