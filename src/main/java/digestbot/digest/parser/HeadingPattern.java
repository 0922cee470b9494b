package digestbot.digest.parser;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The form of headings of perspectives: “United States Perspective (United States Sources)” is a
/// name, then “Perspective (”, the name again, and “Sources)”.
final class HeadingPattern {

    private HeadingPattern() {}

    /// The pattern of headings of the same form with another name; empty if the heading is just the
    /// name.
    static Optional<Pattern> of(String heading, String name) {
        String folded = heading.toLowerCase(Locale.ROOT);
        String wanted = name.toLowerCase(Locale.ROOT);
        int at = folded.indexOf(wanted);
        if (at < 0 || folded.length() != heading.length()) {
            return Optional.empty();
        }
        var pattern = new StringBuilder();
        int from = 0;
        boolean first = true;
        while (at >= 0) {
            pattern.append(Pattern.quote(heading.substring(from, at))).append(first ? "(.{1,100}?)" : "\\1");
            first = false;
            from = at + wanted.length();
            at = folded.indexOf(wanted, from);
        }
        String rest = heading.substring(from);
        boolean isNameAlone = heading.length() - wanted.length() < 2;
        pattern.append(Pattern.quote(rest));
        return isNameAlone
                ? Optional.empty()
                : Optional.of(Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }
}
