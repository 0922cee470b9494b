package digestbot.digest.parser;

import digestbot.digest.Perspective;
import digestbot.digest.Source;
import digestbot.digest.parser.DigestDates.DateOrder;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A source list: its entries as sources and the perspective of each entry. Titles, outlets and
/// links are inline Markdown.
final class SourceList {

    /// Normalised headings that always denote a source list.
    private static final Set<String> HEADINGS = Set.of("""
            sources, source list, source, references, quellen, quellenverzeichnis, fuentes, fontes,
            fonti, références, bronnen, källor, kilder, lähteet, źródła, zdroje, források, surse,
            kaynaklar, nguồn, sumber, источники, джерела, πηγές, المصادر, مصادر, מקורות, منابع, स्रोत,
            แหล่งที่มา, 来源, 來源, 消息来源, 资料来源, 資料來源, 新闻来源, 出典, 情報源, ソース, 출처""".strip().split("\\s*,\\s*"));

    private static final Pattern ENTRY = Pattern.compile("[ \\t]{0,8}(?:(\\d{1,6})[.)、．]|[-*+])[ \\t]+(?=\\S)");

    private static final int MAX_TITLE_LENGTH = 500;
    private static final int MAX_OUTLET_LENGTH = 100;

    /// The number of texts whose emphasis and links are resolved, which is far slower than
    /// resolving escapes and entities. In further texts, emphasis and links remain text.
    private static final int MAX_PARSED_TEXTS = 2000;

    /// The mark at the end of an entry that names its perspective.
    private static final Pattern MARK = Pattern.compile("\\{\\s*([A-Za-z0-9._-]{1,64})\\s*}$");

    private final DateOrder dates;
    private final List<Perspective> perspectives;
    private final DiagnosticCollector warnings;
    private final List<Source> sources = new ArrayList<>();
    private int parsedTexts;

    SourceList(DateOrder dates, List<Perspective> perspectives, DiagnosticCollector warnings) {
        this.dates = dates;
        this.perspectives = List.copyOf(perspectives);
        this.warnings = warnings;
    }

    /// `number` is the entry's place if the entry does not state a number.
    private record NumberedText(int number, boolean numbered, int line, String text) {}

    /// Whether a section is certainly the source list: either by its heading alone, or by a heading
    /// that starts with a word for sources above linked entries.
    static boolean isNamed(String heading, String text) {
        String folded = PerspectiveNames.fold(heading);
        String bare = folded.replaceAll("^[^\\p{L}]+", "").replaceAll("[^\\p{L}\\p{M}]+$", "");
        if (HEADINGS.contains(bare)) {
            return true;
        }
        return HEADINGS.stream().anyMatch(word -> PerspectiveNames.beginsWith(bare, word)) && hasForm(text, 2);
    }

    /// Whether a section's text has the form of a source list. At least two thirds of its entries
    /// must be numbered and have a link with a language, an outlet or a date.
    static boolean hasForm(String text) {
        return hasForm(text, 3);
    }

    private static boolean hasForm(String text, int weight) {
        List<NumberedText> entries = entries(text, 1);
        long good = entries.stream()
                .filter(entry -> entry.numbered() && new SourceEntry(entry.text()).isCredited())
                .count();
        return good > 0 && good * weight >= entries.size() * 2L;
    }

    /// Adds the sources of a list. Skips text before the first entry.
    void read(String text, int firstLine) {
        Map<WebAddress, Integer> lines = new HashMap<>();
        for (NumberedText entry : entries(text, firstLine)) {
            read(entry.number(), entry.text(), entry.line()).ifPresent(source -> {
                sources.add(source);
                source.link().ifPresent(link -> noteLink(link, entry.line(), lines));
            });
        }
    }

    private void noteLink(WebAddress link, int line, Map<WebAddress, Integer> lines) {
        Integer first = lines.putIfAbsent(link, line);
        if (first != null) {
            warnings.add(line, "the link is the same as on line " + first + ": remove one, or fix its link");
        }
    }

    private static List<NumberedText> entries(String text, int firstLine) {
        List<NumberedText> entries = new ArrayList<>();
        int line = firstLine;
        boolean open = false;
        for (String written : text.split("\n", -1)) {
            Matcher entry = ENTRY.matcher(written);
            if (entry.lookingAt()) {
                boolean numbered = entry.group(1) != null;
                int number = numbered ? Integer.parseInt(entry.group(1)) : entries.size() + 1;
                entries.add(new NumberedText(number, numbered, line, written.substring(entry.end())));
                open = true;
            } else if (written.isBlank()) {
                open = false;
            } else if (open) {
                appendLine(entries, written);
            }
            line++;
        }
        return entries;
    }

    /// Appends a line to the entry directly above it.
    private static void appendLine(List<NumberedText> entries, String more) {
        NumberedText last = entries.getLast();
        if (last.text().length() + more.length() < SourceEntry.MAX_ENTRY_LENGTH) {
            String whole = last.text() + " " + more.strip();
            entries.set(entries.size() - 1, new NumberedText(last.number(), last.numbered(), last.line(), whole));
        }
    }

    /// Reads an entry without its number; empty if it has no title, link or outlet.
    Optional<Source> read(int number, String text, int line) {
        Matcher mark = MARK.matcher(text.stripTrailing());
        boolean isMarked = text.stripTrailing().endsWith("}") && mark.find();
        OptionalInt perspective = isMarked ? perspective(mark.group(1), number, line) : OptionalInt.empty();
        var entry = new SourceEntry(perspective.isPresent() ? text.substring(0, mark.start()) : text);
        Optional<LocalDate> date = date(entry, number, line);
        Optional<WebAddress> address = address(entry, number, line);
        String outlet = TextCleaner.line(plain(entry.outlet), MAX_OUTLET_LENGTH);
        String title = TextCleaner.line(plain(entry.title), MAX_TITLE_LENGTH);
        if (title.isEmpty()) {
            title = address.map(WebAddress::url).orElse(outlet);
        }
        return title.isEmpty()
                ? Optional.empty()
                : Optional.of(new Source(number, entry.language, title, address, outlet, date, perspective));
    }

    private OptionalInt perspective(String id, int number, int line) {
        List<String> ids = perspectives.stream()
                .map(perspective -> perspective.id().toLowerCase(Locale.ROOT))
                .toList();
        int place = ids.indexOf(id.toLowerCase(Locale.ROOT));
        if (place < 0 && !ids.isEmpty()) {
            warnings.add(
                    line,
                    "source " + number + ": “{" + id + "}” names no perspective of this digest and is shown as text:"
                            + " write one of " + String.join(", ", ids));
        }
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    private Optional<LocalDate> date(SourceEntry entry, int number, int line) {
        Optional<LocalDate> date = DigestDates.ofSource(entry.day, dates);
        if (date.isEmpty() && !entry.day.isEmpty()) {
            boolean isOtherOrder =
                    DigestDates.ofSource(entry.day, dates.other()).isPresent();
            warnings.add(
                    line,
                    "source " + number + ": there is no day “" + entry.day + "”: write " + dates.form()
                            + " or 2026-02-05"
                            + (isOtherOrder
                                    ? ", or add `dates: " + dates.other().key() + "` to the front matter"
                                    : ""));
        }
        return date;
    }

    private Optional<WebAddress> address(SourceEntry entry, int number, int line) {
        String link = PlainText.unescape(entry.link);
        Optional<WebAddress> address = WebAddress.parse(link);
        if (address.isEmpty() && !link.isBlank()) {
            warnings.add(
                    line,
                    "source " + number + ": “" + TextCleaner.line(link, 60)
                            + "” is not an http or https address and is left out: fix the link");
        }
        return address;
    }

    private String plain(String markdown) {
        boolean isMarked = markdown.chars().anyMatch(c -> "*_~`[".indexOf(c) >= 0);
        return isMarked && ++parsedTexts <= MAX_PARSED_TEXTS
                ? PlainText.ofLine(markdown)
                : PlainText.unescape(markdown);
    }

    List<Source> sources() {
        return sources;
    }

    /// Assigns the sources to perspectives. An entry's mark wins. Otherwise the place in the list
    /// decides: the list consists of blocks in the order of the perspectives if the digest says so
    /// (`isOrdered`), or if all perspectives with articles have equal counts that add up to the
    /// list. `line` is the list's line.
    List<Source> divided(boolean isOrdered, int line) {
        List<Integer> places = places(isOrdered, line);
        List<Source> divided = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            divided.add(
                    places.isEmpty() || source.perspective().isPresent()
                            ? source
                            : source.withPerspective(places.get(i)));
        }
        return divided;
    }

    /// The perspective's ordinal for each place in the list; empty if the list has no blocks.
    private List<Integer> places(boolean isOrdered, int line) {
        if (perspectives.size() < 2) {
            return List.of();
        }
        List<Integer> places = new ArrayList<>();
        int largest = 0;
        boolean equal = true;
        for (int i = 0; i < perspectives.size(); i++) {
            OptionalInt count = perspectives.get(i).count();
            if (count.isEmpty() || places.size() + count.getAsInt() > sources.size()) {
                return withoutBlocks(isOrdered, line);
            }
            equal &= count.getAsInt() == 0 || largest == 0 || count.getAsInt() == largest;
            largest = Math.max(largest, count.getAsInt());
            places.addAll(Collections.nCopies(count.getAsInt(), i));
        }
        return places.size() != sources.size()
                ? withoutBlocks(isOrdered, line)
                : equal || isOrdered ? places : List.of();
    }

    private List<Integer> withoutBlocks(boolean isOrdered, int line) {
        if (isOrdered) {
            warnings.add(
                    line,
                    "the sources are in the order of the perspectives, but their counts do not say where each begins:"
                            + " give every perspective its `count`, so that they add up to the list");
        }
        return List.of();
    }

    /// The parts of an entry as written: `[language] [title](link) - outlet (date)`. Only the title
    /// is required.
    ///
    /// The parts are Markdown. Pipelines also insert titles and links without escaping, so brackets
    /// and parentheses may be unpaired. The title ends where its brackets close before an address
    /// in parentheses; otherwise at the first `](http`. [#linkEnd] finds the end of the link.
    private static final class SourceEntry {

        /// The maximum length of an entry. Anything longer cannot be a title and an address.
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
        /// Markdown.
        private String title = "";
        /// The link's destination, with escapes and entities.
        private String link = "";
        /// Markdown.
        private String outlet = "";
        /// Text in the form of a date, even if the date does not exist.
        private String day = "";

        /// Splits an entry without its number.
        SourceEntry(String text) {
            readEntry(
                    text.substring(0, Math.min(text.length(), MAX_ENTRY_LENGTH)).strip());
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
            Matcher emphasis = EMPHASIS.matcher(rest);
            Matcher autolink = AUTOLINK.matcher(rest);
            if (rest.startsWith("[")) {
                readLink(rest, "");
            } else if (emphasis.lookingAt()) {
                readLink(rest.substring(emphasis.end(1)), emphasis.group(1));
            } else if (autolink.lookingAt()) {
                link = autolink.group(1);
                readTail(rest.substring(autolink.end()));
            } else {
                readUnlinked(rest);
            }
        }

        /// `mark` is the emphasis mark around the link; empty for none.
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

        /// The link's destination without `<…>` and the link's title.
        private static String destination(String target) {
            int close = target.startsWith("<") ? target.indexOf('>') : -1;
            if (close > 0) {
                return target.substring(1, close);
            }
            return target.endsWith("\"") || target.endsWith("'") || target.endsWith(")")
                    ? LINK_TITLE.matcher(target).replaceFirst("")
                    : target;
        }

        /// The index of the `](` between title and link; -1 if there is none.
        private static int titleEnd(String text) {
            int balanced = balancedEnd(text);
            Matcher address = ADDRESS_START.matcher(text);
            if (balanced >= 0 && address.region(balanced, text.length()).lookingAt()) {
                return balanced;
            }
            address.reset();
            return address.find() ? address.start() : balanced >= 0 ? balanced : text.indexOf("](");
        }

        /// The index at which the first bracket closes if a `(` follows, otherwise -1.
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

        /// Finds the end of a link's destination: the first `)` before a space or the end that
        /// balances its parentheses, otherwise the first `)` before a space or the end. An escaped
        /// parenthesis, or one within `<…>`, does not end it.
        ///
        /// Returns the index of the `)` after the link that starts at `from`, or the text's end.
        /// `mark` is the emphasis mark that may follow the `)`; empty for none.
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

        /// The index after `<…>`; `from` if the destination has another form.
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
}
