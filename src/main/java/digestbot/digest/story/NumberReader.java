package digestbot.digest.story;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the numbers of a text in a language, scaled and with what they count: `$11.1bn` and
/// `111亿美元` are one term.
final class NumberReader {

    private static final MathContext PRECISION = new MathContext(3);
    private static final BigDecimal RARE = BigDecimal.valueOf(1000);
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
    private static final Map<String, NumberReader> OF_LANGUAGES = new ConcurrentHashMap<>();

    /// Found at a range of the text.
    record Found(Set<Term> terms, int start, int end) {}

    private final boolean commaIsDecimal;
    private final Map<String, String> units = new HashMap<>();
    private final Map<String, BigDecimal> scales = new HashMap<>();
    private final Pattern pattern;

    private NumberReader(String language) {
        this.commaIsDecimal = language.equals("de") || language.equals("es");
        Lexicon.lines("units").forEach(line -> {
            String[] columns = line.split("\\s*\\|\\s*", -1);
            boolean scale = Character.isDigit(columns[0].charAt(0));
            Lexicon.forms(columns, language).forEach(form -> {
                String lower = form.toLowerCase(Locale.ROOT);
                if (scale) {
                    scales.put(lower, new BigDecimal(columns[0]));
                } else {
                    units.put(lower.replace('-', ' '), columns[0]);
                }
            });
        });
        this.pattern = Pattern.compile(
                "(?:(?<!\\p{IsLatin})(?<before>%s)[ -]?|(?<![\\p{IsLatin}\\d.,:/]|\\p{IsLatin}-))"
                                .formatted(anyOf(units))
                        + "(?<number>\\d+(?:[.,]\\d+)*)(?!:?\\d)"
                        + "(?:[ -]?(?<scale>%s)(?!\\p{IsLatin}))?".formatted(anyOf(scales))
                        + "(?:[ -]?(?:de )?(?<unit>%s)(?!\\p{IsLatin}))?(?<date>[月日年时号])?".formatted(anyOf(units)),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static NumberReader of(String language) {
        return OF_LANGUAGES.computeIfAbsent(Lexicon.primary(language), NumberReader::new);
    }

    private static String anyOf(Map<String, ?> forms) {
        return forms.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(form -> Pattern.quote(form).replace(" ", "\\E[ -]\\Q"))
                .collect(Collectors.joining("|"));
    }

    List<Found> read(String line) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
            found.add(new Found(terms(matcher), matcher.start(), matcher.end()));
        }
        return found;
    }

    private Set<Term> terms(Matcher matcher) {
        String number = matcher.group("number");
        String form = matcher.group("unit") != null ? matcher.group("unit") : matcher.group("before");
        boolean bare = form == null && matcher.group("scale") == null;
        if (matcher.group("date") != null || (bare && YEAR.matcher(number).matches())) {
            return Set.of();
        }
        String unit =
                form == null ? "" : units.get(form.toLowerCase(Locale.ROOT).replace('-', ' '));
        BigDecimal value = value(number);
        if (matcher.group("scale") != null) {
            value = value.multiply(scales.get(matcher.group("scale").toLowerCase(Locale.ROOT)));
        }
        if (unit.equals("bp")) {
            value = value.movePointLeft(2);
            unit = "pp";
        }
        value = value.round(PRECISION).stripTrailingZeros();
        Set<Term> terms = new LinkedHashSet<>();
        terms.add(new Term(Term.Kind.NUMBER, value.toPlainString() + " " + unit));
        if (value.compareTo(RARE) >= 0) {
            terms.add(new Term(Term.Kind.NUMBER, value.toPlainString() + " "));
        }
        return terms;
    }

    /// A separator is that of thousands if groups of three digits follow it, unless it is the
    /// language's decimal one.
    private BigDecimal value(String number) {
        char decimal = commaIsDecimal ? ',' : '.';
        char other = commaIsDecimal ? '.' : ',';
        if (number.matches("[1-9]\\d{0,2}(?:[%c]\\d{3})+(?:[%c]\\d+)?".formatted(other, decimal))) {
            return new BigDecimal(number.replace(String.valueOf(other), "").replace(decimal, '.'));
        }
        String plain = number.replace(',', '.');
        int last = plain.lastIndexOf('.');
        return last < 0
                ? new BigDecimal(plain)
                : new BigDecimal(plain.substring(0, last).replace(".", "") + plain.substring(last));
    }
}
