package digestbot.chat.search;

import digestbot.chat.api.Command;
import digestbot.i18n.CommandPhrase;
import digestbot.i18n.Texts;
import digestbot.library.search.SearchQuery;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text after `/search`: words, and filters such as `perspective:china` or `from:"5 feb"`.
///
/// @param words the words alone
/// @param filters the filters; an option overrides a typed filter
/// @param duplicate a filter that was typed twice with different values, which is an error
public record TypedSearch(String words, Map<Kind, String> filters, Optional<DuplicateFilter> duplicate) {

    /// Two different values of one filter.
    ///
    /// @param kind the filter's name as it was typed, in any language
    record DuplicateFilter(String kind, String one, String other) {}

    /// A kind of filter.
    enum Kind {
        TOPIC(CommandPhrase.OPTION_TOPIC, "topic"),
        PERSPECTIVE(CommandPhrase.OPTION_PERSPECTIVE, "perspective"),
        FROM(CommandPhrase.OPTION_FROM, "from"),
        UNTIL(CommandPhrase.OPTION_UNTIL, "to"),
        ON(CommandPhrase.OPTION_DATE, "on");

        private final CommandPhrase name;
        private final String alias;

        Kind(CommandPhrase name, String alias) {
            this.name = name;
            this.alias = alias;
        }
    }

    private static final Pattern WORD =
            Pattern.compile("(?:(?<key>\\p{L}+)[:：])?(?:\"(?<quoted>[^\"]*)\"|“(?<curly>[^”]*)”|(?<bare>\\S+))");
    private static final Map<String, Kind> KINDS = kinds();
    private static final int MAX_LENGTH = 300;

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.alias, kind);
            Texts.languages()
                    .forEach(language -> kinds.putIfAbsent(Texts.of(language).format(kind.name), kind));
        }
        return kinds;
    }

    /// Parses a line. Filter names may be in any of the bot's languages; anything else is a search
    /// word.
    public static TypedSearch read(String typed) {
        Map<Kind, String> filters = new EnumMap<>(Kind.class);
        Optional<DuplicateFilter> duplicate = Optional.empty();
        var words = new StringBuilder();
        Matcher word = WORD.matcher(typed);
        while (word.find()) {
            Optional<Kind> kind = Optional.ofNullable(word.group("key"))
                    .map(key -> key.toLowerCase(Locale.ROOT))
                    .map(KINDS::get);
            if (kind.isPresent()) {
                String value = value(word);
                String before = filters.put(kind.get(), value);
                if (duplicate.isEmpty() && before != null && !before.equalsIgnoreCase(value)) {
                    duplicate = Optional.of(new DuplicateFilter(word.group("key"), before, value));
                }
            } else {
                words.append(words.isEmpty() ? "" : " ").append(word.group());
            }
        }
        return new TypedSearch(bounded(words.toString()), filters, duplicate);
    }

    /// The same with additional filters from options.
    TypedSearch with(Command.SearchFilters options) {
        Map<Kind, String> all = new EnumMap<>(Kind.class);
        all.putAll(filters);
        put(all, Kind.TOPIC, options.topic());
        put(all, Kind.PERSPECTIVE, options.perspective());
        put(all, Kind.FROM, options.from());
        put(all, Kind.UNTIL, options.to());
        return new TypedSearch(words, all, duplicate);
    }

    /// Tells whether the query is empty: no searchable word and no filter. A single day alone does
    /// not count as a filter, because `/digest` shows it.
    public boolean isEmpty() {
        boolean lists = words.isEmpty() && filters.keySet().stream().anyMatch(kind -> kind != Kind.ON);
        return !SearchQuery.of(words).hasWords() && !lists;
    }

    private static void put(Map<Kind, String> all, Kind kind, String option) {
        if (!option.isBlank()) {
            all.put(kind, option.strip());
        }
    }

    Optional<String> get(Kind kind) {
        return Optional.ofNullable(filters.get(kind));
    }

    private static String value(Matcher word) {
        return Optional.ofNullable(word.group("quoted"))
                .or(() -> Optional.ofNullable(word.group("curly")))
                .orElseGet(() -> word.group("bare"))
                .strip();
    }

    private static String bounded(String words) {
        if (words.length() <= MAX_LENGTH) {
            return words;
        }
        return words.substring(
                0, Character.isHighSurrogate(words.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH);
    }
}
