package digestbot.telegram;

import digestbot.content.paging.MessageBudget.Cost;
import digestbot.markdown.Inline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes the HTML of one message or panel and measures it.
///
/// Tags are nested as Telegram allows: no code inside styles or links, no link inside a link, no
/// style inside itself. A tag is opened at its first character, so that no tag is empty.
final class HtmlWriter {

    private final StringBuilder html = new StringBuilder();
    private final StringBuilder visible = new StringBuilder();
    private final List<Tag> pendingTags = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private final boolean preventEntities;
    private int openCount;
    private int entities;

    private record Tag(String name, String open) {}

    /// `preventEntities` keeps the text from turning into mentions, commands or hashtags.
    HtmlWriter(boolean preventEntities) {
        this.preventEntities = preventEntities;
    }

    /// Writes text, escaped and without control and bidirectional characters.
    void text(String text) {
        text.codePoints().filter(HtmlWriter::isHarmless).forEach(this::character);
    }

    private void character(int point) {
        openTags();
        boolean found = EntityEscaper.needsSeparator(visible, point);
        if (found && preventEntities) {
            html.append(EntityEscaper.WORD_JOINER);
            visible.append(EntityEscaper.WORD_JOINER);
        }
        if ((found && !preventEntities) || EntityEscaper.mayCompleteLink(visible, point)) {
            countEntity();
        }
        put(point);
    }

    void styled(String name, Runnable writer) {
        if (isPending(name)) {
            writer.run();
        } else {
            withTag(new Tag(name, "<" + name + ">"), writer);
        }
    }

    void linked(String url, Runnable writer) {
        if (isPending("a")) {
            writer.run();
        } else {
            withTag(new Tag("a", "<a href=\"" + escaped(url) + "\">"), writer);
        }
    }

    /// Writes a moment; see “Date-time entity formatting” in the Bot API's documentation. Within a
    /// link, the moment is plain text.
    void moment(Inline.Moment moment) {
        if (isPending("a")) {
            text(moment.text());
        } else {
            String format = switch (moment.style()) {
                case TIME -> "t";
                case DAY_AND_TIME -> "wdt";
            };
            withTag(
                    new Tag(
                            "tg-time",
                            "<tg-time unix=\"" + moment.at().getEpochSecond() + "\" format=\"" + format + "\">"),
                    () -> text(moment.text()));
        }
    }

    private void withTag(Tag tag, Runnable writer) {
        pendingTags.add(tag);
        writer.run();
        if (openCount == pendingTags.size()) {
            closeLast();
        }
        pendingTags.removeLast();
    }

    /// Writes code, in which line feeds start new lines. Within a link, the code is plain text.
    void code(String code) {
        if (isPending("a")) {
            text(code.replace('\n', ' '));
        } else {
            verbatim("<code>", code, "</code>");
        }
    }

    void preformatted(String language, String code) {
        String name = language.replaceAll("[^A-Za-z0-9+#_-]", "");
        if (name.isEmpty()) {
            verbatim("<pre>", code, "</pre>");
        } else {
            verbatim("<pre><code class=\"language-" + name + "\">", code, "</code></pre>");
        }
    }

    private void verbatim(String open, String code, String close) {
        if (code.isBlank()) {
            return;
        }
        while (openCount > 0) {
            closeLast();
        }
        openTag(open);
        code.codePoints().forEach(point -> {
            if (point == '\n') {
                newLine();
            } else if (point == '\t') {
                put(' ');
            } else if (isHarmless(point)) {
                put(point);
            }
        });
        html.append(close);
    }

    void quoted(boolean expandable, Runnable writer) {
        openTag(expandable ? "<blockquote expandable>" : "<blockquote>");
        writer.run();
        html.append("</blockquote>");
    }

    /// Runs the writer so that each new line starts with the prefix.
    void prefixed(String prefix, Runnable writer) {
        prefixes.add(prefix);
        writer.run();
        prefixes.removeLast();
    }

    void newLine() {
        String line = "\n" + String.join("", prefixes);
        html.append(line);
        visible.append(line);
    }

    boolean isBlank() {
        return visible.toString().isBlank();
    }

    String html() {
        return html.toString();
    }

    /// An upper bound of the cost of the text written so far.
    Cost cost() {
        return new Cost(visible.length(), html.toString().getBytes(StandardCharsets.UTF_8).length, entities);
    }

    private void openTags() {
        while (openCount < pendingTags.size()) {
            openTag(pendingTags.get(openCount).open());
            openCount++;
        }
    }

    private void openTag(String open) {
        html.append(open);
        countEntity();
    }

    /// Counts an entity. Telegram splits each enclosing style at the entity, which adds two
    /// entities per style.
    private void countEntity() {
        entities += 1 + 2 * openCount;
    }

    private void closeLast() {
        openCount--;
        html.append("</").append(pendingTags.get(openCount).name()).append('>');
    }

    private boolean isPending(String name) {
        return pendingTags.stream().anyMatch(tag -> tag.name().equals(name));
    }

    private void put(int point) {
        int safe = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\ufffd' : point;
        visible.appendCodePoint(safe);
        switch (safe) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            default -> html.appendCodePoint(safe);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static boolean isHarmless(int point) {
        return !(Character.isISOControl(point)
                || (point >= 0x2028 && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0xfeff);
    }

    /// Prevents Telegram from detecting mentions, commands, hashtags or links in literal text.
    ///
    /// The server detects entities after removing the markup, across the boundaries of formatted
    /// runs, so all preceding text is considered. The rules follow TDLib's `find_entities`
    /// conservatively. A WORD JOINER is invisible and matches none of these patterns, whereas
    /// zero-width joiners are part of links and hashtags.
    private static final class EntityEscaper {

        static final char WORD_JOINER = '\u2060';

        private EntityEscaper() {}

        static boolean needsSeparator(CharSequence written, int next) {
            int length = written.length();
            if (length == 0) {
                return false;
            }
            int before = length < 2 ? ' ' : written.charAt(length - 2);
            return switch (written.charAt(length - 1)) {
                case '@' -> Character.isLetterOrDigit(next) || next == '_';
                case '#' -> isTagLetter(next) && !isAsciiWord(before);
                case '$' -> next >= 'A' && next <= 'Z' && !isAsciiWord(before);
                case '/' -> isAsciiWord(next) && !isAsciiWord(before) && before != '/';
                case ':' -> next == '/' && !endsWithWebScheme(written, length - 1);
                default -> false;
            };
        }

        /// Whether the character completes text that the server may turn into a link, which
        /// counts as an entity.
        static boolean mayCompleteLink(CharSequence written, int next) {
            int length = written.length();
            if (length >= 3 && Character.isLetter(next) && written.charAt(length - 2) == '.') {
                return Character.isLetter(written.charAt(length - 1))
                        && !Character.isWhitespace(written.charAt(length - 3));
            }
            return next == '/' && length >= 2 && written.charAt(length - 1) == '/' && written.charAt(length - 2) == ':';
        }

        private static boolean endsWithWebScheme(CharSequence written, int end) {
            String tail = written.subSequence(Math.max(0, end - 5), end).toString();
            return tail.regionMatches(true, tail.length() - 4, "http", 0, 4) || tail.equalsIgnoreCase("https");
        }

        private static boolean isTagLetter(int c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == 0xb7 || c == 0x200c || (c >= 0xd80 && c <= 0xdff);
        }

        private static boolean isAsciiWord(int c) {
            return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }
    }
}
