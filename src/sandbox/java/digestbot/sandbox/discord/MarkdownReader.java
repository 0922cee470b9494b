package digestbot.sandbox.discord;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientRow.LineKind;
import digestbot.sandbox.ClientSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text in Discord's Markdown as the lines that its app shows: headings, small print, quotes,
/// lists, code.
public final class MarkdownReader {

    private static final Pattern HEADING = Pattern.compile("#{1,3} +(.+?)");
    private static final Pattern SMALL = Pattern.compile("-# +(.+)");
    private static final Pattern BULLET = Pattern.compile("( *)[-*] +(.+)");
    private static final String FENCE = "```";

    private final InlineMarkdownReader inline;

    public MarkdownReader(InlineMarkdownReader inline) {
        this.inline = inline;
    }

    List<ClientRow> lines(String text, OptionalInt accent) {
        return new Reader(accent).read(text);
    }

    private final class Reader {
        private final OptionalInt accent;
        private final List<ClientRow> rows = new ArrayList<>();
        private boolean code;
        private boolean quote;

        Reader(OptionalInt accent) {
            this.accent = accent;
        }

        List<ClientRow> read(String text) {
            for (String line : text.strip().split("\n", -1)) {
                line(line);
            }
            return rows;
        }

        private void line(String line) {
            if (code) {
                boolean closes = line.endsWith(FENCE);
                String inside = closes ? line.substring(0, line.length() - FENCE.length()) : line;
                if (!closes || !inside.isEmpty()) {
                    verbatim(inside);
                }
                code = !closes;
            } else if (line.startsWith(FENCE) && line.indexOf(FENCE, FENCE.length()) < 0) {
                code = true;
            } else if (quote) {
                block(line, LineKind.QUOTE);
            } else if (line.startsWith(">>> ")) {
                quote = true;
                block(line.substring(4), LineKind.QUOTE);
            } else if (line.startsWith("> ")) {
                block(line.substring(2), LineKind.QUOTE);
            } else {
                block(line, LineKind.PLAIN);
            }
        }

        private void block(String line, LineKind around) {
            Matcher heading = HEADING.matcher(line);
            Matcher small = SMALL.matcher(line);
            Matcher bullet = BULLET.matcher(line);
            if (heading.matches()) {
                add(inline.spans(heading.group(1)), around == LineKind.QUOTE ? around : LineKind.HEADING);
            } else if (small.matches()) {
                add(inline.spans(small.group(1)), around == LineKind.QUOTE ? around : LineKind.SMALL);
            } else if (bullet.matches()) {
                List<ClientSpan> spans = new ArrayList<>();
                spans.add(new ClientSpan(bullet.group(1) + "• ", Set.of(), Optional.empty()));
                spans.addAll(inline.spans(bullet.group(2)));
                add(List.copyOf(spans), around);
            } else {
                add(inline.spans(line), around);
            }
        }

        private void verbatim(String line) {
            add(List.of(new ClientSpan(line, Set.of(ClientSpan.Style.CODE), Optional.empty())), LineKind.CODE);
        }

        private void add(List<ClientSpan> spans, LineKind kind) {
            rows.add(new ClientRow.Line(spans, kind, accent));
        }
    }
}
