package digestbot.digest.story;

import digestbot.digest.story.Evidence.Compared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Compares the texts of a pool with each other, two by two.
final class Similarity {

    private static final double DESCRIPTION = 0.5;
    private static final double NAME = 1.3;
    private static final double CONCEPT = 0.7;
    /// The cosine of embeddings at which the odds are even, and how fast they grow from there.
    private static final double SAME_MEANING = 0.8;
    private static final double SLOPE = 20;
    private static final Pattern EXPLAINS = Pattern.compile(
            "(?:how|what|why|whose|who|when|explainer|opinion|analysis|wie|was|warum|kommentar|por qué|cómo|qué"
                    + "|análisis)\\b.*|.*(?:\\?|评论|社评|解读|kommentar|essay|opinion|opinión|explained|explainer"
                    + "|timeline|history|live updates|en vivo|en directo|liveticker|e-?paper|\\d+ [\\w -]*(?:reads|takeaways|things)|eligibility).*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final InvertedIndex index;
    private final List<Compared> texts = new ArrayList<>();
    private final List<Optional<float[]>> embeddings;

    Similarity(List<StoryText> pool, Function<StoryText, Optional<float[]>> embedding) {
        this.embeddings = pool.stream().map(embedding).toList();
        var reader = new TermReader(pool);
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
                    Lexicon.primary(pool.get(i).language()),
                    TermVector.of(all, _ -> true),
                    TermVector.of(title, _ -> true),
                    TermVector.of(all, id -> index.term(id).kind().isOfAllLanguages()),
                    TermVector.of(
                            title,
                            id -> !index.term(id).isName() && index.term(id).kind() != Term.Kind.NUMBER),
                    EXPLAINS.matcher(pool.get(i).title()).matches()));
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

    InvertedIndex index() {
        return index;
    }

    TermVector vector(int text) {
        return texts.get(text).all();
    }

    /// The logarithm of the odds that both texts tell of one event.
    double of(int one, int other) {
        double words = Evidence.logOdds(texts.get(one), texts.get(other), index);
        Optional<float[]> mine = embeddings.get(one);
        Optional<float[]> theirs = embeddings.get(other);
        return mine.isPresent() && theirs.isPresent()
                ? Math.max(words, (TermVector.cosine(mine.get(), theirs.get()) - SAME_MEANING) * SLOPE)
                : words;
    }
}
