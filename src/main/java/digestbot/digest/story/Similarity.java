package digestbot.digest.story;

import digestbot.digest.DigestKey;
import digestbot.digest.story.Evidence.Compared;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Compares the texts of a pool in pairs.
final class Similarity {

    private static final double DESCRIPTION = 0.5;
    private static final double NAME = 1.3;
    private static final double CONCEPT = 0.7;
    /// The odds are even at this share of the way from the pool's mean cosine, which depends on the
    /// model, to 1. From there to 1 the log-odds grow by `SLOPE`.
    private static final double SAME_MEANING = 0.6;
    private static final double SLOPE = 5;

    private final TermReader reader;
    private final InvertedIndex index;
    private final List<Compared> texts = new ArrayList<>();
    private final List<float[]> meanings;
    private final double usualCosine;

    Similarity(List<StoryText> pool, Function<List<StoryText>, List<float[]>> embedding) {
        this.meanings = embedding.apply(pool);
        this.usualCosine = usualCosine(meanings);
        this.reader = new TermReader(pool);
        List<Map<Term, Double>> terms =
                pool.stream().map(text -> reader.terms(text, DESCRIPTION)).toList();
        this.index = new InvertedIndex(terms);
        for (int i = 0; i < pool.size(); i++) {
            Map<Integer, Double> all = new HashMap<>();
            Map<Integer, Double> title = new HashMap<>();
            terms.get(i).forEach((term, weight) -> {
                all.put(index.id(term), weight * weight(term));
                if (weight > DESCRIPTION) {
                    title.put(index.id(term), weight * weight(term));
                }
            });
            texts.add(new Compared(
                    DigestKey.primary(pool.get(i).language()),
                    TermVector.of(all, _ -> true),
                    TermVector.of(title, _ -> true),
                    TermVector.of(
                            title,
                            id -> !index.term(id).isName() && index.term(id).kind() != Term.Kind.NUMBER),
                    Evidence.orders(terms.get(i).keySet()),
                    StoryText.explains(pool.get(i).title()),
                    pool.get(i).time()));
        }
    }

    private double weight(Term term) {
        double idf = index.idf(index.id(term));
        return switch (term.kind()) {
            case WORD, NUMBER -> idf;
            case CONCEPT -> idf * CONCEPT;
            case NAME, ENTITY -> idf * NAME;
        };
    }

    List<String> words(List<StoryText> texts) {
        return new HeadingWords(reader, index).of(texts);
    }

    Collection<Integer> candidates(int text) {
        Collection<Integer> candidates = index.candidates(text, texts.get(text).all());
        IntStream.range(text + 1, meanings.size())
                .filter(other -> meaning(text, other) > 0)
                .forEach(candidates::add);
        return candidates;
    }

    /// The log-odds that both texts report one event.
    double of(int one, int other) {
        return Evidence.logOdds(texts.get(one), texts.get(other), index, meaning(one, other));
    }

    private double meaning(int one, int other) {
        if (usualCosine >= 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double unusual = (product(meanings.get(one), meanings.get(other)) - usualCosine) / (1 - usualCosine);
        return SLOPE * (unusual - SAME_MEANING) / (1 - SAME_MEANING);
    }

    private static double usualCosine(List<float[]> vectors) {
        if (vectors.size() < 2) {
            return 1;
        }
        var sum = new float[vectors.getFirst().length];
        vectors.forEach(vector -> IntStream.range(0, sum.length).forEach(i -> sum[i] += vector[i]));
        double size = vectors.size();
        return (product(sum, sum) - size) / (size * (size - 1));
    }

    private static double product(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
        }
        return product;
    }
}
