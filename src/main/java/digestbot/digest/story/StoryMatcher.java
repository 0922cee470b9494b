package digestbot.digest.story;

import digestbot.digest.DigestKey;
import digestbot.digest.Outlets;
import digestbot.digest.story.SharedStory.Voice;
import digestbot.digest.words.WordCutter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the stories that several texts report. The result does not depend on the order of the
/// texts.
public final class StoryMatcher {

    public static final double THRESHOLD = 0.6;
    /// The mean of two groups may fall this far below the threshold. A pair counts at most `ABOVE`
    /// above and `LEAST` below it.
    private static final double BELOW = 0.3;
    private static final double ABOVE = 2;
    private static final double LEAST = 4;
    private static final int MOST_COMPARED = 12;
    /// A reprint may change one word in this many.
    private static final int CHANGED = 6;

    private record Pair(int one, int other, double similarity) {
        private static final Comparator<Pair> ORDER = Comparator.comparingDouble(Pair::similarity)
                .reversed()
                .thenComparingInt(Pair::one)
                .thenComparingInt(Pair::other);
    }

    private final double threshold;
    private final Function<List<StoryText>, List<float[]>> embedding;

    public StoryMatcher() {
        this(THRESHOLD, _ -> List.of());
    }

    /// `threshold` is the lowest log-odds at which two texts report one event. `embedding` returns
    /// normalised vectors of the texts' meanings in any language, or none.
    public StoryMatcher(double threshold, Function<List<StoryText>, List<float[]>> embedding) {
        this.threshold = threshold;
        this.embedding = embedding;
    }

    /// The stories of all texts, also those that one voice alone tells, the highest score first.
    public List<SharedStory> all(Collection<StoryText> pool) {
        List<StoryText> texts = pool.stream().sorted(StoryText.ORDER).toList();
        List<Voice> voices = voices(texts);
        List<StoryText> first =
                voices.stream().map(voice -> voice.texts().getFirst()).toList();
        var similarity = new Similarity(first, embedding);
        return groups(similarity, voices.size()).stream()
                .map(group -> story(group, voices, similarity))
                .sorted(Comparator.comparingDouble(SharedStory::score)
                        .reversed()
                        .thenComparing(SharedStory::heading, StoryText.ORDER))
                .toList();
    }

    /// Whether the texts of two stories, taken together, tell one event. The pool has these texts and
    /// others of their topic, by which the words are weighed.
    BiPredicate<Set<StoryText>, Set<StoryText>> isOneEvent(Set<StoryText> pool) {
        List<StoryText> texts = pool.stream().sorted(StoryText.ORDER).toList();
        var similarity = new Similarity(texts, embedding);
        Map<StoryText, Integer> order =
                IntStream.range(0, texts.size()).boxed().collect(Collectors.toMap(texts::get, Function.identity()));
        Function<Set<StoryText>, List<Integer>> places =
                some -> some.stream().map(order::get).sorted().toList();
        return (one, other) -> holdTogether(places.apply(one), places.apply(other), similarity);
    }

    private static List<Voice> voices(List<StoryText> texts) {
        Map<List<String>, Voice> voices = new LinkedHashMap<>();
        for (StoryText text : texts) {
            voices.computeIfAbsent(
                            List.of(
                                    text.outlet().isEmpty() ? text.side() : "/",
                                    DigestKey.primary(text.language()),
                                    key(text)),
                            _ -> new Voice(new ArrayList<>()))
                    .texts()
                    .add(text);
        }
        return List.copyOf(voices.values());
    }

    private static String key(StoryText text) {
        return WordCutter.key(Outlets.bare(text.title(), text.outlet()));
    }

    /// Joins texts with the same numbers and almost the same words.
    private static List<Voice> distinct(List<Voice> voices) {
        List<Voice> distinct = new ArrayList<>();
        for (Voice voice : voices) {
            StoryText text = voice.texts().getFirst();
            distinct.stream()
                    .filter(other -> isReprint(other.texts().getFirst(), text))
                    .findFirst()
                    .orElseGet(() -> {
                        distinct.add(new Voice(new ArrayList<>()));
                        return distinct.getLast();
                    })
                    .texts()
                    .addAll(voice.texts());
        }
        return distinct;
    }

    private static boolean isReprint(StoryText one, StoryText other) {
        List<String> mine = List.of(key(one).split(" ", -1));
        List<String> theirs = List.of(key(other).split(" ", -1));
        List<String> common = mine.stream().filter(theirs::contains).toList();
        return !one.outlet().isEmpty()
                && !other.outlet().isEmpty()
                && common.equals(theirs.stream().filter(mine::contains).toList())
                && areFew(mine, common)
                && areFew(theirs, common);
    }

    /// A changed number makes a different text.
    private static boolean areFew(List<String> words, List<String> unchanged) {
        List<String> changed =
                words.stream().filter(word -> !unchanged.contains(word)).toList();
        return changed.size() <= unchanged.size() / CHANGED
                && changed.stream().noneMatch(word -> Character.isDigit(word.charAt(0)));
    }

    private List<List<Integer>> groups(Similarity similarity, int size) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int one = i;
            for (int other : similarity.candidates(one)) {
                double value = similarity.of(one, other);
                if (value >= threshold) {
                    pairs.add(new Pair(one, other, value));
                }
            }
        }
        pairs.sort(Pair.ORDER);
        List<List<Integer>> groups = new ArrayList<>();
        IntStream.range(0, size).forEach(i -> groups.add(List.of(i)));
        for (Pair pair : pairs) {
            List<Integer> one = groups.get(pair.one());
            List<Integer> other = groups.get(pair.other());
            if (!one.contains(pair.other()) && holdTogether(one, other, similarity)) {
                List<Integer> joined = new ArrayList<>(one);
                joined.addAll(other);
                joined.forEach(i -> groups.set(i, joined));
            }
        }
        return List.copyOf(new LinkedHashSet<>(groups));
    }

    /// Without this check, a chain of similar texts would join two events.
    private boolean holdTogether(List<Integer> one, List<Integer> other, Similarity similarity) {
        return one.stream()
                        .limit(MOST_COMPARED)
                        .flatMapToDouble(
                                i -> other.stream().limit(MOST_COMPARED).mapToDouble(j -> similarity.of(i, j)))
                        .map(value -> Math.clamp(value, threshold - LEAST, threshold + ABOVE))
                        .average()
                        .orElse(0)
                >= threshold - BELOW;
    }

    private SharedStory story(List<Integer> group, List<Voice> voices, Similarity similarity) {
        Map<Integer, Double> nearness = new HashMap<>();
        group.forEach(i -> nearness.put(
                i,
                group.stream()
                        .limit(MOST_COMPARED)
                        .filter(j -> !j.equals(i))
                        .mapToDouble(j -> similarity.of(i, j))
                        .sum()));
        List<Voice> told = nearness.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(member -> voices.get(member.getKey()))
                .toList();
        boolean alone = told.size() == 1 && told.getFirst().texts().size() == 1;
        List<StoryText> texts =
                told.stream().map(voice -> voice.texts().getFirst()).toList();
        return new SharedStory(distinct(told), alone ? List.of() : similarity.words(texts));
    }
}
