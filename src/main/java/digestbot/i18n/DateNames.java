package digestbot.i18n;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The names of days and months in every language of the bot, normalised as in
/// [DateParser#normalized].
final class DateNames {

    private static final List<TextStyle> STYLES =
            List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE);
    private static final Map<DatePhrase, Integer> DAY_OFFSETS = new EnumMap<>(Map.of(
            DatePhrase.SPOKEN_TODAY, 0,
            DatePhrase.SPOKEN_YESTERDAY, -1,
            DatePhrase.SPOKEN_DAY_BEFORE_YESTERDAY, -2,
            DatePhrase.SPOKEN_TOMORROW, 1));
    private static final int MIN_PREFIX_LENGTH = 3;

    private static final Map<String, DateNames> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Map<String, Integer> daysAway = new HashMap<>();
    private final Map<String, DayOfWeek> weekdays = new LinkedHashMap<>();
    private final Map<String, Integer> months = new LinkedHashMap<>();

    /// @param first the language that takes precedence for ambiguous names
    private DateNames(String first) {
        Stream.concat(Stream.of(first), Texts.languages().stream()).distinct().forEach(this::addLanguage);
    }

    /// @param language an IETF tag
    static DateNames of(String language) {
        return BY_LANGUAGE.computeIfAbsent(Texts.of(language).language(), DateNames::new);
    }

    private void addLanguage(String language) {
        Texts texts = Texts.of(language);
        Locale locale = Locale.forLanguageTag(language);
        DAY_OFFSETS.forEach((phrase, days) -> Arrays.stream(texts.format(phrase).split("[,、，]"))
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

    /// The day of the week with that name, or whose name begins like that.
    Optional<DayOfWeek> weekday(String word) {
        String usual = word.replaceFirst("^(?:礼拜|禮拜|週)", "周").replaceFirst("^(周|星期)天$", "$1日");
        return meant(weekdays, withoutDot(usual));
    }

    /// The month's number, from 1.
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
