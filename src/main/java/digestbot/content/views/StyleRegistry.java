package digestbot.content.views;

import digestbot.config.Key;
import digestbot.digest.Digest;
import digestbot.digest.OutletKind;
import digestbot.digest.Outlets;
import digestbot.digest.Perspective;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The configured emoji, colours and short names of topics and perspectives, with defaults.
///
/// @param topics the styles by topic id, ignoring case
/// @param outlets the labels by outlet name ([Outlets#key])
public record StyleRegistry(Map<String, TopicStyle> topics, Map<String, OutletLabel> outlets) {

    public static final StyleRegistry DEFAULT = new StyleRegistry(Map.of());

    private static final TopicStyle PLAIN = new TopicStyle("", false, Map.of());

    public StyleRegistry {
        topics = lowerCaseKeys(topics);
        outlets = outlets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> Outlets.key(entry.getKey()), Map.Entry::getValue));
    }

    public StyleRegistry(Map<String, TopicStyle> topics) {
        this(topics, Map.of());
    }

    /// The style of a topic. An empty emoji stands for none. Perspectives are found by id, ignoring
    /// case.
    ///
    /// @param blindSpots true if round-ups end with the points that only one perspective reported
    public record TopicStyle(String emoji, boolean blindSpots, Map<String, PerspectiveStyleConfig> perspectives) {
        public TopicStyle {
            perspectives = lowerCaseKeys(perspectives);
        }
    }

    /// The configured style. Absent parts get their defaults, whereas an empty text means no emoji.
    /// The short name is for buttons, in the topic's main language.
    public record PerspectiveStyleConfig(
            @Key(keepsEmpty = true) Optional<String> emoji,

            @Key(parse = "colour", expected = "a colour in quotes such as \"#3b6fb6\"")
            OptionalInt colour,

            @Key(name = "short", keepsEmpty = true) Optional<String> shortName) {

        static Optional<Integer> colour(String text) {
            return Optional.of(text)
                    .filter(colour -> colour.matches("#[0-9a-fA-F]{6}"))
                    .map(colour -> Integer.parseInt(colour.substring(1), 16));
        }

        static final PerspectiveStyleConfig NONE =
                new PerspectiveStyleConfig(Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    public TopicStyle topic(String topicId) {
        return topics.getOrDefault(topicId.toLowerCase(Locale.ROOT), PLAIN);
    }

    /// The style of a perspective. The default emoji is the flag of the country that the
    /// perspective is named after, or else one of 20 coloured dots, chosen by the number of the
    /// perspective's colour. The short name is used only for digests in the topic's main language.
    public PerspectiveStyle perspective(Digest digest, int ordinal) {
        return perspectives(digest).get(ordinal);
    }

    List<PerspectiveStyle> perspectives(Digest digest) {
        List<OptionalInt> colours = digest.perspectives().stream()
                .map(perspective -> colour(digest, perspective))
                .toList();
        int[] places = PerspectivePalette.places(digest.perspectives(), colours, configuredColours());
        return IntStream.range(0, places.length)
                .mapToObj(ordinal -> {
                    Perspective perspective = digest.perspectives().get(ordinal);
                    PerspectiveStyleConfig own = configuredStyle(digest, perspective);
                    return new PerspectiveStyle(
                            own.emoji()
                                    .or(() -> CountryFlags.of(perspective))
                                    .orElseGet(() -> PerspectivePalette.dot(places[ordinal])),
                            colours.get(ordinal).orElseGet(() -> PerspectivePalette.colour(places[ordinal])),
                            own.shortName()
                                    .filter(name -> !name.isBlank() && digest.isInMainLanguage())
                                    .orElse(perspective.name()));
                })
                .toList();
    }

    /// All colours that perspectives can have, as 0xRRGGBB.
    public SortedSet<Integer> colours() {
        return configuredColours().collect(Collectors.toCollection(() -> new TreeSet<>(PerspectivePalette.colours())));
    }

    private Stream<Integer> configuredColours() {
        return topics.values().stream()
                .flatMap(topic -> topic.perspectives().values().stream())
                .flatMap(perspective -> perspective.colour().stream().boxed());
    }

    /// The colour that is configured for the perspective in the digest's topic, or else in the first
    /// other one, so that it has the same colour everywhere.
    private OptionalInt colour(Digest digest, Perspective perspective) {
        String id = perspective.id().toLowerCase(Locale.ROOT);
        return Stream.concat(Stream.of(topic(digest.topic().id())), new TreeMap<>(topics).values().stream())
                .flatMapToInt(
                        topic -> topic.perspectives().getOrDefault(id, PerspectiveStyleConfig.NONE).colour().stream())
                .findFirst();
    }

    /// Whether the typed text is the perspective's id, its name, or its short name in any language.
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

    OutletLabel outlet(String name) {
        return outlets.getOrDefault(Outlets.key(name), OutletLabel.NONE);
    }

    private static <V> Map<String, V> lowerCaseKeys(Map<String, V> map) {
        Map<String, V> lower = new HashMap<>();
        map.forEach((key, value) -> lower.put(key.toLowerCase(Locale.ROOT), value));
        return Map.copyOf(lower);
    }

    /// The style of a perspective. The emoji is empty for none; the colour is 0xRRGGBB. The short
    /// name is the full name if nothing shorter is configured.
    public record PerspectiveStyle(String emoji, int colour, String shortName) {

        public String label() {
            return (emoji + " " + shortName).strip();
        }
    }

    /// The configured facts about an outlet.
    ///
    /// @param country the country code, such as `CN`; empty if none is configured
    /// @param note a few words for readers; empty if there are none
    public record OutletLabel(String country, Optional<OutletKind> kind, String note) {

        public static final OutletLabel NONE = new OutletLabel("", Optional.empty(), "");
    }
}
