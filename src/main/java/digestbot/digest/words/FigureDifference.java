package digestbot.digest.words;

import digestbot.digest.words.NewsText.Meaning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Two different numbers that two perspectives give for the same quantity, each as written with its
/// unit.
public record FigureDifference(String one, String other) {

    /// Values that differ by less may be one value, rounded.
    private static final BigDecimal ROUNDING = new BigDecimal("0.05");

    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
    private static final Pattern ORDINAL = Pattern.compile("(?:\\p{IsLatin}|\\.).*");
    private static final Pattern PEOPLE = Pattern.compile("people|women|men|children");
    private static final int MOST_WORDS = 3;

    private record Count(BigDecimal value, String said) {}

    /// The first difference between two perspectives' texts on one story. Each must give a single
    /// number for the quantity; an approximate number never differs.
    public static Optional<FigureDifference> of(List<NewsText> one, List<NewsText> other) {
        Map<String, List<Count>> mine = counts(one);
        Map<String, List<Count>> theirs = counts(other);
        return mine.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(thing -> difference(thing.getValue(), theirs.getOrDefault(thing.getKey(), List.of())).stream())
                .findFirst();
    }

    private static Optional<FigureDifference> difference(List<Count> mine, List<Count> theirs) {
        return isOne(mine)
                        && isOne(theirs)
                        && differ(mine.getFirst().value(), theirs.getFirst().value())
                ? Optional.of(new FigureDifference(
                        mine.getFirst().said(), theirs.getFirst().said()))
                : Optional.empty();
    }

    private static boolean isOne(List<Count> counts) {
        return counts.stream().map(Count::value).distinct().count() == 1;
    }

    private static boolean differ(BigDecimal one, BigDecimal other) {
        return one.signum() != 0
                && other.signum() != 0
                && one.subtract(other).abs().compareTo(one.max(other).multiply(ROUNDING)) > 0;
    }

    private static Map<String, List<Count>> counts(List<NewsText> texts) {
        Map<String, List<Count>> counts = new HashMap<>();
        texts.forEach(text -> Figure.in(text).forEach(figure -> count(text, figure, counts)));
        return counts;
    }

    private static void count(NewsText text, Figure figure, Map<String, List<Count>> counts) {
        boolean isNoCount = YEAR.matcher(figure.said(text)).matches()
                || ORDINAL.matcher(text.line().substring(figure.end())).matches();
        if (figure.isAbout() || figure.values().size() > 1 || isNoCount) {
            return;
        }
        int next = first(text, figure.end());
        int last = (int) IntStream.range(next, Math.min(text.tokens().size(), next + MOST_WORDS))
                        .takeWhile(i -> isThing(text, i))
                        .count()
                + next;
        Optional<Meaning> concept = text.terms("concept")
                .filter(meaning -> meaning.from() >= next && meaning.to() <= last)
                .findFirst();
        boolean isSpaced = last > next
                && !WordCutter.isUnspaced(text.tokens().get(next).folded().codePointAt(0));
        boolean isMagnitude = figure.unit().equals("magnitude");
        if (!isMagnitude && concept.isEmpty() && !isSpaced) {
            return;
        }
        String words = text.language() + String.join(" ", text.stems().subList(next, last));
        String thing = isMagnitude ? "" : concept.map(Meaning::key).orElse(words);
        int endOfSaid = isMagnitude
                ? figure.end()
                : text.tokens().get(concept.map(Meaning::to).orElse(last) - 1).end();
        // A number that is not exact makes the thing one of which nothing is known.
        boolean isHedged = text.terms("hedge").anyMatch(hedge -> hedge.to() == first(text, figure.start()));
        BigDecimal value = isHedged ? BigDecimal.ZERO : figure.values().getFirst();
        counts.computeIfAbsent(figure.unit() + " " + thing, _ -> new ArrayList<>())
                .add(new Count(value, text.line().substring(figure.start(), endOfSaid)));
    }

    private static int first(NewsText text, int at) {
        return (int)
                text.tokens().stream().takeWhile(token -> token.start() < at).count();
    }

    private static boolean isThing(NewsText text, int token) {
        boolean isUnspaced =
                WordCutter.isUnspaced(text.tokens().get(token).folded().codePointAt(0));
        boolean isOther = Stream.of("start", "verb", "month", "day", "n", "x", "u", "name")
                .anyMatch(kind -> text.has(kind, token));
        return text.gap(token).matches(isUnspaced ? "" : "[ -]")
                && (!isOther || PEOPLE.matcher(text.word(token)).matches());
    }
}
