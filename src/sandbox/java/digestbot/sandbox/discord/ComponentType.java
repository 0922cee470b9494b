package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Stream;

/// The component types that a bot of digests uses, with Discord's numbers, and where each may be
/// used. See "Component Object" in its documentation.
public final class ComponentType {

    public static final int ACTION_ROW = 1;
    public static final int BUTTON = 2;
    public static final int STRING_SELECT = 3;
    public static final int TEXT_INPUT = 4;
    public static final int TEXT_DISPLAY = 10;
    public static final int MEDIA_GALLERY = 12;
    public static final int FILE = 13;
    public static final int SEPARATOR = 14;
    public static final int CONTAINER = 17;
    public static final int LABEL = 18;
    public static final int FILE_UPLOAD = 19;

    public static final Set<Integer> LEGACY_TOP = Set.of(ACTION_ROW);
    public static final Set<Integer> TOP = Set.of(ACTION_ROW, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER);
    public static final Set<Integer> IN_CONTAINER = Set.of(ACTION_ROW, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR);
    public static final Set<Integer> IN_ROW = Set.of(BUTTON, STRING_SELECT);

    private ComponentType() {}

    /// Includes all that are in the components, top to bottom.
    static Stream<JsonNode> all(JsonNode components) {
        return components
                .valueStream()
                .flatMap(component -> Stream.concat(Stream.of(component), all(component.path("components"))));
    }

    public static boolean isSelect(int type) {
        return type == STRING_SELECT;
    }
}
