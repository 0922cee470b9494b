package digestbot.digest.parser;

import digestbot.markdown.WebAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An entry of a source list in its parts, as they are written: `[language] [title](link) - outlet (date)`, of which
/// everything but the title may be missing.
///
/// The parts are Markdown, but pipelines also insert titles and links without escaping, so brackets
/// and parentheses need not be paired. The title ends where its brackets close before an address in
/// parentheses, or else at the first `](http`. [#linkEnd] finds the end of the link.
final class SourceEntry {

    /// The maximum length of an entry; a longer one is not a title and an address.
    static final int MAX_ENTRY_LENGTH = 8 * 1024;

    private static final Pattern ADDRESS_START = Pattern.compile("\\]\\(\\s{0,8}<?http", Pattern.CASE_INSENSITIVE);
    private static final Pattern LANGUAGE =
            Pattern.compile("\\[([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4})](?!\\()\\s*");
    private static final Pattern EMPHASIS = Pattern.compile("(\\*{1,3}|_{1,3})\\[");
    private static final Pattern AUTOLINK = Pattern.compile("<(https?://[^<>\\s]+)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern DASH = Pattern.compile("\\s*[-–—]\\s*");
    private static final Pattern LOOSE_DASH = Pattern.compile("\\s[-–—]\\s");
    private static final Pattern LINK_TITLE = Pattern.compile("\\s+(?:\"[^\"]*\"|'[^']*'|\\([^()]*\\))$");

    private String language = "";
    private String title = "";
    private String link = "";
    private String outlet = "";
    private String day = "";

    /// Splits an entry without its number.
    SourceEntry(String text) {
        readEntry(text.substring(0, Math.min(text.length(), MAX_ENTRY_LENGTH)).strip());
    }

    String language() {
        return language;
    }

    /// Markdown.
    String title() {
        return title;
    }

    /// The destination of the link, with escapes and entities.
    String link() {
        return link;
    }

    /// Markdown.
    String outlet() {
        return outlet;
    }

    /// A text in the form of a date, even if there is no such day.
    String day() {
        return day;
    }

    boolean isCredited() {
        return WebAddress.parse(link).isPresent() && !(language.isEmpty() && outlet.isBlank() && day.isEmpty());
    }

    private void readEntry(String text) {
        Matcher tag = LANGUAGE.matcher(text);
        String rest = text;
        if (tag.lookingAt() && tag.end() < text.length()) {
            language = tag.group(1).replace('_', '-');
            rest = text.substring(tag.end());
        }
        switch (rest.isEmpty() ? 0 : rest.charAt(0)) {
            case '[' -> readLink(rest, "");
            case '*', '_' -> readEmphasis(rest);
            case '<' -> readAutolink(rest);
            default -> readUnlinked(rest);
        }
    }

    private void readEmphasis(String text) {
        Matcher emphasis = EMPHASIS.matcher(text);
        if (emphasis.lookingAt()) {
            readLink(text.substring(emphasis.end(1)), emphasis.group(1));
        } else {
            readUnlinked(text);
        }
    }

    private void readAutolink(String text) {
        Matcher autolink = AUTOLINK.matcher(text);
        if (autolink.lookingAt()) {
            link = autolink.group(1);
            readTail(text.substring(autolink.end()));
        } else {
            readUnlinked(text);
        }
    }

    /// `mark` is the sign of emphasis around the link, or empty.
    private void readLink(String text, String mark) {
        int titleEnd = titleEnd(text);
        if (titleEnd < 0) {
            readUnlinked(mark + text);
            return;
        }
        title = text.substring(1, titleEnd);
        int end = linkEnd(text, titleEnd + 2, mark);
        link = destination(text.substring(titleEnd + 2, end).strip());
        String tail = text.substring(Math.min(end + 1, text.length()));
        readTail(tail.startsWith(mark) ? tail.substring(mark.length()) : tail);
    }

    /// The destination of a link, without `<…>` and the link's title.
    private static String destination(String target) {
        int close = target.startsWith("<") ? target.indexOf('>') : -1;
        if (close > 0) {
            return target.substring(1, close);
        }
        return target.endsWith("\"") || target.endsWith("'") || target.endsWith(")")
                ? LINK_TITLE.matcher(target).replaceFirst("")
                : target;
    }

    /// The position of the `](` between title and link; -1 if there is none.
    private static int titleEnd(String text) {
        int balanced = balancedEnd(text);
        Matcher address = ADDRESS_START.matcher(text);
        if (balanced >= 0 && address.region(balanced, text.length()).lookingAt()) {
            return balanced;
        }
        address.reset();
        return address.find() ? address.start() : balanced >= 0 ? balanced : text.indexOf("](");
    }

    /// The position at which the first bracket closes, if a `(` follows; else -1.
    private static int balancedEnd(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return text.startsWith("(", i + 1) ? i : -1;
            }
        }
        return -1;
    }

    /// Reads `title - outlet (date)`; the last dash is the separator.
    private void readUnlinked(String text) {
        String rest = takeDay(text);
        int dash = -1;
        int after = -1;
        Matcher matcher = LOOSE_DASH.matcher(rest);
        while (matcher.find()) {
            dash = matcher.start();
            after = matcher.end();
        }
        title = dash < 0 ? rest : rest.substring(0, dash);
        outlet = dash < 0 ? "" : rest.substring(after);
        if (title.startsWith("[") && title.endsWith("]")) {
            title = title.substring(1, title.length() - 1);
        }
    }

    private void readTail(String text) {
        String rest = takeDay(text);
        Matcher dash = DASH.matcher(rest);
        outlet = dash.lookingAt() ? rest.substring(dash.end()) : rest;
    }

    private String takeDay(String text) {
        String rest = text.strip();
        char last = rest.isEmpty() ? 0 : rest.charAt(rest.length() - 1);
        int open = Math.max(rest.lastIndexOf('('), rest.lastIndexOf('（'));
        if ((last != ')' && last != '）') || open < 0) {
            return rest;
        }
        String inside = rest.substring(open + 1, rest.length() - 1).strip();
        if (!DigestDates.looksLikeDate(inside)) {
            return rest;
        }
        day = inside;
        return rest.substring(0, open).strip();
    }

    /// The end of a link's destination. It is the first `)` before a space or the end that pairs its parentheses, or
    /// else the first
    /// `)` before a space or the end. An escaped parenthesis and one within `<…>` does not end it.
    ///
    /// The result is the position of the `)` after the link that starts at `from`, or the text's
    /// end. `mark` is the sign of emphasis that may follow the `)`, or empty.
    private static int linkEnd(String text, int from, String mark) {
        int depth = 0;
        int first = -1;
        boolean spaced = false;
        for (int i = addressEnd(text, from); i < text.length(); i++) {
            char c = text.charAt(i);
            spaced |= Character.isWhitespace(c);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                boolean ends = endsAt(text, i + 1, mark);
                if (ends && depth == 0 && !spaced) {
                    return i;
                }
                first = ends && first < 0 ? i : first;
                depth = Math.max(0, depth - 1);
            }
            if (spaced && first >= 0) {
                return first;
            }
        }
        return first >= 0 ? first : text.length();
    }

    /// The place after `<…>`; the start if the destination has another form.
    private static int addressEnd(String text, int from) {
        int start = from;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int close = text.startsWith("<", start) ? text.indexOf('>', start) : -1;
        return close < 0 ? start : close + 1;
    }

    private static boolean endsAt(String text, int next, String mark) {
        return next == text.length()
                || !isOfAddress(text.charAt(next))
                || (!mark.isEmpty() && text.startsWith(mark, next));
    }

    private static boolean isOfAddress(char c) {
        return !Character.isWhitespace(c) && c != '–' && c != '—';
    }
}
