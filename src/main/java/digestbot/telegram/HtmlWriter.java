package digestbot.telegram;

import digestbot.content.paging.MessageBudget.Cost;
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
    private final List<Tag> wanted = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private final boolean guarded;
    private int opened;
    private int marks;

    private record Tag(String name, String open) {}

    /// @param guarded whether to keep the text from becoming mentions, commands or hashtags
    HtmlWriter(boolean guarded) {
        this.guarded = guarded;
    }

    /// Writes text, escaped and without control and bidirectional characters.
    void text(String text) {
        text.codePoints().filter(HtmlWriter::isHarmless).forEach(this::character);
    }

    private void character(int point) {
        openTags();
        boolean found = EntityGuard.separates(visible, point);
        if (found && guarded) {
            html.append(EntityGuard.WORD_JOINER);
            visible.append(EntityGuard.WORD_JOINER);
        }
        if ((found && !guarded) || EntityGuard.mayCompleteLink(visible, point)) {
            countMark();
        }
        put(point);
    }

    /// Runs the writer with the style on.
    ///
    /// @param name `b`, `i` or `s`
    void styled(String name, Runnable writer) {
        if (isWanted(name)) {
            writer.run();
        } else {
            within(new Tag(name, "<" + name + ">"), writer);
        }
    }

    /// Runs the writer with its text linked.
    void linked(String url, Runnable writer) {
        if (isWanted("a")) {
            writer.run();
        } else {
            within(new Tag("a", "<a href=\"" + escaped(url) + "\">"), writer);
        }
    }

    private void within(Tag tag, Runnable writer) {
        wanted.add(tag);
        writer.run();
        if (opened == wanted.size()) {
            closeLast();
        }
        wanted.removeLast();
    }

    /// Writes code; line feeds in it begin new lines. Within a link it is plain text.
    void code(String code) {
        if (isWanted("a")) {
            text(code.replace('\n', ' '));
        } else {
            verbatim("<code>", code, "</code>");
        }
    }

    /// Writes preformatted lines.
    ///
    /// @param language the language for syntax highlighting; empty for none
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
        while (opened > 0) {
            closeLast();
        }
        mark(open);
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

    /// Runs the writer inside a quote. Must not be nested.
    void quoted(boolean expandable, Runnable writer) {
        mark(expandable ? "<blockquote expandable>" : "<blockquote>");
        writer.run();
        html.append("</blockquote>");
    }

    /// Runs the writer with each of its new lines beginning with the prefix.
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

    /// An upper bound of the cost of the text so far.
    Cost cost() {
        return new Cost(visible.length(), html.toString().getBytes(StandardCharsets.UTF_8).length, marks);
    }

    private void openTags() {
        while (opened < wanted.size()) {
            mark(wanted.get(opened).open());
            opened++;
        }
    }

    private void mark(String open) {
        html.append(open);
        countMark();
    }

    /// Telegram splits the enclosing styles at an entity, which adds two entities for each.
    private void countMark() {
        marks += 1 + 2 * opened;
    }

    private void closeLast() {
        opened--;
        html.append("</").append(wanted.get(opened).name()).append('>');
    }

    private boolean isWanted(String name) {
        return wanted.stream().anyMatch(tag -> tag.name().equals(name));
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

    /// Tells whether it is neither a control character nor a bidirectional override.
    private static boolean isHarmless(int point) {
        return !(Character.isISOControl(point)
                || (point >= 0x2028 && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0xfeff);
    }
}
