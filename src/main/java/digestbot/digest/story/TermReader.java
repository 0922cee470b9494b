package digestbot.digest.story;

import digestbot.digest.DigestKey;
import digestbot.digest.Outlets;
import digestbot.digest.words.Figure;
import digestbot.digest.words.NewsText;
import digestbot.digest.words.NewsText.Meaning;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the terms of a pool's texts. It learns from the whole pool which words are names and which
/// words German compounds consist of.
final class TermReader {

    /// A number next to one of these is part of a name or of a time, such as F-16 and 10:30.
    private static final Pattern PART_BEFORE = Pattern.compile(".*(?:[\\p{IsLatin}\\d.,:/]|\\p{IsLatin}-)");
    private static final Pattern PART_AFTER = Pattern.compile(":?\\d.*");
    private static final Pattern DATE = Pattern.compile("(?:19|20)\\d\\d[^\\d]?|\\d+[月日年时号]+");
    /// Units of time spans. Two texts on one event often mention different spans, so spans say
    /// nothing.
    private static final Set<String> SPANS = Set.of("hours", "days", "weeks", "months");
    private static final MathContext PRECISION = new MathContext(3);
    private static final BigDecimal LARGE = BigDecimal.valueOf(1000);
    private static final String ENDS = ".?!:;|–—\"“”„‘«»(…-";
    private static final double TITLE_CASE = 0.7;
    private static final int LONGEST_ACRONYM = 4;
    private static final int SHORTEST_NAME = 3;
    private static final int SHORTEST_PART = 5;

    /// A word's position in a line. Its terms are empty because they depend on the whole pool.
    private record Mention(int start, int end, String word, Set<Term> terms) {}

    private record Reading(String language, String line, List<Mention> mentions) {

        boolean isCapitalised(Mention word) {
            return Character.isUpperCase(line.charAt(word.start()));
        }

        Stream<Mention> words() {
            return mentions.stream().filter(mention -> !mention.word().isEmpty());
        }

        boolean isTitleCase() {
            return words().filter(this::isCapitalised).count() > words().count() * TITLE_CASE;
        }
    }

    /// A term in a line, spelt as in the middle of a sentence.
    record Written(Term term, String line, int start, int end) {

        boolean isBefore(Written other) {
            boolean adjacent = line.equals(other.line)
                    && (other.start <= end || (other.start == end + 1 && " -".indexOf(line.charAt(end)) >= 0));
            return adjacent
                    && term.kind() != Term.Kind.ENTITY
                    && other.term.kind() != Term.Kind.ENTITY
                    && term.isName() == other.term.isName();
        }

        /// The text from here to the end of another term; words with hyphens are kept whole.
        String to(Written last) {
            int from = start;
            int to = last.end;
            while (!term.isName() && from > 0 && isOfWord(line.charAt(from - 1))) {
                from--;
            }
            while (!term.isName() && to < line.length() && isOfWord(line.charAt(to))) {
                to++;
            }
            return line.substring(from, to);
        }

        private static boolean isOfWord(char letter) {
            return letter == '-' || (Character.isLetterOrDigit(letter) && !WordCutter.isUnspaced(letter));
        }
    }

    private final Map<StoryText, List<Reading>> readings = new HashMap<>();
    private final Set<String> capitalised = new HashSet<>();
    private final Set<String> lowerCase = new HashSet<>();
    private final Set<String> germanStems = new HashSet<>();

    TermReader(Collection<StoryText> pool) {
        for (StoryText text : pool) {
            Reading title = read(Outlets.bare(text.title(), text.outlet()), text.language());
            Reading description = read(text.description(), text.language());
            readings.put(text, List.of(title, description));
            learn(title);
            learn(description);
        }
        capitalised.removeAll(lowerCase);
    }

    private void learn(Reading reading) {
        boolean german = reading.language().equals("de");
        boolean titleCase = reading.isTitleCase();
        reading.words().forEach(word -> {
            if (!reading.isCapitalised(word)) {
                lowerCase.add(word.word());
            } else if (!german && !titleCase && !isFirst(reading.line(), word.start())) {
                capitalised.add(word.word());
            }
            if (german) {
                germanStems.add(NewsText.stem(word.word(), "de"));
            }
        });
    }

    /// The weighted terms of a text of the pool. Terms that only the description has weigh less.
    Map<Term, Double> terms(StoryText text, double descriptionWeight) {
        Map<Term, Double> terms = new TreeMap<>(Comparator.comparing(Term::kind).thenComparing(Term::key));
        List<Reading> lines = lines(text);
        add(terms, lines.getFirst(), 1);
        add(terms, lines.getLast(), descriptionWeight);
        return terms;
    }

    private List<Reading> lines(StoryText text) {
        return Objects.requireNonNull(readings.get(text));
    }

    private void add(Map<Term, Double> terms, Reading reading, double weight) {
        for (Mention mention : reading.mentions()) {
            Set<Term> own = terms(reading.language(), mention);
            own.forEach(term -> terms.merge(term, weight, Math::max));
            if (reading.language().equals("de") && !mention.word().isEmpty()) {
                parts(NewsText.stem(mention.word(), "de"))
                        .forEach(part -> terms.merge(new Term(Term.Kind.WORD, "de " + part), weight / 2, Math::max));
            }
        }
    }

    private Set<Term> terms(String language, Mention mention) {
        String word = mention.word();
        if (word.isEmpty()) {
            return mention.terms();
        }
        return Set.of(
                capitalised.contains(word) && word.length() >= SHORTEST_NAME
                        ? new Term(Term.Kind.NAME, word)
                        : new Term(Term.Kind.WORD, language + " " + NewsText.stem(word, language)));
    }

    /// The terms of a text of the pool with their positions.
    List<Written> written(StoryText text) {
        List<Written> written = new ArrayList<>();
        for (Reading reading : lines(text)) {
            var line = new StringBuilder(reading.line());
            for (Mention mention : reading.mentions()) {
                String word = line.substring(mention.start(), mention.end());
                if (isLowerCase(reading.language(), mention, word)) {
                    line.replace(mention.start(), mention.end(), word.toLowerCase(Locale.ROOT));
                }
            }
            for (Mention mention : reading.mentions()) {
                terms(reading.language(), mention).stream()
                        .limit(1)
                        .map(term -> new Written(term, line.toString(), mention.start(), mention.end()))
                        .forEach(written::add);
            }
        }
        return written;
    }

    /// Whether the word occurs in lower case in the middle of a sentence anywhere in the pool.
    private boolean isLowerCase(String language, Mention mention, String written) {
        boolean acronym = written.length() <= LONGEST_ACRONYM && written.equals(written.toUpperCase(Locale.ROOT));
        boolean word = mention.word().isEmpty()
                ? mention.terms().stream().anyMatch(term -> term.kind() == Term.Kind.CONCEPT)
                : lowerCase.contains(mention.word());
        return word
                && !acronym
                && !language.equals("de")
                && written.length() == written.toLowerCase(Locale.ROOT).length();
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
        String language = DigestKey.primary(tag);
        Set<String> stopWords = NewsText.stopWords(language);
        NewsText read = NewsText.of(text, language);
        String line = read.line();
        List<Mention> mentions = new ArrayList<>();
        var rest = new StringBuilder(line);
        for (Figure figure : Figure.in(read)) {
            boolean isPart = PART_BEFORE
                            .matcher(line.substring(Math.max(0, figure.start() - 2), figure.start()))
                            .matches()
                    || PART_AFTER.matcher(line.substring(figure.end())).matches();
            if (!isPart && !figure.isAbout()) {
                mentions.add(new Mention(figure.start(), figure.end(), "", numbers(line, figure)));
                rest.replace(figure.start(), figure.end(), " ".repeat(figure.end() - figure.start()));
            }
        }
        String left = rest.toString();
        List<Token> tokens = WordCutter.tokens(left);
        @Nullable Token before = null;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            List<Meaning> match = longest(left, tokens, i, language);
            boolean unspaced = WordCutter.isUnspaced(token.folded().codePointAt(0));
            if (!match.isEmpty()) {
                i = match.getFirst().to() - 1;
                mentions.add(new Mention(
                        token.start(),
                        tokens.get(i).end(),
                        "",
                        match.stream().map(TermReader::term).collect(Collectors.toCollection(LinkedHashSet::new))));
            } else if (unspaced && before != null && before.end() == token.start()) {
                String bigram = before.folded() + token.folded();
                if (!stopWords.contains(bigram)) {
                    mentions.add(new Mention(
                            before.start(),
                            token.end(),
                            "",
                            Set.of(new Term(Term.Kind.WORD, language + " " + bigram))));
                }
            } else if (!unspaced && token.folded().length() > 1 && !stopWords.contains(token.folded())) {
                mentions.add(new Mention(token.start(), token.end(), token.folded(), Set.of()));
            }
            before = match.isEmpty() && unspaced ? token : null;
        }
        mentions.sort(Comparator.comparingInt(Mention::start));
        return new Reading(language, line, mentions);
    }

    /// Whether both texts begin with the same name, in any of its forms.
    static boolean haveOneName(String text, String other, String language) {
        List<Meaning> others = longest(other, WordCutter.tokens(other), 0, language);
        return longest(text, WordCutter.tokens(text), 0, language).stream()
                .anyMatch(one -> others.stream().map(Meaning::key).anyMatch(one.key()::equals));
    }

    /// The names and concepts of the longest form that begins at a token.
    private static List<Meaning> longest(String line, List<Token> tokens, int from, String language) {
        List<Meaning> all = NewsText.longest(line, tokens, from, language).stream()
                .filter(each -> each.kind().equals("concept")
                        || (each.kind().equals("name") && !each.key().startsWith("outlet ")))
                .sorted(Comparator.comparingInt(Meaning::to).reversed())
                .toList();
        return all.stream().filter(each -> each.to() == all.getFirst().to()).toList();
    }

    private static Term term(Meaning meaning) {
        return meaning.kind().equals("name")
                ? new Term(Term.Kind.ENTITY, meaning.key())
                : new Term(Term.Kind.CONCEPT, meaning.key().substring("concept ".length()));
    }

    /// A number with what it counts; a large one also without. Dates are no numbers.
    private static Set<Term> numbers(String line, Figure figure) {
        BigDecimal value = figure.values().getFirst().round(PRECISION).stripTrailingZeros();
        String said = line.substring(figure.start(), figure.end());
        if (DATE.matcher(said + line.substring(figure.end(), Math.min(line.length(), figure.end() + 1)))
                .matches()) {
            return Set.of();
        }
        Set<Term> terms = new LinkedHashSet<>();
        String unit = SPANS.contains(figure.unit()) ? "" : figure.unit();
        terms.add(new Term(Term.Kind.NUMBER, value.toPlainString() + " " + unit));
        if (value.compareTo(LARGE) >= 0) {
            terms.add(new Term(Term.Kind.NUMBER, value.toPlainString() + " "));
        }
        return terms;
    }

    private static boolean isFirst(String line, int start) {
        int at = start - 1;
        while (at >= 0 && line.charAt(at) == ' ') {
            at--;
        }
        return at < 0 || ENDS.indexOf(line.charAt(at)) >= 0;
    }
}
