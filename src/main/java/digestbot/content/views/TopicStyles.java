package digestbot.content.views;

import digestbot.digest.Digest;
import digestbot.digest.Outlets;
import digestbot.digest.Perspective;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The configured emoji, colours and short names of topics and perspectives, with defaults.
///
/// @param topics the styles by the topic's id, ignoring case
/// @param outlets the labels of outlets, by the outlet's name ([Outlets#key])
public record TopicStyles(Map<String, TopicStyle> topics, Map<String, OutletLabel> outlets) {

    /// The defaults, without any configuration.
    public static final TopicStyles DEFAULT = new TopicStyles(Map.of());

    private static final TopicStyle PLAIN = new TopicStyle("", Map.of());

    public TopicStyles {
        topics = lowerCaseKeys(topics);
        outlets = outlets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> Outlets.key(entry.getKey()), Map.Entry::getValue));
    }

    /// Styles without outlets.
    public TopicStyles(Map<String, TopicStyle> topics) {
        this(topics, Map.of());
    }

    /// The style of a topic.
    ///
    /// @param emoji the emoji before its name; empty for none
    /// @param perspectives the styles of perspectives by id, ignoring case
    public record TopicStyle(String emoji, Map<String, PerspectiveStyleConfig> perspectives) {
        public TopicStyle {
            perspectives = lowerCaseKeys(perspectives);
        }
    }

    /// The configured style of a perspective; empty parts get their defaults.
    ///
    /// @param emoji the emoji; an empty string for no emoji
    /// @param colour 0xRRGGBB
    /// @param shortName the label for buttons, in the topic's main language
    public record PerspectiveStyleConfig(Optional<String> emoji, OptionalInt colour, Optional<String> shortName) {

        static final PerspectiveStyleConfig NONE =
                new PerspectiveStyleConfig(Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /// The topic's style; empty if none is configured.
    public TopicStyle topic(String topicId) {
        return topics.getOrDefault(topicId.toLowerCase(Locale.ROOT), PLAIN);
    }

    /// The perspective's style. The default emoji is a coloured dot, one of 20 by the number
    /// of the perspective's colour. The short name is used only for digests in the topic's main language.
    ///
    /// @param ordinal the perspective's place in the digest's perspectives, from 0
    public PerspectiveStyle perspective(Digest digest, int ordinal) {
        return perspective(digest, ordinal, PerspectivePalette.places(digest.perspectives())[ordinal]);
    }

    private PerspectiveStyle perspective(Digest digest, int ordinal, int place) {
        Perspective perspective = digest.perspectives().get(ordinal);
        PerspectiveStyleConfig own = configuredStyle(digest, perspective);
        return new PerspectiveStyle(
                own.emoji().orElseGet(() -> PerspectivePalette.dot(place)),
                own.colour().orElseGet(() -> PerspectivePalette.colour(place)),
                own.shortName()
                        .filter(name -> !name.isBlank() && digest.isInMainLanguage())
                        .orElse(perspective.name()));
    }

    /// The styles of all perspectives, in the digest's order.
    List<PerspectiveStyle> perspectives(Digest digest) {
        int[] places = PerspectivePalette.places(digest.perspectives());
        return IntStream.range(0, places.length)
                .mapToObj(ordinal -> perspective(digest, ordinal, places[ordinal]))
                .toList();
    }

    /// All colours that perspectives can have, as 0xRRGGBB, sorted.
    public SortedSet<Integer> colours() {
        return topics.values().stream()
                .flatMap(topic -> topic.perspectives().values().stream())
                .flatMap(perspective -> perspective.colour().stream().boxed())
                .collect(Collectors.toCollection(() -> new TreeSet<>(PerspectivePalette.colours())));
    }

    /// Tells whether the typed text is the perspective's id, name or short name (the latter in any
    /// language).
    public boolean hasName(Digest digest, Perspective perspective, String typed) {
        return perspective.id().equalsIgnoreCase(typed)
                || perspective.name().equalsIgnoreCase(typed)
                || configuredStyle(digest, perspective)
                        .shortName()
                        .filter(typed::equalsIgnoreCase)
                        .isPresent();
    }

    private PerspectiveStyleConfig configuredStyle(Digest digest, Perspective perspective) {
        return topic(digest.topic().id())
                .perspectives()
                .getOrDefault(perspective.id().toLowerCase(Locale.ROOT), PerspectiveStyleConfig.NONE);
    }

    /// The label of an outlet; empty parts if none is configured.
    OutletLabel outlet(String name) {
        return outlets.getOrDefault(Outlets.key(name), OutletLabel.NONE);
    }

    private static <V> Map<String, V> lowerCaseKeys(Map<String, V> map) {
        Map<String, V> lower = new HashMap<>();
        map.forEach((key, value) -> lower.put(key.toLowerCase(Locale.ROOT), value));
        return Map.copyOf(lower);
    }

    /// The emoji, colour and short name of a perspective.
    ///
    /// @param emoji empty for none
    /// @param colour 0xRRGGBB
    /// @param shortName for buttons; the perspective's name if nothing shorter is configured
    public record PerspectiveStyle(String emoji, int colour, String shortName) {

        /// The perspective's emoji and short name.
        public String label() {
            return (emoji + " " + shortName).strip();
        }
    }
}
