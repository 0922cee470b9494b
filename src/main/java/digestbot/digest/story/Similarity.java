package digestbot.digest.story;

import digestbot.digest.DigestKey;
import digestbot.digest.story.Evidence.Compared;
import digestbot.digest.story.TermReader.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Compares the texts of a pool in pairs.
final class Similarity {

    private static final double DESCRIPTION = 0.5;
    private static final double NAME = 1.3;
    private static final double CONCEPT = 0.7;
    /// The odds are even at this share of the way from the pool's mean cosine, which depends on the
    /// model, to 1. From there to 1 the log-odds grow by `SLOPE`.
    private static final double SAME_MEANING = 0.6;
    private static final double SLOPE = 5;
    private static final int MOST_WORDS = 3;
    private static final int MOST_NAMES = 2;
    private static final int LONGEST = 12;

    /// Adjacent terms, with their forms in the heading's language; a form is empty if only texts in
    /// other languages have it.
    private record Phrase(List<Term> terms, List<String> forms) {

        boolean isName() {
            return terms.getFirst().isName();
        }

        Stream<String> readable() {
            return forms.stream().filter(form -> !form.isEmpty());
        }

        /// The most frequent form, the first of several.
        String form() {
            Map<String, Long> counts = readable()
                    .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
            return counts.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue())
                    .orElseThrow()
                    .getKey();
        }
    }

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

    /// The texts after this one that may tell of its event.
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

    /// The words by which people know a story: words that several of its texts share, or words of its
    /// only text, in the form that the texts use. Names come first. The first text is the heading.
    List<String> words(List<StoryText> texts) {
        List<Phrase> best = phrases(texts)
                .filter(phrase -> phrase.forms().size() >= Math.min(2, texts.size())
                        && phrase.readable().findAny().isPresent())
                .sorted(Comparator.comparingDouble(phrase -> -weight(phrase)))
                .toList();
        List<Phrase> chosen = new ArrayList<>();
        best.stream().filter(Phrase::isName).limit(1).forEach(chosen::add);
        for (Phrase phrase : best) {
            boolean free = chosen.stream().allMatch(other -> Collections.disjoint(other.terms(), phrase.terms()));
            if (free && chosen.size() < MOST_WORDS && (!phrase.isName() || chosen.size() < MOST_NAMES)) {
                chosen.add(phrase);
            }
        }
        return chosen.stream()
                .sorted(Comparator.comparing(Phrase::isName).reversed())
                .map(Phrase::form)
                .toList();
    }

    private double weight(Phrase phrase) {
        return phrase.terms().stream()
                .mapToDouble(term -> index.idf(index.id(term)))
                .sum();
    }

    private Stream<Phrase> phrases(List<StoryText> texts) {
        String language = DigestKey.primary(texts.getFirst().language());
        Map<List<Term>, Phrase> phrases = new LinkedHashMap<>();
        for (StoryText text : texts) {
            boolean readable = DigestKey.primary(text.language()).equals(language);
            forms(reader.written(text))
                    .forEach((terms, form) -> phrases.computeIfAbsent(terms, _ -> new Phrase(terms, new ArrayList<>()))
                            .forms()
                            .add(readable ? form : ""));
        }
        return phrases.values().stream();
    }

    /// All phrases of a text, each as it is first written.
    private static Map<List<Term>, String> forms(List<Written> written) {
        Map<List<Term>, String> forms = new LinkedHashMap<>();
        for (int from = 0; from < written.size(); from++) {
            Written first = written.get(from);
            List<Term> terms = new ArrayList<>();
            for (int to = from; to < Math.min(written.size(), from + LONGEST); to++) {
                Written last = written.get(to);
                boolean bare = last.term().kind() == Term.Kind.NUMBER
                        && last.term().unit().isEmpty();
                if (bare || (to > from && !written.get(to - 1).isBefore(last))) {
                    break;
                }
                terms.add(last.term());
                forms.putIfAbsent(List.copyOf(terms), first.to(last));
            }
        }
        return forms;
    }
}
