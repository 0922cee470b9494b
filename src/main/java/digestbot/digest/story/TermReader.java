package digestbot.digest.story;

import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the terms of the texts of a pool. Which words are names, and of which words German
/// compounds are made, it learns from the whole pool.
final class TermReader {

    private static final Pattern INITIALS = Pattern.compile("(?<!\\p{L})(?:\\p{Lu}\\.){2,}");
    private static final String ENDS = ".?!:;|–—\"“”„‘«»(…-";
    private static final double TITLE_CASE = 0.7;
    private static final int SHORTEST_NAME = 3;
    private static final int SHORTEST_PART = 5;
    /// What each further part of a name adds.
    private static final double FURTHER = 0.6;

    /// A token that is neither a number nor in the table.
    private record Word(String folded, boolean capitalised, boolean first) {}

    /// One line of a text.
    private record Reading(String language, List<Term> terms, List<Word> words, boolean titleCase) {}

    private final Map<StoryText, List<Reading>> readings = new HashMap<>();
    private final Set<String> capitalised = new HashSet<>();
    private final Set<String> lowerCase = new HashSet<>();
    private final Set<String> germanStems = new HashSet<>();

    TermReader(Collection<StoryText> pool) {
        for (StoryText text : pool) {
            Reading title = read(text.title(), text.language());
            Reading description = read(text.description(), text.language());
            readings.put(text, List.of(title, description));
            learn(title);
            learn(description);
        }
        capitalised.removeAll(lowerCase);
    }

    private void learn(Reading reading) {
        boolean german = reading.language().equals("de");
        for (Word word : reading.words()) {
            if (!word.capitalised()) {
                lowerCase.add(word.folded());
            } else if (!german && !word.first() && !reading.titleCase()) {
                capitalised.add(word.folded());
            }
            if (german) {
                germanStems.add(Lexicon.of("de").stem(word.folded()));
            }
        }
    }

    /// The terms of a text of the pool with their weights; what is only in the description weighs less.
    Map<Term, Double> terms(StoryText text, double descriptionWeight) {
        Map<Term, Double> terms = new TreeMap<>(Comparator.comparing(Term::kind).thenComparing(Term::key));
        add(terms, readings.get(text).getFirst(), 1);
        add(terms, readings.get(text).getLast(), descriptionWeight);
        return terms;
    }

    private void add(Map<Term, Double> terms, Reading reading, double weight) {
        reading.terms().forEach(term -> terms.merge(term, weight, Math::max));
        boolean afterName = false;
        for (Word word : reading.words()) {
            boolean name = capitalised.contains(word.folded()) && word.folded().length() >= SHORTEST_NAME;
            if (name) {
                terms.merge(new Term(Term.Kind.NAME, word.folded()), afterName ? weight * FURTHER : weight, Math::max);
            } else {
                String stem = Lexicon.of(reading.language()).stem(word.folded());
                terms.merge(new Term(Term.Kind.WORD, reading.language() + " " + stem), weight, Math::max);
                if (reading.language().equals("de")) {
                    parts(stem)
                            .forEach(
                                    part -> terms.merge(new Term(Term.Kind.WORD, "de " + part), weight / 2, Math::max));
                }
            }
        }
    }

    private List<String> parts(String stem) {
        List<String> parts = new ArrayList<>();
        for (int at = SHORTEST_PART; at <= stem.length() - SHORTEST_PART; at++) {
            for (String part : List.of(stem.substring(0, at), stem.substring(at))) {
                if (germanStems.contains(part)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static Reading read(String text, String tag) {
        String language = Lexicon.primary(tag);
        Lexicon lexicon = Lexicon.of(language);
        String line = INITIALS.matcher(WordCutter.line(text))
                .replaceAll(match -> match.group().replace(".", ""));
        List<Term> terms = new ArrayList<>();
        var rest = new StringBuilder(line);
        for (NumberReader.Found number : NumberReader.of(language).read(line)) {
            terms.addAll(number.terms());
            rest.replace(number.start(), number.end(), " ".repeat(number.end() - number.start()));
        }
        String left = rest.toString();
        List<Token> tokens = WordCutter.tokens(left);
        List<Word> words = new ArrayList<>();
        @Nullable Token before = null;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Lexicon.@Nullable Match match = lexicon.longest(left, tokens, i);
            boolean unspaced = WordCutter.isUnspaced(token.folded().codePointAt(0));
            if (match != null) {
                terms.addAll(match.terms());
                i += match.tokens() - 1;
            } else if (unspaced && before != null && before.end() == token.start()) {
                String bigram = before.folded() + token.folded();
                if (!lexicon.isStopWord(bigram)) {
                    terms.add(new Term(Term.Kind.WORD, language + " " + bigram));
                }
            } else if (!unspaced && token.folded().length() > 1 && !lexicon.isStopWord(token.folded())) {
                words.add(new Word(
                        token.folded(),
                        Character.isUpperCase(left.charAt(token.start())),
                        isFirst(left, token.start())));
            }
            before = match == null && unspaced ? token : null;
        }
        long capitals = words.stream().filter(Word::capitalised).count();
        return new Reading(language, terms, words, capitals > words.size() * TITLE_CASE);
    }

    private static boolean isFirst(String line, int start) {
        int at = start - 1;
        while (at >= 0 && line.charAt(at) == ' ') {
            at--;
        }
        return at < 0 || ENDS.indexOf(line.charAt(at)) >= 0;
    }
}
