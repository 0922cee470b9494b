package digestbot.writing;

import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import digestbot.writing.NewsText.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A number as a text writes it: in digits of any script or in words.
///
/// @param values several if it can be read in several ways, such as 1.200
/// @param unit empty if it has none that is known
record Figure(String said, Set<BigDecimal> values, String unit) {

    /// The longest German number in one word that is read.
    private static final int MOST_LETTERS = 60;

    private static final Pattern DIGITS =
            Pattern.compile("(?<!\\p{Nd})\\p{Nd}{1,3}(?: \\p{Nd}{3})+(?!\\p{Nd})|\\p{Nd}+(?:[.,'٬٫]\\p{Nd}+)*");
    private static final Pattern RANGE =
            Pattern.compile("(?:-|–| - | to | bis | a | or | and | und | y |至|到)\\p{Nd}.*");
    private static final Map<Character, String> SYMBOLS =
            Map.of('%', "u percent", '٪', "u percent", '$', "u US dollars", '€', "u euros", '£', "u pounds");

    private static final int MOST_AFTER = 60;
    private static final String ABOUT = "about";
    private static final BigDecimal NEAR = BigDecimal.valueOf(5);

    /// Smaller numbers in words rather count what is said, as in “both” and “two sides”.
    private static final BigDecimal LARGEST_COUNT = BigDecimal.TWO;

    /// What follows a number.
    private record Rest(BigDecimal scale, String unit) {}

    /// “A third” is what is near 33 percent, and “doubles” what rises by 100.
    boolean isSame(Figure other) {
        if (unit.equals(ABOUT)) {
            return (other.unit.equals(ABOUT) || other.unit.equals("u percent"))
                    && other.values
                                    .iterator()
                                    .next()
                                    .subtract(values.iterator().next())
                                    .abs()
                                    .compareTo(NEAR)
                            <= 0;
        }
        return values.stream().anyMatch(other.values::contains)
                && (unit.isEmpty() || other.unit.isEmpty() || unit.equals(other.unit));
    }

    static Figure of(long value) {
        return new Figure("", Set.of(BigDecimal.valueOf(value).stripTrailingZeros()), "");
    }

    static List<Figure> in(NewsText text) {
        List<Figure> figures = new ArrayList<>();
        text.terms("=").forEach(term -> figures.add(new Figure(text.written(term), Set.of(number(term)), ABOUT)));
        // From the last one, since a range such as “3 to 5 million” names scale and unit once.
        var rest = new Rest(BigDecimal.ONE, "");
        for (MatchResult found : DIGITS.matcher(text.line()).results().toList().reversed()) {
            if (!RANGE.matcher(text.line().substring(found.end())).matches()) {
                rest = rest(text, found.start(), found.end());
            }
            BigDecimal scale = rest.scale();
            Set<BigDecimal> values = values(found.group())
                    .map(value -> value.multiply(scale).stripTrailingZeros())
                    .collect(Collectors.toSet());
            figures.add(new Figure(found.group(), values, rest.unit()));
        }
        int token = 0;
        while (token < text.tokens().size()) {
            token = inWords(text, token, figures);
        }
        return figures;
    }

    private static Stream<BigDecimal> values(String digits) {
        String ascii = digits.codePoints()
                .filter(c -> " '٬".indexOf(c) < 0)
                .mapToObj(c ->
                        Character.isDigit(c) ? "" + Character.digit(c, 10) : c == '٫' ? "." : Character.toString(c))
                .collect(Collectors.joining());
        int last = Math.max(ascii.lastIndexOf('.'), ascii.lastIndexOf(','));
        var whole = new BigDecimal(ascii.replaceAll("[.,]", ""));
        if (last < 0 || ascii.indexOf(ascii.charAt(last)) < last) {
            return Stream.of(whole);
        }
        int places = ascii.length() - last - 1;
        return Stream.of(whole, whole.movePointLeft(places)).skip(places == 3 && !ascii.startsWith("0") ? 0 : 1);
    }

    private static Rest rest(NewsText text, int start, int end) {
        String before = text.line().substring(0, start).stripTrailing();
        String after = text.line().substring(end, Math.min(text.line().length(), end + MOST_AFTER));
        List<Token> tokens = WordCutter.tokens(after);
        BigDecimal scale = BigDecimal.ONE;
        int at = 0;
        int gap = 0;
        while (at < tokens.size()
                && after.substring(gap, tokens.get(at).start()).matches("[ .-]?")) {
            Optional<Term> found = NewsText.longest(after, tokens, at, text.language()).stream()
                    .filter(term -> term.kind().equals("x") || term.kind().equals("u"))
                    .max((one, other) -> one.to() - other.to());
            if (found.isPresent() && found.get().kind().equals("u")) {
                return new Rest(scale, found.get().key());
            }
            if (found.isEmpty() && !(at > 0 && tokens.get(at).folded().equals("de"))) {
                break;
            }
            scale = scale.multiply(found.map(Figure::number).orElse(BigDecimal.ONE));
            at = found.map(Term::to).orElse(at + 1);
            gap = tokens.get(at - 1).end();
        }
        String unit = Stream.of(after.substring(gap).stripLeading(), before.substring(Math.max(0, before.length() - 1)))
                .filter(beside -> !beside.isEmpty())
                .map(beside -> SYMBOLS.getOrDefault(beside.charAt(0), ""))
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse(before.endsWith("百分之") ? "u percent" : "");
        return new Rest(scale, unit);
    }

    private static BigDecimal number(Term term) {
        return new BigDecimal(term.key().split(" ", -1)[1]).stripTrailingZeros();
    }

    /// Words that are numbers and follow each other are one number. Returns the token after it.
    private static int inWords(NewsText text, int from, List<Figure> figures) {
        BigDecimal value = BigDecimal.ZERO;
        int end = from;
        boolean goesOn = true;
        while (goesOn) {
            List<Term> parts = parts(text, end);
            boolean isJoint = end > from
                    && text.gap(Math.min(end, text.tokens().size() - 1)).equals(" ")
                    && value.remainder(BigDecimal.TEN).signum() == 0
                    && text.tokens()
                            .get(Math.min(end, text.tokens().size() - 1))
                            .folded()
                            .matches("and|y")
                    && !parts(text, end + 1).isEmpty();
            goesOn = isJoint
                    || (!parts.isEmpty()
                            && (end > from
                                    || !parts.getFirst().kind().equals("x")
                                    || parts.getFirst().key().equals("x 10")));
            if (goesOn) {
                for (Term part : parts) {
                    BigDecimal scale = number(part);
                    BigDecimal small = value.remainder(scale);
                    value = part.kind().equals("n")
                            ? value.add(scale)
                            : value.subtract(small)
                                    .add(small.max(BigDecimal.ONE).multiply(scale));
                }
                end = parts.isEmpty() ? end + 1 : parts.getLast().to();
            }
        }
        if (end == from) {
            return from + 1;
        }
        Rest rest = rest(
                text,
                text.tokens().get(from).start(),
                text.tokens().get(end - 1).end());
        BigDecimal most = rest.unit().isEmpty() ? LARGEST_COUNT : BigDecimal.ONE;
        boolean isPartOfWord = text.language().equals("zh")
                && end == from + 1
                && rest.unit().isEmpty()
                && rest.scale().compareTo(BigDecimal.ONE) == 0
                && (end == text.tokens().size() || !"个名人艘家辆架次倍届枚国".contains(text.word(end)));
        BigDecimal scaled = value.multiply(rest.scale()).stripTrailingZeros();
        if (scaled.compareTo(most) > 0 && !isPartOfWord) {
            String said = text.written(new Term("", "", from, end));
            figures.add(new Figure(said, Set.of(scaled), rest.unit()));
        }
        return end;
    }

    private static List<Term> parts(NewsText text, int token) {
        List<Term> whole = text.terms().stream()
                .filter(term -> term.from() == token && isPart(term) && !text.has("=", token))
                .limit(1)
                .toList();
        return whole.isEmpty()
                        && token < text.tokens().size()
                        && text.language().equals("de")
                ? parts(text.tokens().get(token).folded(), token)
                : whole;
    }

    /// German writes a number as one word.
    private static List<Term> parts(String word, int token) {
        for (int end = Math.min(word.length(), MOST_LETTERS); end > 0; end--) {
            List<Token> part = List.of(new Token(word.substring(0, end), 0, end));
            Optional<Term> first = NewsText.longest(part.getFirst().folded(), part, 0, "de").stream()
                    .filter(Figure::isPart)
                    .findFirst();
            if (first.isEmpty()) {
                continue;
            }
            String rest = word.substring(end).replaceFirst("^und", "");
            List<Term> further = parts(rest, token);
            if (rest.isEmpty() == further.isEmpty()) {
                Term own = new Term(first.get().kind(), first.get().key(), token, token + 1);
                return Stream.concat(Stream.of(own), further.stream()).toList();
            }
        }
        return List.of();
    }

    private static boolean isPart(Term term) {
        return term.kind().equals("n") || term.kind().equals("x");
    }
}
