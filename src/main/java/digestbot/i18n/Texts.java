package digestbot.i18n;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The bot's texts in one language.
///
/// A language is a file `text/<tag>.properties`, listed in `text/languages`; `en.properties`
/// explains the format. Text from people or digests is inserted as an argument and never
/// interpreted.
public final class Texts {

    private static final String FALLBACK = "en";

    /// The names that have an article in English, in lower case.
    private static final Set<String> WITH_ARTICLE = Set.of("""
            us,u.s.,usa,united states,uk,u.k.,united kingdom,eu,european union,uae,united arab emirates,netherlands,\
            philippines,maldives,bahamas,gambia,solomon islands,marshall islands,dominican republic,czech republic,\
            central african republic,un,united nations,vatican,west,global south,gulf states,middle east""".split(","));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

    private static final Map<String, Texts> ALL = load();

    private final Locale locale;
    private final PluralRules plurals;
    private final Map<String, Wording> wordings = new HashMap<>();
    private final DateTimeFormatter fullDay;
    private final DateTimeFormatter briefDay;
    private final DateTimeFormatter shortDay;
    private final DateTimeFormatter shortDayWithYear;
    private final DateTimeFormatter moment;

    /// `forms` has only `other` if the text has no plural forms. The number of arguments is the
    /// same in every language.
    private record Wording(Map<String, String> forms, int arguments) {}

    /// Throws an IllegalArgumentException that names the missing text if the file is incomplete.
    Texts(String language, Properties file, Set<String> keys) {
        this.locale = Locale.forLanguageTag(language);
        this.plurals = PluralRules.of(file);
        this.fullDay = pattern(file, "date.full");
        this.briefDay = pattern(file, "date.brief");
        this.shortDay = pattern(file, "date.short");
        this.shortDayWithYear = pattern(file, "date.short-with-year");
        this.moment = pattern(file, "date.moment");
        for (String key : keys) {
            Map<String, String> forms = forms(file, key);
            int arguments = PLACEHOLDER
                    .matcher(forms.values().toString())
                    .results()
                    .mapToInt(found -> Integer.parseInt(found.group(1)) + 1)
                    .max()
                    .orElse(0);
            wordings.put(key, new Wording(forms, arguments));
        }
    }

    /// The texts for an IETF tag; otherwise for the nearest wider tag (`de-AT`, then `de`);
    /// otherwise in English.
    public static Texts of(String language) {
        for (String tag = Locale.forLanguageTag(language.replace('_', '-')).toLanguageTag(); !tag.isEmpty(); ) {
            Optional<Texts> words = Optional.ofNullable(ALL.get(tag.toLowerCase(Locale.ROOT)));
            if (words.isPresent()) {
                return words.get();
            }
            tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
        }
        return get(ALL, FALLBACK);
    }

    public static List<String> languages() {
        return ALL.values().stream().map(Texts::language).toList();
    }

    public String language() {
        return locale.toLanguageTag();
    }

    /// The text with its placeholders filled. If it has several plural forms, the first argument
    /// selects one.
    ///
    /// @param key a key of `en.properties`, without the plural form
    /// @param arguments numbers, which are formatted for the language, or texts
    /// @throws IllegalArgumentException if the text is missing, or the number of arguments is
    ///     wrong
    public String format(String key, Object... arguments) {
        Wording wording = wording(key);
        if (arguments.length != wording.arguments()) {
            throw new IllegalArgumentException(
                    key + " takes " + wording.arguments() + " arguments, not " + arguments.length);
        }
        Map<String, String> forms = wording.forms();
        String form = forms.size() > 1 && arguments[0] instanceof Number count
                ? plurals.category(count.longValue())
                : PluralRules.OTHER;
        return fill(get(forms, form), arguments);
    }

    int arguments(String key) {
        return wording(key).arguments();
    }

    private Wording wording(String key) {
        return Optional.ofNullable(wordings.get(key))
                .orElseThrow(() -> new IllegalArgumentException("text/en.properties lacks " + key));
    }

    public String number(long number) {
        return String.format(locale, "%,d", number);
    }

    public String list(List<String> parts) {
        return parts.stream()
                .reduce((before, next) -> format("list", before, next))
                .orElse("");
    }

    public String list(List<String> parts, int most) {
        return list(
                parts.size() > most
                        ? Stream.concat(parts.stream().limit(most), Stream.of("…"))
                                .toList()
                        : parts);
    }

    /// The full date, such as “Thu 5 February 2026”.
    public String day(LocalDate day) {
        return fullDay.format(day);
    }

    /// The date with its weekday, such as “Thu 5 Feb”; the full date if its year differs from the
    /// given one.
    public String briefDay(LocalDate day, int year) {
        return day.getYear() == year ? briefDay.format(day) : day(day);
    }

    /// The short date, such as “5 Feb”, with the year if it differs from the given one.
    public String shortDay(LocalDate day, int year) {
        return (day.getYear() == year ? shortDay : shortDayWithYear).format(day);
    }

    /// The date and time, such as “Fri 6 Feb 08:00”.
    public String moment(LocalDateTime moment) {
        return this.moment.format(moment);
    }

    /// The date, time and zone, such as “Fri 6 Feb 08:00 UTC”.
    public String moment(Instant at, ZoneId zone) {
        return format("time-in-zone", moment(at.atZone(zone).toLocalDateTime()), zone(zone));
    }

    public String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }

    /// One of the last six days by its weekday, such as “Monday”, others as in [#shortDay].
    public String recentDay(LocalDate day, LocalDate today) {
        return day.isBefore(today) && day.isAfter(today.minusWeeks(1))
                ? day.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, locale)
                : shortDay(day, today.getYear());
    }

    /// The name of a zone, the same in every language. Zones that never differ from UTC are called
    /// UTC.
    public static String zone(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /// The name of a country. The code has two letters or is empty.
    public String country(String code) {
        return code.isEmpty() ? "" : Locale.of("", code).getDisplayCountry(locale);
    }

    /// The name of a party within a sentence: in English, some countries have an article.
    public String inSentence(String name) {
        boolean article = locale.getLanguage().equals(FALLBACK) && WITH_ARTICLE.contains(name.toLowerCase(Locale.ROOT));
        return article ? "the " + name : name;
    }

    /// The name of another language in this one, such as “German”, without script and region.
    public String languageName(String tag) {
        return Locale.forLanguageTag(tag).getDisplayLanguage(locale);
    }

    /// The name of a language in that language, such as “Español”. If `full`, it includes script
    /// and region.
    public static String ownName(String tag, boolean full) {
        Locale own = Locale.forLanguageTag(tag.replace('_', '-'));
        String name = full ? own.getDisplayName(own) : own.getDisplayLanguage(own);
        int first = name.offsetByCodePoints(0, Math.min(1, name.length()));
        return name.substring(0, first).toUpperCase(own) + name.substring(first);
    }

    private String fill(String wording, Object[] arguments) {
        var out = new StringBuilder();
        int at = 0;
        for (int open = wording.indexOf('{'); open >= 0; open = wording.indexOf('{', at)) {
            Object argument = arguments[wording.charAt(open + 1) - '0'];
            out.append(wording, at, open).append(argument instanceof Number n ? number(n.longValue()) : argument);
            at = open + 3;
        }
        return out.append(wording, at, wording.length()).toString();
    }

    private Map<String, String> forms(Properties file, String key) {
        Optional<String> only = Optional.ofNullable(file.getProperty(key));
        if (only.isPresent()) {
            return Map.of(PluralRules.OTHER, only.get());
        }
        Map<String, String> forms = new LinkedHashMap<>();
        plurals.categories().forEach(form -> forms.put(form, required(file, key + "." + form)));
        return forms;
    }

    private DateTimeFormatter pattern(Properties file, String key) {
        return DateTimeFormatter.ofPattern(required(file, key), locale);
    }

    private String required(Properties file, String key) {
        return Optional.ofNullable(file.getProperty(key))
                .orElseThrow(() -> new IllegalArgumentException("text/" + language() + ".properties lacks " + key));
    }

    private static <K, V> V get(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    private static Map<String, Texts> load() {
        Map<String, Properties> files = new LinkedHashMap<>();
        for (String tag : new TreeSet<>(read("languages").stringPropertyNames())) {
            files.put(tag, read(tag + ".properties"));
        }
        Set<String> keys = keys(get(files, FALLBACK));
        Map<String, Texts> all = new LinkedHashMap<>();
        files.forEach((tag, file) -> all.put(tag.toLowerCase(Locale.ROOT), new Texts(tag, file, keys)));
        return Collections.unmodifiableMap(all);
    }

    static Set<String> keys(Properties file) {
        return file.stringPropertyNames().stream()
                .filter(key -> !key.startsWith("date.") && !key.startsWith("plural."))
                .map(key -> key.split("\\.", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Properties read(String name) {
        var file = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream("/text/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file text/" + name);
            }
            try (Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                file.load(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// Selects the plural form of a whole number in a language.
    ///
    /// Conditions have the syntax of Unicode's plural rules (UTS 35, part 3, “Plural rules
    /// syntax”), such as `n % 10 = 2..4 and n % 100 != 12..14`; the first condition that holds
    /// wins.
    static final class PluralRules {

        static final String OTHER = "other";

        private static final List<String> NAMES = List.of("zero", "one", "two", "few", "many");

        private static final Pattern RELATION = Pattern.compile(
                "[ni]\\s*(?:%\\s*(\\d+)\\s*)?(!?=)\\s*(\\d+(?:\\.\\.\\d+)?(?:\\s*,\\s*\\d+(?:\\.\\.\\d+)?)*)");

        private final Map<String, LongPredicate> conditions = new LinkedHashMap<>();

        private PluralRules() {}

        /// Reads the lines `plural.one` and so on. Throws an IllegalArgumentException that names a
        /// line without a valid condition.
        static PluralRules of(Properties file) {
            var rules = new PluralRules();
            for (String name : NAMES) {
                String condition = file.getProperty("plural." + name);
                if (condition != null) {
                    rules.conditions.put(name, parse(condition));
                }
            }
            return rules;
        }

        String category(long number) {
            for (Map.Entry<String, LongPredicate> rule : conditions.entrySet()) {
                if (rule.getValue().test(Math.abs(number))) {
                    return rule.getKey();
                }
            }
            return OTHER;
        }

        List<String> categories() {
            List<String> all = new ArrayList<>(conditions.keySet());
            all.add(OTHER);
            return all;
        }

        private static LongPredicate parse(String condition) {
            LongPredicate any = _ -> false;
            for (String alternative : condition.strip().split("\\s+or\\s+", -1)) {
                LongPredicate all = _ -> true;
                for (String relation : alternative.split("\\s+and\\s+", -1)) {
                    all = all.and(relation(relation.strip()));
                }
                any = any.or(all);
            }
            return any;
        }

        private static LongPredicate relation(String relation) {
            Matcher parts = RELATION.matcher(relation);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "not a plural rule: \"" + relation + "\"; write for example n % 10 = 2..4");
            }
            long modulus = parts.group(1) == null ? Long.MAX_VALUE : Long.parseLong(parts.group(1));
            LongPredicate among = _ -> false;
            for (String range : parts.group(3).split(",", -1)) {
                String[] ends = range.strip().split("\\.\\.", -1);
                long low = Long.parseLong(ends[0]);
                long high = Long.parseLong(ends[ends.length - 1]);
                among = among.or(number -> number % modulus >= low && number % modulus <= high);
            }
            return parts.group(2).equals("=") ? among : among.negate();
        }
    }
}
