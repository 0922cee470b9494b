package digestbot.digest.story;

import digestbot.digest.story.SharedStory.Voice;
import digestbot.digest.words.WordCutter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Finds the stories that several texts tell. The result does not depend on the texts' order.
public final class StoryMatcher {

    public static final double THRESHOLD = 0.5;
    /// How far the mean of two groups may be below the threshold, and how far above one pair counts.
    private static final double BELOW = 0.5;
    private static final double ABOVE = 2;
    private static final int MOST_COMPARED = 12;

    private record Pair(int one, int other, double similarity) {
        private static final Comparator<Pair> ORDER = Comparator.comparingDouble(Pair::similarity)
                .reversed()
                .thenComparingInt(Pair::one)
                .thenComparingInt(Pair::other);
    }

    private final double threshold;
    private final Function<StoryText, Optional<float[]>> embedding;

    public StoryMatcher() {
        this(THRESHOLD, _ -> Optional.empty());
    }

    /// The threshold is the least logarithm of the odds that two texts tell of one event. The embedding of a text, if
    /// it has one, tells of its meaning in any language.
    public StoryMatcher(double threshold, Function<StoryText, Optional<float[]>> embedding) {
        this.threshold = threshold;
        this.embedding = embedding;
    }

    /// The stories of at least two voices, the highest score first.
    public List<SharedStory> stories(Collection<StoryText> pool) {
        List<StoryText> texts = pool.stream().sorted(StoryText.ORDER).toList();
        List<Voice> voices = voices(texts);
        List<StoryText> first =
                voices.stream().map(voice -> voice.texts().getFirst()).toList();
        var similarity = new Similarity(first, embedding);
        return groups(similarity, voices.size()).stream()
                .filter(group -> group.size() > 1)
                .map(group -> story(group, voices, similarity))
                .sorted(Comparator.comparingDouble(SharedStory::score)
                        .reversed()
                        .thenComparing(SharedStory::heading, StoryText.ORDER))
                .toList();
    }

    /// The known stories that each story of the texts continues.
    public Map<SharedStory, List<SharedStory>> continued(List<SharedStory> known, Collection<StoryText> texts) {
        List<StoryText> union = new ArrayList<>(texts);
        known.forEach(story -> union.addAll(story.texts()));
        Map<SharedStory, List<SharedStory>> continued = new LinkedHashMap<>();
        for (SharedStory story : stories(union)) {
            List<StoryText> members = story.texts();
            List<SharedStory> before = known.stream()
                    .filter(each -> each.texts().stream().anyMatch(members::contains))
                    .toList();
            if (!before.isEmpty() && texts.stream().anyMatch(members::contains)) {
                continued.put(story, before);
            }
        }
        return continued;
    }

    private static List<Voice> voices(List<StoryText> texts) {
        Map<String, Voice> voices = new LinkedHashMap<>();
        for (StoryText text : texts) {
            voices.computeIfAbsent(
                            Lexicon.primary(text.language()) + " " + WordCutter.key(text.title()),
                            _ -> new Voice(new ArrayList<>()))
                    .texts()
                    .add(text);
        }
        return List.copyOf(voices.values());
    }

    private List<List<Integer>> groups(Similarity similarity, int size) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int one = i;
            for (int other : similarity.index().candidates(one, similarity.vector(one))) {
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
            if (one != other && holdTogether(one, other, similarity)) {
                List<Integer> joined = new ArrayList<>(one);
                joined.addAll(other);
                joined.forEach(i -> groups.set(i, joined));
            }
        }
        return List.copyOf(new LinkedHashSet<>(groups));
    }

    /// Without this, a chain of texts, each like the next, would join two events.
    private boolean holdTogether(List<Integer> one, List<Integer> other, Similarity similarity) {
        return one.stream()
                        .limit(MOST_COMPARED)
                        .flatMapToDouble(
                                i -> other.stream().limit(MOST_COMPARED).mapToDouble(j -> similarity.of(i, j)))
                        .map(value -> Math.clamp(value, threshold - 3, threshold + ABOVE))
                        .average()
                        .orElse(0)
                >= threshold - BELOW;
    }

    private SharedStory story(List<Integer> group, List<Voice> voices, Similarity similarity) {
        List<Integer> members = group.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> -group.stream()
                                .limit(MOST_COMPARED)
                                .filter(j -> !j.equals(i))
                                .mapToDouble(j -> similarity.of(i, j))
                                .sum())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Map<Integer, Integer> counts = new TreeMap<>();
        members.forEach(i -> IntStream.of(similarity.vector(i).ids()).forEach(id -> counts.merge(id, 1, Integer::sum)));
        List<String> words = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .sorted(Comparator.comparingDouble(entry -> -similarity.index().idf(entry.getKey())))
                .map(entry -> similarity.index().term(entry.getKey()).text())
                .toList();
        return new SharedStory(members.stream().map(voices::get).toList(), words);
    }
}
