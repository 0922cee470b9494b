package digestbot.digest.story;

import digestbot.digest.DigestKey;
import digestbot.digest.words.NewsText;
import digestbot.digest.words.NewsText.Meaning;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The meanings of names and news words in a language, for the matcher.
final class Lexicon {

    private static final Map<String, Lexicon> OF_LANGUAGES = new ConcurrentHashMap<>();

    private final String language;
    private final Set<String> stopWords;

    private Lexicon(String language) {
        this.language = language;
        this.stopWords = NewsText.lines("/words/stopwords")
                .filter(line -> line.startsWith(language + " "))
                .flatMap(line -> Stream.of(line.split(" ", -1)).skip(1))
                .map(word -> WordCutter.key(word).replace(" ", ""))
                .collect(Collectors.toCollection(HashSet::new));
    }

    static Lexicon of(String language) {
        return OF_LANGUAGES.computeIfAbsent(DigestKey.primary(language), Lexicon::new);
    }

    boolean isStopWord(String folded) {
        return stopWords.contains(folded);
    }

    /// The names and concepts of the longest form that begins at a token.
    List<Meaning> longest(String line, List<Token> tokens, int from) {
        List<Meaning> all = NewsText.longest(line, tokens, from, language).stream()
                .filter(each -> each.kind().equals("concept")
                        || (each.kind().equals("name") && !each.key().startsWith("outlet ")))
                .sorted(Comparator.comparingInt(Meaning::to).reversed())
                .toList();
        return all.stream().filter(each -> each.to() == all.getFirst().to()).toList();
    }

    static Term term(Meaning meaning) {
        return meaning.kind().equals("name")
                ? new Term(Term.Kind.ENTITY, meaning.key())
                : new Term(Term.Kind.CONCEPT, meaning.key().substring("concept ".length()));
    }
}
