package digestbot.i18n;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Parses dates as people type them, in any of the bot's languages.
///
/// `2026-02-05`, `5 feb`, `5. Februar 2026`, `february 5th`, `5 de febrero`, `2月5日`, `5.2.`,
/// `monday`, `Mo`, `周一`, `yesterday`, `heute`. A date without a year is the latest one that is at
/// most a week in the future; a weekday is the most recent one, including today. In “2/5” either
/// number may be the month.
public final class DateParser {

    public sealed interface ParsedDate {

        /// A day, which may be in the future.
        record Day(LocalDate day) implements ParsedDate {}

        /// One of two days; the earlier one first.
        record Either(LocalDate one, LocalDate other) implements ParsedDate {}

        record Nothing() implements ParsedDate {}
    }

    private static final int DAYS_AHEAD = 7;

    /// The largest distance between two leap years.
    private static final int YEARS_AWAY = 8;

    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("(?<year>\\d{4})(?:[-/.]|年 ?)(?<month>\\d{1,2})(?:[-/.]|月 ?)(?<day>\\d{1,2})[日号號]?"),
            Pattern.compile("(?:(?<year>\\d{4})年 ?)?(?<month>\\d{1,2})月 ?(?<day>\\d{1,2})[日号號]?"),
            Pattern.compile("(?<day>\\d{1,2})\\. ?(?<month>\\d{1,2})\\.?(?: ?(?<year>\\d{4}))?"));
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})[/-](\\d{1,2})(?:[/-](\\d{4}))?");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\.|st|nd|rd|th|o)?");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final List<String> FILLER_WORDS = List.of("de", "del", "of", "the", "den", "am", "el", "on", "vom");

    private final LocalDate today;
    private final DateNames names;

    private DateParser(LocalDate today, DateNames names) {
        this.today = today;
        this.names = names;
    }

    /// Names in the language, an IETF tag, take precedence over the same names in other languages.
    public static ParsedDate read(String typed, LocalDate today, String language) {
        return new DateParser(today, DateNames.of(language)).read(normalized(typed));
    }

    static String normalized(String text) {
        String apart = Normalizer.normalize(Normalizer.normalize(text, Normalizer.Form.NFKC), Normalizer.Form.NFD);
        return apart.replaceAll("\\p{Mn}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    private ParsedDate read(String text) {
        Optional<Integer> away = names.daysAway(text);
        if (away.isPresent()) {
            return new ParsedDate.Day(today.plusDays(away.get()));
        }
        Optional<DayOfWeek> weekday = names.weekday(text);
        if (weekday.isPresent()) {
            return new ParsedDate.Day(today.with(TemporalAdjusters.previousOrSame(weekday.get())));
        }
        return FORMS.stream()
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> day(
                        Optional.ofNullable(found.group("year")),
                        number(found.group("month")),
                        number(found.group("day"))))
                .or(() -> slashed(text))
                .or(() -> inWords(text))
                .orElseGet(ParsedDate.Nothing::new);
    }

    private Optional<ParsedDate> slashed(String text) {
        Matcher found = SLASHED.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        int first = number(found.group(1));
        int second = number(found.group(2));
        Optional<String> year = Optional.ofNullable(found.group(3));
        ParsedDate dayFirst = day(year, second, first);
        ParsedDate monthFirst = day(year, first, second);
        if (dayFirst instanceof ParsedDate.Day(LocalDate one)
                && monthFirst instanceof ParsedDate.Day(LocalDate other)
                && !one.equals(other)) {
            return Optional.of(
                    one.isBefore(other) ? new ParsedDate.Either(one, other) : new ParsedDate.Either(other, one));
        }
        return Optional.of(dayFirst instanceof ParsedDate.Day ? dayFirst : monthFirst);
    }

    /// A day's number and a month's name in any order, possibly with a year and connecting words.
    private Optional<ParsedDate> inWords(String text) {
        String apart = text.replaceAll("(?<=\\d)(?=\\p{L}{3})|(?<=\\.)(?=\\p{L})", " ");
        List<String> words = Arrays.stream(apart.split("[ ,]+"))
                .filter(word -> !word.isEmpty() && !FILLER_WORDS.contains(word))
                .toList();
        Map<String, List<String>> kinds = words.stream().collect(Collectors.groupingBy(this::kind));
        boolean whole = words.size() <= 3
                && kinds.getOrDefault("day", List.of()).size() == 1
                && kinds.getOrDefault("month", List.of()).size() == 1
                && !kinds.containsKey("other");
        if (!whole) {
            return Optional.empty();
        }
        Matcher day = DAY.matcher(kinds.getOrDefault("day", List.of()).getFirst());
        return day.matches()
                ? names.month(kinds.getOrDefault("month", List.of()).getFirst())
                        .map(month -> day(
                                kinds.getOrDefault("year", List.of()).stream().findFirst(),
                                month,
                                number(day.group(1))))
                : Optional.empty();
    }

    private String kind(String word) {
        if (DAY.matcher(word).matches()) {
            return "day";
        }
        if (YEAR.matcher(word).matches()) {
            return "year";
        }
        return names.month(word).isPresent() ? "month" : "other";
    }

    private ParsedDate day(Optional<String> year, int month, int day) {
        return year.map(written -> exactly(number(written), month, day))
                .orElseGet(() -> latest(month, day))
                .<ParsedDate>map(ParsedDate.Day::new)
                .orElseGet(ParsedDate.Nothing::new);
    }

    private Optional<LocalDate> latest(int month, int day) {
        LocalDate last = today.plusDays(DAYS_AHEAD);
        return Stream.iterate(last.getYear(), year -> year - 1)
                .limit(YEARS_AWAY + 1L)
                .flatMap(year -> exactly(year, month, day).stream())
                .filter(date -> !date.isAfter(last))
                .findFirst();
    }

    private static Optional<LocalDate> exactly(int year, int month, int day) {
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /// The names of days and months in every language of the bot, normalised.
    private static final class DateNames {

        private static final List<TextStyle> STYLES =
                List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE);
        private static final Map<String, Integer> DAY_OFFSETS = Map.of(
                "spoken-today", 0,
                "spoken-yesterday", -1,
                "spoken-day-before-yesterday", -2,
                "spoken-tomorrow", 1);
        private static final int MIN_PREFIX_LENGTH = 3;

        private static final Map<String, DateNames> BY_LANGUAGE = new ConcurrentHashMap<>();

        private final Map<String, Integer> daysAway = new HashMap<>();
        private final Map<String, DayOfWeek> weekdays = new LinkedHashMap<>();
        private final Map<String, Integer> months = new LinkedHashMap<>();

        /// The language `first` takes precedence for ambiguous names.
        private DateNames(String first) {
            Stream.concat(Stream.of(first), Texts.languages().stream())
                    .distinct()
                    .forEach(this::addLanguage);
        }

        static DateNames of(String language) {
            return BY_LANGUAGE.computeIfAbsent(Texts.of(language).language(), DateNames::new);
        }

        private void addLanguage(String language) {
            Texts texts = Texts.of(language);
            Locale locale = Locale.forLanguageTag(language);
            DAY_OFFSETS.forEach(
                    (phrase, days) -> Arrays.stream(texts.format(phrase).split("[,、，]"))
                            .forEach(word -> daysAway.putIfAbsent(DateParser.normalized(word), days)));
            for (TextStyle style : STYLES) {
                for (DayOfWeek day : DayOfWeek.values()) {
                    weekdays.putIfAbsent(name(day.getDisplayName(style, locale)), day);
                }
                for (Month month : Month.values()) {
                    months.putIfAbsent(name(month.getDisplayName(style, locale)), month.getValue());
                }
            }
        }

        private static String name(String written) {
            return withoutDot(DateParser.normalized(written));
        }

        private static String withoutDot(String name) {
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        }

        /// The number of days from today, such as -1 for yesterday.
        Optional<Integer> daysAway(String word) {
            return Optional.ofNullable(daysAway.get(word));
        }

        Optional<DayOfWeek> weekday(String word) {
            String usual = word.replaceFirst("^(?:礼拜|禮拜|週)", "周").replaceFirst("^(周|星期)天$", "$1日");
            return meant(weekdays, withoutDot(usual));
        }

        Optional<Integer> month(String word) {
            return meant(months, withoutDot(word));
        }

        private static <V> Optional<V> meant(Map<String, V> names, String word) {
            Optional<V> exactly = Optional.ofNullable(names.get(word));
            if (exactly.isPresent() || word.length() < MIN_PREFIX_LENGTH) {
                return exactly;
            }
            List<V> begun = names.entrySet().stream()
                    .filter(name -> name.getKey().startsWith(word))
                    .map(Map.Entry::getValue)
                    .distinct()
                    .toList();
            return begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty();
        }
    }
}
