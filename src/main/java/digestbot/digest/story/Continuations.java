package digestbot.digest.story;

import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.story.Comparison.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The stories of a digest that digests before it have, too.
///
/// @param earlier by the titles of their texts, the newest digest that has the story
public record Continuations(Map<String, Earlier> earlier) {

    public static final Continuations NONE = new Continuations(Map.of());

    public record Earlier(long number, int revision, DigestKey key) {}

    /// `before` has the newest digest first.
    public static Continuations of(Digest digest, List<Earlier> before, Function<Earlier, Digest> content) {
        Comparison now = Comparison.of(digest);
        Map<String, Earlier> found = new HashMap<>();
        before.forEach(earlier -> continued(now, Comparison.of(content.apply(earlier)))
                .forEach(row -> row.texts().forEach(text -> found.putIfAbsent(text.title(), earlier))));
        return new Continuations(Map.copyOf(found));
    }

    /// Compares the rows first by their own texts, which is fast, and then among all texts.
    private static List<Row> continued(Comparison now, Comparison before) {
        List<Row> continued = before.rows().isEmpty() ? List.of() : now.rows();
        for (boolean amongAll : new boolean[] {false, true}) {
            if (!continued.isEmpty()) {
                Stream<Set<StoryText>> texts = Stream.of(now, before)
                        .flatMap(each -> amongAll
                                ? Stream.of(each.texts())
                                : each.rows().stream().map(Row::texts));
                var isOne =
                        new StoryMatcher().isOneEvent(texts.flatMap(Set::stream).collect(Collectors.toSet()));
                continued = continued.stream()
                        .filter(row -> before.rows().stream().anyMatch(old -> isOne.test(row.texts(), old.texts())))
                        .toList();
            }
        }
        return continued;
    }

    /// The newest digest that has the story of the row, which may lack texts that a reader muted.
    public Optional<Earlier> of(Row row) {
        List<Optional<Earlier>> told = row.texts().stream()
                .map(text -> Optional.ofNullable(earlier.get(text.title())))
                .distinct()
                .toList();
        return told.size() == 1 ? told.getFirst() : Optional.empty();
    }
}
