package digestbot.site;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A requested path, cut into its parts; its segments are compared with those of ids that exist.
///
/// @param language the segment of a language; empty if there is none
/// @param segments the segments after it: topic, day or month, perspective
record SitePath(String language, List<String> segments) {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-.+)?");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,8})*");

    private static final int DAY_LENGTH = 10;
    private static final int MAX_SEGMENTS = 4;

    /// Reads a path that is relative to the base address; empty if no page can have it. A language
    /// is first in a path of one segment only if no topic has that segment, which the caller knows.
    static Optional<SitePath> parse(String path) {
        List<String> segments = Arrays.stream(path.split("/", -1))
                .filter(each -> !each.isEmpty())
                .toList();
        if (segments.size() > MAX_SEGMENTS) {
            return Optional.empty();
        }
        if (segments.size() < 2 || isDate(segments.get(1))) {
            return segments.size() > MAX_SEGMENTS - 1 ? Optional.empty() : Optional.of(new SitePath("", segments));
        }
        String language = segments.getFirst();
        List<String> rest = segments.subList(1, segments.size());
        boolean isPage = LANGUAGE.matcher(language).matches() && (rest.size() < 2 || isDate(rest.get(1)));
        return isPage ? Optional.of(new SitePath(language, rest)) : Optional.empty();
    }

    /// The same path as that of the home page of a language; empty if it is none.
    Optional<String> homeLanguage() {
        return language.isEmpty() && segments.size() == 1
                ? Optional.of(segments.getFirst())
                        .filter(each -> LANGUAGE.matcher(each).matches())
                : Optional.empty();
    }

    boolean isHome() {
        return segments.isEmpty();
    }

    String topic() {
        return segments.getFirst();
    }

    /// The segment of the day or month.
    Optional<String> date() {
        return segment(1);
    }

    Optional<String> perspective() {
        return segment(2);
    }

    /// The day, if the path has one.
    Optional<LocalDate> day() {
        return date().filter(each -> DAY.matcher(each).matches()).flatMap(each -> {
            try {
                return Optional.of(LocalDate.parse(each.substring(0, DAY_LENGTH)));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        });
    }

    /// The month, if the path has one instead of a day.
    Optional<YearMonth> month() {
        return date().filter(each -> MONTH.matcher(each).matches()).flatMap(each -> {
            try {
                return Optional.of(YearMonth.parse(each));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        });
    }

    private Optional<String> segment(int index) {
        return index < segments.size() ? Optional.of(segments.get(index)) : Optional.empty();
    }

    private static boolean isDate(String segment) {
        return DAY.matcher(segment).matches() || MONTH.matcher(segment).matches();
    }
}
