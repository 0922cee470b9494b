package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Stream;

/// Discord's component types, and where each may be used. See "Component Object" in its
/// documentation.
public final class ComponentType {

    public static final int ACTION_ROW = 1;
    public static final int BUTTON = 2;
    public static final int STRING_SELECT = 3;
    public static final int TEXT_INPUT = 4;
    static final int MENTIONABLE_SELECT = 7;
    static final int CHANNEL_SELECT = 8;
    public static final int SECTION = 9;
    public static final int TEXT_DISPLAY = 10;
    public static final int THUMBNAIL = 11;
    public static final int MEDIA_GALLERY = 12;
    public static final int FILE = 13;
    public static final int SEPARATOR = 14;
    public static final int CONTAINER = 17;
    public static final int LABEL = 18;
    public static final int FILE_UPLOAD = 19;

    public static final Set<Integer> LEGACY_TOP = Set.of(ACTION_ROW);
    public static final Set<Integer> TOP =
            Set.of(ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER);
    public static final Set<Integer> IN_CONTAINER =
            Set.of(ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR);
    public static final Set<Integer> IN_ROW = Set.of(BUTTON, STRING_SELECT, 5, 6, MENTIONABLE_SELECT, CHANNEL_SELECT);
    public static final Set<Integer> IN_SECTION = Set.of(TEXT_DISPLAY);
    public static final Set<Integer> ACCESSORY = Set.of(BUTTON, THUMBNAIL);

    private ComponentType() {}

    /// Includes all that are in the components, top to bottom.
    static Stream<JsonNode> all(JsonNode components) {
        return components
                .valueStream()
                .flatMap(component -> Stream.of(
                                Stream.of(component),
                                all(component.path("components")),
                                Stream.of(component.path("accessory")).filter(JsonNode::isObject))
                        .flatMap(part -> part));
    }

    public static boolean isSelect(int type) {
        return IN_ROW.contains(type) && type != BUTTON;
    }
}
