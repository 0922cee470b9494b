package digestbot.digest.story;

import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.story.Comparison.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The stories of a digest that digests before it have, too.
///
/// @param earlier by the texts of these stories, the newest digest that has the story
public record Continuations(Map<StoryText, Earlier> earlier) {

    public static final Continuations NONE = new Continuations(Map.of());

    public record Earlier(long number, int revision, DigestKey key) {}

    /// `before` has the newest digest first.
    public static Continuations of(Digest digest, List<Earlier> before, Function<Earlier, Digest> content) {
        Comparison now = Comparison.of(digest);
        Map<StoryText, Earlier> found = new HashMap<>();
        before.forEach(earlier -> continued(now, Comparison.of(content.apply(earlier)))
                .forEach(row -> row.texts().forEach(text -> found.putIfAbsent(text, earlier))));
        return new Continuations(Map.copyOf(found));
    }

    /// Compares the rows first by their own texts, which is fast, and then among all texts.
    private static List<Row> continued(Comparison now, Comparison before) {
        List<Row> continued = before.rows().isEmpty() ? List.of() : now.rows();
        List<Function<Comparison, Stream<StoryText>>> pools = List.of(
                each -> each.rows().stream().flatMap(row -> row.texts().stream()), each -> each.texts().stream());
        for (Function<Comparison, Stream<StoryText>> pool : pools) {
            if (!continued.isEmpty()) {
                BiPredicate<Set<StoryText>, Set<StoryText>> isOne = new StoryMatcher()
                        .isOneEvent(Stream.of(now, before).flatMap(pool).collect(Collectors.toSet()));
                continued = continued.stream()
                        .filter(row -> before.rows().stream().anyMatch(old -> isOne.test(row.texts(), old.texts())))
                        .toList();
            }
        }
        return continued;
    }

    /// The newest digest that has the story of the row, which may lack texts that a reader muted.
    public Optional<Earlier> of(Row row) {
        List<Earlier> told =
                row.texts().stream().map(earlier::get).filter(Objects::nonNull).toList();
        return told.stream()
                .findFirst()
                .filter(_ -> Set.copyOf(told).size() == 1
                        && told.size() * 2 > row.texts().size());
    }
}
