package digestbot.digest.parser;

import digestbot.digest.Source;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an entry of a source list: `[language] [title](link) - outlet (date)`, of which everything
/// but the title may be missing.
///
/// This is not Markdown: pipelines insert titles and links without escaping, so brackets and
/// parentheses need not be paired. The title ends where its brackets close before an address in
/// parentheses, or else at the first `](http`; the link ends at the first `)` before a space or the
/// end that pairs its parentheses, or else at the first `)` before a space or the end.
final class SourceLineReader {

    /// The maximum length of an entry; a longer one is not a title and an address.
    static final int MAX_ENTRY_LENGTH = 8 * 1024;

    private static final int MAX_TITLE_LENGTH = 500;
    private static final int MAX_OUTLET_LENGTH = 100;

    private static final String ADDRESS_START = "](http";
    private static final Pattern LANGUAGE =
            Pattern.compile("\\[([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4})](?!\\()\\s*");
    private static final Pattern DASH = Pattern.compile("\\s*[-–—]\\s*");
    private static final Pattern LOOSE_DASH = Pattern.compile("\\s[-–—]\\s");
    private static final Pattern LINK_TITLE = Pattern.compile("\\s+(?:\"[^\"]*\"|'[^']*')$");

    private final int number;
    private final int line;
    private final DiagnosticCollector warnings;
    private String language = "";
    private String title = "";
    private String link = "";
    private String outlet = "";
    private Optional<LocalDate> date = Optional.empty();

    private SourceLineReader(int number, int line, DiagnosticCollector warnings) {
        this.number = number;
        this.line = line;
        this.warnings = warnings;
    }

    /// Parses an entry without its number; empty if it has no title, link or outlet.
    static Optional<Source> read(int number, String text, int line, DiagnosticCollector warnings) {
        var entry = new SourceLineReader(number, line, warnings);
        entry.read(text.substring(0, Math.min(text.length(), MAX_ENTRY_LENGTH)).strip());
        return entry.source();
    }

    private void read(String text) {
        Matcher tag = LANGUAGE.matcher(text);
        String rest = text;
        if (tag.lookingAt() && tag.end() < text.length()) {
            language = tag.group(1).replace('_', '-');
            rest = text.substring(tag.end());
        }
        int middle = rest.startsWith("[") ? titleEnd(rest) : -1;
        if (middle < 0) {
            readUnlinked(rest);
            return;
        }
        title = rest.substring(1, middle);
        int end = linkEnd(rest, middle + 2);
        link = withoutTitle(rest.substring(middle + 2, end).strip());
        readTail(rest.substring(Math.min(end + 1, rest.length())));
    }

    private static String withoutTitle(String target) {
        return target.endsWith("\"") || target.endsWith("'")
                ? LINK_TITLE.matcher(target).replaceFirst("")
                : target;
    }

    /// The position of the `](` between title and link; -1 if there is none.
    private static int titleEnd(String text) {
        int balanced = balancedEnd(text);
        if (balanced >= 0 && text.regionMatches(true, balanced, ADDRESS_START, 0, ADDRESS_START.length())) {
            return balanced;
        }
        int address = text.toLowerCase(Locale.ROOT).indexOf(ADDRESS_START);
        return address >= 0 ? address : balanced >= 0 ? balanced : text.indexOf("](");
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

    /// The position of the `)` after the link that starts at a place; the text's end if it is
    /// missing.
    private static int linkEnd(String text, int from) {
        int depth = 0;
        int first = -1;
        boolean spaced = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            spaced |= Character.isWhitespace(c);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                boolean ends = i + 1 == text.length() || !isOfAddress(text.charAt(i + 1));
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

    private static boolean isOfAddress(char c) {
        return !Character.isWhitespace(c) && c != '–' && c != '—';
    }

    /// Reads `title - outlet (date)`; the last dash is the separator.
    private void readUnlinked(String text) {
        String rest = takeDate(text);
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
        String rest = takeDate(text);
        Matcher dash = DASH.matcher(rest);
        outlet = dash.lookingAt() ? rest.substring(dash.end()) : rest;
    }

    /// Removes the parenthesised date from the end of the text.
    private String takeDate(String text) {
        String rest = text.strip();
        char last = rest.isEmpty() ? 0 : rest.charAt(rest.length() - 1);
        int open = Math.max(rest.lastIndexOf('('), rest.lastIndexOf('（'));
        if ((last != ')' && last != '）') || open < 0) {
            return rest;
        }
        String inside = rest.substring(open + 1, rest.length() - 1).strip();
        date = DigestDates.ofSource(inside);
        if (date.isEmpty() && !DigestDates.looksLikeDate(inside)) {
            return rest;
        }
        if (date.isEmpty()) {
            warnings.add(
                    line,
                    "source " + number + ": there is no day “" + inside + "”: write month/day/year or 2026-02-05");
        }
        return rest.substring(0, open).strip();
    }

    private Optional<Source> source() {
        Optional<WebAddress> address = WebAddress.parse(link);
        if (address.isEmpty() && !link.isBlank()) {
            warnings.add(
                    line,
                    "source " + number + ": “" + TextCleaner.line(link, 60)
                            + "” is not an http or https address and is left out: fix the link");
        }
        String name = TextCleaner.line(PlainText.unescape(title), MAX_TITLE_LENGTH);
        String publisher = TextCleaner.line(PlainText.unescape(outlet), MAX_OUTLET_LENGTH);
        if (name.isEmpty()) {
            name = address.map(WebAddress::url).orElse(publisher);
        }
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Source(number, language, name, address, publisher, date));
    }
}
