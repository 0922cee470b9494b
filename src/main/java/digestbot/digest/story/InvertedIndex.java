package digestbot.digest.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Knows in which texts of a pool each term occurs. Frequencies are smoothed, because nearly all
/// terms are rare in a pool of twenty texts.
final class InvertedIndex {

    private static final int MOST_POSTINGS = 40;
    private static final int SMALL = 40;
    private static final double SMOOTHING = 30;
    private static final double RAREST = 4.7;

    private final int size;
    private final Map<Term, Integer> ids = new HashMap<>();
    private final List<Term> terms = new ArrayList<>();
    private final List<List<Integer>> postings = new ArrayList<>();

    InvertedIndex(Collection<Map<Term, Double>> texts) {
        this.size = texts.size();
        int text = 0;
        for (Map<Term, Double> each : texts) {
            for (Term term : each.keySet()) {
                int id = ids.computeIfAbsent(term, _ -> {
                    terms.add(term);
                    postings.add(new ArrayList<>());
                    return terms.size() - 1;
                });
                postings.get(id).add(text);
            }
            text++;
        }
    }

    int id(Term term) {
        return Objects.requireNonNull(ids.get(term));
    }

    Term term(int id) {
        return terms.get(id);
    }

    double frequency(int id) {
        return (double) postings.get(id).size() / Math.max(size, SMALL);
    }

    /// The inverse document frequency. Smoothing gives a term of one text about the same value in
    /// every pool.
    double idf(int id) {
        return RAREST
                * Math.log(smoothed(postings.get(id).size(), terms.get(id).usualFrequency()))
                / Math.log(smoothed(1, Term.RARE));
    }

    private double smoothed(int texts, double usual) {
        return (size + SMOOTHING) / (texts + SMOOTHING * usual);
    }

    double weight(int[] ids, IntPredicate kind) {
        return IntStream.of(ids).filter(kind).mapToDouble(this::idf).sum();
    }

    /// The later texts that share a rare term with this text.
    Collection<Integer> candidates(int text, TermVector vector) {
        var candidates = new TreeSet<Integer>();
        IntStream.of(vector.ids())
                .filter(id -> postings.get(id).size() <= Math.max(MOST_POSTINGS, size / MOST_POSTINGS))
                .forEach(id ->
                        postings.get(id).stream().filter(other -> other > text).forEach(candidates::add));
        return candidates;
    }
}
