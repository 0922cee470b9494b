package digestbot.api;

import digestbot.digest.DigestKey;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.DigestListQuery.ListPlace;
import digestbot.library.search.SearchQuery;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Reads the parameters of requests within their limits, and refuses a wrong one with an
/// [ApiProblem]. It ignores unknown parameters.
public record ApiParameters(Function<String, List<String>> values) {

    public static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    public static final String LANGUAGE = "[A-Za-z0-9]{2,8}(-[A-Za-z0-9]{1,8}){0,3}";

    public static final String CURSOR = DAY + "_\\d{1,18}";

    public static final int MAX_QUERY_LENGTH = 200;

    public static final int MAX_EDITION_LENGTH = 100;

    public static final Limit LIST_LIMIT = new Limit(50, 100);

    public static final Limit SEARCH_LIMIT = new Limit(10, 25);

    public record Limit(int usual, int max) {}

    public DigestListQuery list() {
        return new DigestListQuery(
                topic(),
                day("from"),
                day("to"),
                language(),
                matching("cursor", CURSOR, "a value of “next”").map(ApiParameters::place));
    }

    /// Reads a search, whose words are in the parameter with the name `words`.
    public SearchQuery search(String words) {
        String typed = value(words)
                .filter(text -> !text.isBlank() && text.length() <= MAX_QUERY_LENGTH)
                .orElseThrow(() -> ApiProblem.parameter(
                        words, "the words to look for, with at most " + MAX_QUERY_LENGTH + " characters"));
        var query = new SearchQuery(
                typed,
                topic(),
                matching("perspective", DigestKey.ID, "the id of a perspective, such as us"),
                day("from"),
                day("to"));
        if (!query.hasWords()) {
            throw ApiProblem.parameter(words, "words with letters or digits");
        }
        return query;
    }

    /// Reads the address of a digest; without a day, of the latest one.
    public PublicDigestFinder.DigestAddress address(String topic, Optional<String> day) {
        return new PublicDigestFinder.DigestAddress(
                id("topic", topic), day.map(text -> parsed("day", text)), edition(), language());
    }

    public int limit(Limit bounds) {
        return value("limit")
                .map(text -> Optional.of(text)
                        .filter(number -> number.matches("\\d{1,4}"))
                        .map(Integer::valueOf)
                        .filter(number -> number >= 1 && number <= bounds.max())
                        .orElseThrow(() -> ApiProblem.parameter("limit", "a number from 1 to " + bounds.max())))
                .orElse(bounds.usual());
    }

    static String cursor(ListPlace place) {
        return place.day() + "_" + place.number();
    }

    private static ListPlace place(String cursor) {
        String[] parts = cursor.split("_", 2);
        try {
            return new ListPlace(LocalDate.parse(parts[0]), Long.parseLong(parts[1]));
        } catch (DateTimeException _) {
            throw ApiProblem.parameter("cursor", "a value of “next”");
        }
    }

    private Optional<String> topic() {
        return value("topic").map(text -> id("topic", text));
    }

    private static String id(String name, String text) {
        if (!text.matches(DigestKey.ID)) {
            throw ApiProblem.parameter(name, "the id of a topic, such as us-china");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private Optional<LocalDate> day(String name) {
        return value(name).map(text -> parsed(name, text));
    }

    private static LocalDate parsed(String name, String text) {
        try {
            if (text.matches(DAY)) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException _) {
            // Continues to the problem below.
        }
        throw ApiProblem.parameter(name, "a day such as 2026-02-11");
    }

    private Optional<String> language() {
        return matching("language", LANGUAGE, "a language tag such as en or zh-CN");
    }

    private Optional<String> edition() {
        Optional<String> edition = value("edition");
        if (edition.filter(text -> text.length() > MAX_EDITION_LENGTH).isPresent()) {
            throw ApiProblem.parameter("edition", "at most " + MAX_EDITION_LENGTH + " characters long");
        }
        return edition;
    }

    private Optional<String> matching(String name, String pattern, String expected) {
        Optional<String> value = value(name);
        if (value.filter(text -> !text.matches(pattern)).isPresent()) {
            throw ApiProblem.parameter(name, expected);
        }
        return value;
    }

    private Optional<String> value(String name) {
        List<String> all = values.apply(name);
        if (all.size() > 1) {
            throw ApiProblem.parameter(name, "given once");
        }
        return all.stream().findFirst();
    }
}
