package digestbot.digest.words;

import digestbot.digest.words.NewsText.Meaning;
import digestbot.digest.words.WordCutter.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A number written in digits of any script or in words.
///
/// @param values several if it is ambiguous, such as 1.200; the likeliest in the text's language
///     comes first
/// @param unit empty if it has no known unit
/// @param start the index in the text's line at which the number with its unit begins
public record Figure(List<BigDecimal> values, String unit, int start, int end) {

    /// The maximum length of a German number in one word.
    private static final int MOST_LETTERS = 60;

    private static final Pattern DIGITS =
            Pattern.compile("(?<!\\p{Nd})\\p{Nd}{1,3}(?: \\p{Nd}{3})+(?!\\p{Nd})|\\p{Nd}+(?:[.,'٬٫]\\p{Nd}+)*");
    private static final Pattern RANGE =
            Pattern.compile("(?:-|–| - | to | bis | a | or | and | und | y |至|到)\\p{Nd}.*");
    private static final Pattern SYMBOL = Pattern.compile("[%٪€£¥₹]|百分之|(?:NT|US|R)?\\$");
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("%", "percent"),
            Map.entry("٪", "percent"),
            Map.entry("百分之", "percent"),
            Map.entry("NT$", "twd"),
            Map.entry("R$", "brl"),
            Map.entry("US$", "usd"),
            Map.entry("$", "usd"),
            Map.entry("€", "eur"),
            Map.entry("£", "gbp"),
            Map.entry("¥", "jpy"),
            Map.entry("₹", "inr"));

    private static final Pattern AFTER_NUMBER = Pattern.compile("[ -]?|\\. ");
    private static final Pattern BEFORE_NUMBER = Pattern.compile(".*[\\p{L}\\p{N}][ -]?");
    private static final Pattern LATIN_LETTER = Pattern.compile("\\p{IsLatin}");

    private static final int MOST_AFTER = 60;
    private static final int MOST_BEFORE = 12;
    private static final String ABOUT = "about";
    private static final BigDecimal NEAR = BigDecimal.valueOf(5);

    /// The scale and unit next to a number.
    private record Rest(BigDecimal scale, String unit, int start, int end) {}

    /// Whether both are the same number. “A third” equals about 33 percent, and “doubles” equals a
    /// rise by 100.
    public boolean isSame(Figure other) {
        if (unit.equals(ABOUT)) {
            BigDecimal distance =
                    other.values.getFirst().subtract(values.getFirst()).abs();
            return (other.unit.equals(ABOUT) || other.unit.equals("percent")) && distance.compareTo(NEAR) <= 0;
        }
        return values.stream().anyMatch(other.values::contains)
                && (unit.isEmpty() || other.unit.isEmpty() || unit.equals(other.unit));
    }

    public static Figure of(long value) {
        return new Figure(List.of(BigDecimal.valueOf(value).stripTrailingZeros()), "", 0, 0);
    }

    public String said(NewsText text) {
        return text.line().substring(start, end);
    }

    public boolean isAbout() {
        return unit.equals(ABOUT);
    }

    public static List<Figure> in(NewsText text) {
        List<Figure> figures = new ArrayList<>();
        text.terms("=").forEach(term -> {
            String[] parts = term.key().split(" ", -1);
            int start = text.tokens().get(term.from()).start();
            int end = text.tokens().get(term.to() - 1).end();
            figures.add(new Figure(List.of(number(term)), parts.length > 2 ? parts[2] : ABOUT, start, end));
        });
        // Reads backwards, because a range such as “3 to 5 million” names scale and unit once.
        var rest = new Rest(BigDecimal.ONE, "", 0, 0);
        for (MatchResult found : DIGITS.matcher(text.line()).results().toList().reversed()) {
            boolean isRange = RANGE.matcher(text.line().substring(found.end())).matches();
            rest = isRange
                    ? new Rest(rest.scale(), rest.unit(), found.start(), found.end())
                    : rest(text, found.start(), found.end());
            figures.add(of(values(found.group(), text.language()), rest));
        }
        List<Figure> inDigits = List.copyOf(figures);
        int token = 0;
        while (token < text.tokens().size()) {
            int start = text.tokens().get(token).start();
            boolean isRead = inDigits.stream().anyMatch(figure -> figure.start <= start && start < figure.end);
            token = isRead ? token + 1 : inWords(text, token, figures);
        }
        return figures;
    }

    private static Figure of(Stream<BigDecimal> values, Rest rest) {
        boolean isBasisPoints = rest.unit().equals("bp");
        return new Figure(
                values.map(value -> value.multiply(rest.scale())
                                .movePointLeft(isBasisPoints ? 2 : 0)
                                .stripTrailingZeros())
                        .distinct()
                        .toList(),
                isBasisPoints ? "pp" : rest.unit(),
                rest.start(),
                rest.end());
    }

    private static Stream<BigDecimal> values(String digits, String language) {
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
        BigDecimal broken = whole.movePointLeft(places);
        boolean isDecimal = ascii.charAt(last) == (language.equals("de") || language.equals("es") ? ',' : '.');
        return places != 3 || ascii.startsWith("0")
                ? Stream.of(broken)
                : isDecimal ? Stream.of(broken, whole) : Stream.of(whole, broken);
    }

    private static Rest rest(NewsText text, int start, int end) {
        int from = Math.max(0, start - MOST_BEFORE);
        String before = text.line().substring(from, start);
        String after = text.line().substring(end, Math.min(text.line().length(), end + MOST_AFTER));
        List<Token> tokens = WordCutter.tokens(after);
        BigDecimal scale = BigDecimal.ONE;
        int at = 0;
        int gap = 0;
        while (at < tokens.size()
                && AFTER_NUMBER
                        .matcher(after.substring(gap, tokens.get(at).start()))
                        .matches()) {
            // A letter is a scale only directly after digits, as in “5m”.
            boolean isApart = tokens.get(at).start() > gap
                    && LATIN_LETTER.matcher(tokens.get(at).folded()).matches();
            Optional<Meaning> found = NewsText.longest(after, tokens, at, text.language()).stream()
                    .filter(term -> term.kind().equals("u") || (term.kind().equals("x") && !isApart))
                    .max((one, other) -> one.to() - other.to());
            if (found.isPresent() && found.get().kind().equals("u")) {
                return new Rest(
                        scale,
                        name(found.get()),
                        start,
                        end + tokens.get(found.get().to() - 1).end());
            }
            if (found.isEmpty() && !(at > 0 && tokens.get(at).folded().equals("de"))) {
                break;
            }
            scale = scale.multiply(found.map(Figure::number).orElse(BigDecimal.ONE));
            at = found.map(Meaning::to).orElse(at + 1);
            gap = tokens.get(at - 1).end();
        }
        Matcher symbol = SYMBOL.matcher(after);
        if (symbol.region(after.startsWith(" ", gap) ? gap + 1 : gap, after.length())
                .lookingAt()) {
            return new Rest(scale, SYMBOLS.getOrDefault(symbol.group(), ""), start, end + symbol.end());
        }
        symbol = SYMBOL.matcher(before);
        while (symbol.find()) {
            if (before.substring(symbol.end()).isBlank()) {
                return new Rest(scale, SYMBOLS.getOrDefault(symbol.group(), ""), from + symbol.start(), end + gap);
            }
        }
        List<Token> beside = BEFORE_NUMBER.matcher(before).matches() ? WordCutter.tokens(before) : List.of();
        for (int i = 0; i < beside.size(); i++) {
            Optional<Meaning> unit = NewsText.longest(before, beside, i, text.language()).stream()
                    .filter(term -> term.kind().equals("b") && term.to() == beside.size())
                    .findFirst();
            if (unit.isPresent()) {
                return new Rest(scale, name(unit.get()), from + beside.get(i).start(), end + gap);
            }
        }
        return new Rest(scale, "", start, end + gap);
    }

    private static String name(Meaning unit) {
        return unit.key().substring(2);
    }

    private static BigDecimal number(Meaning term) {
        return new BigDecimal(term.key().split(" ", -1)[1]).stripTrailingZeros();
    }

    /// Reads consecutive number words as one number. Returns the token after it.
    private static int inWords(NewsText text, int from, List<Figure> figures) {
        BigDecimal value = BigDecimal.ZERO;
        int end = from;
        boolean goesOn = true;
        while (goesOn) {
            List<Meaning> parts = parts(text, end);
            boolean isJoint = end > from
                    && text.gap(Math.min(end, text.tokens().size() - 1)).equals(" ")
                    && value.remainder(BigDecimal.TEN).signum() == 0
                    && text.tokens()
                            .get(Math.min(end, text.tokens().size() - 1))
                            .folded()
                            .matches("and|y")
                    && !parts(text, end + 1).isEmpty();
            boolean isBeside = end == from || (!parts.isEmpty() && text.gap(end).matches("[ -]?"));
            goesOn = isJoint
                    || (isBeside
                            && !parts.isEmpty()
                            && (parts.getFirst().kind().equals("n")
                                    ? value.remainder(BigDecimal.TEN).signum() == 0
                                    : end > from || parts.getFirst().key().equals("x 10")));
            if (goesOn) {
                for (Meaning part : parts) {
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
        boolean isPartOfWord = text.language().equals("zh")
                && end == from + 1
                && rest.unit().isEmpty()
                && rest.scale().compareTo(BigDecimal.ONE) == 0
                && (end == text.tokens().size() || !"个名人艘家辆架次倍届枚国".contains(text.word(end)));
        // “One” is more likely an article.
        if (value.multiply(rest.scale()).compareTo(BigDecimal.ONE) > 0 && !isPartOfWord) {
            figures.add(of(Stream.of(value), rest));
        }
        return end;
    }

    private static List<Meaning> parts(NewsText text, int token) {
        List<Meaning> whole = text.terms().stream()
                .filter(term ->
                        term.from() == token && isPart(term) && !text.has("=", token) && !text.has("name", token))
                .filter(term -> !term.kind().equals("x")
                        || !LATIN_LETTER.matcher(text.word(token)).matches())
                .limit(1)
                .toList();
        return whole.isEmpty()
                        && token < text.tokens().size()
                        && text.language().equals("de")
                ? parts(text.tokens().get(token).folded(), token)
                : whole;
    }

    /// Splits a German number, which is written as one word.
    private static List<Meaning> parts(String word, int token) {
        for (int end = Math.min(word.length(), MOST_LETTERS); end > 0; end--) {
            List<Token> part = List.of(new Token(word.substring(0, end), 0, end));
            Optional<Meaning> first = NewsText.longest(part.getFirst().folded(), part, 0, "de").stream()
                    .filter(Figure::isPart)
                    .findFirst();
            if (first.isEmpty()) {
                continue;
            }
            String rest = word.substring(end).replaceFirst("^und", "");
            List<Meaning> further = parts(rest, token);
            if (rest.isEmpty() == further.isEmpty()) {
                Meaning own = new Meaning(first.get().kind(), first.get().key(), token, token + 1);
                return Stream.concat(Stream.of(own), further.stream()).toList();
            }
        }
        return List.of();
    }

    private static boolean isPart(Meaning term) {
        return term.kind().equals("n") || term.kind().equals("x");
    }
}
