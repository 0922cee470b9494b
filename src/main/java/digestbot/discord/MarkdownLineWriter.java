package digestbot.discord;

import digestbot.discord.InlineRuns.Run;
import digestbot.discord.InlineRuns.RunStyle;
import digestbot.markdown.WebAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes one line of runs as Markdown. Each run opens and closes its own marks.
final class MarkdownLineWriter {

    /// Discord shows a link as plain text if its label looks like an address, to prevent phishing.
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\w://|\\bwww\\.|^\\s*+[\\w-]++(?:\\.[\\w-]++)++(?<=\\.[a-z]{2,24})(?:/\\S*+)?\\s*+$");

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final Pattern BRACKET = Pattern.compile("[\\[\\]]");
    private static final Pattern TWO_TICKS = Pattern.compile("`(?=`)");

    private final StringBuilder out = new StringBuilder();

    /// The length of the line when a mark was last closed.
    private int closedAt = -1;

    private MarkdownLineWriter() {}

    static String write(List<Run> line) {
        var writer = new MarkdownLineWriter();
        for (int from = 0; from < line.size(); ) {
            int to = from + 1;
            while (to < line.size() && line.get(to).link().equals(line.get(from).link())) {
                to++;
            }
            List<Run> together = line.subList(from, to);
            line.get(from).link().ifPresentOrElse(link -> writer.link(link, together), () -> writer.runs(together));
            from = to;
        }
        return writer.out.toString();
    }

    private void link(WebAddress address, List<Run> runs) {
        var label = new StringBuilder();
        runs.forEach(sendState -> label.append(sendState.text()));
        if (label.toString().isBlank()) {
            bare(address);
        } else if (!ADDRESS.matcher(label).find()) {
            out.append('[');
            runs(runs.stream().map(MarkdownLineWriter::inLabel).toList());
            out.append("](")
                    .append(address.url().replace("(", "%28").replace(")", "%29"))
                    .append(')');
        } else if (label.toString().strip().equals(address.url())) {
            bare(address);
        } else {
            runs(runs);
            out.append(" (");
            bare(address);
            out.append(')');
        }
    }

    /// The run within a link label. Brackets cannot be escaped within code, where they would end
    /// the label.
    private static Run inLabel(Run sendState) {
        boolean ends = sendState.styles().contains(RunStyle.CODE)
                && BRACKET.matcher(sendState.text()).find();
        return ends ? new Run(sendState.text(), withoutCode(sendState), sendState.link()) : sendState;
    }

    private static Set<RunStyle> withoutCode(Run sendState) {
        Set<RunStyle> marks = EnumSet.copyOf(sendState.styles());
        marks.remove(RunStyle.CODE);
        return marks;
    }

    private void bare(WebAddress address) {
        out.append('<').append(address.url()).append('>');
    }

    private void runs(List<Run> runs) {
        runs.forEach(this::run);
    }

    private void run(Run sendState) {
        String body = sendState.text().strip();
        int start = sendState.text().indexOf(body);
        if (body.isEmpty()) {
            space(sendState.text());
            return;
        }
        space(sendState.text().substring(0, start));
        if (sendState.timestamp().isPresent()) {
            marked(sendState.timestamp().orElseThrow(), sendState.styles());
        } else if (sendState.styles().isEmpty()) {
            plain(body);
        } else {
            boolean code = sendState.styles().contains(RunStyle.CODE);
            marked(code ? code(body) : MarkdownEscaper.escape(body, false), sendState.styles());
        }
        space(sendState.text().substring(start + body.length()));
    }

    /// Writes spaces, except at the start of a line, which they would indent.
    private void space(String text) {
        if (!out.isEmpty()) {
            out.append(BREAKS.matcher(text).replaceAll(" "));
        }
    }

    private void plain(String text) {
        if (endsInUnderscore() && Character.isLetterOrDigit(text.codePointAt(0))) {
            out.append(MarkdownEscaper.ZERO_WIDTH_SPACE);
        }
        out.append(MarkdownEscaper.escape(text, out.isEmpty()));
    }

    /// @param markup the text between the marks, escaped
    private void marked(String markup, Set<RunStyle> marks) {
        boolean beginsWithWord = !out.isEmpty() && Character.isLetterOrDigit(out.codePointBefore(out.length()));
        boolean touches = closedAt == out.length() && !marks.isEmpty();
        if (touches || (beginsWithWord && marks.equals(Set.of(RunStyle.EMPHASIS)))) {
            out.append(MarkdownEscaper.ZERO_WIDTH_SPACE);
        }
        List<RunStyle> around =
                marks.stream().filter(mark -> mark != RunStyle.CODE).toList();
        around.forEach(mark -> out.append(mark.delimiter()));
        out.append(markup);
        around.reversed().forEach(mark -> out.append(mark.delimiter()));
        closedAt = marks.isEmpty() ? closedAt : out.length();
    }

    /// Discord treats an underscore as closing only if no letter or digit follows.
    private boolean endsInUnderscore() {
        return closedAt == out.length() && !out.isEmpty() && out.charAt(out.length() - 1) == '_';
    }

    /// Inline code between backticks. Discord allows one or two; three start a code block.
    static String code(String text) {
        String line = TWO_TICKS
                .matcher(BREAKS.matcher(text).replaceAll(" "))
                .replaceAll("`" + MarkdownEscaper.ZERO_WIDTH_SPACE);
        if (line.indexOf('`') < 0) {
            return "`" + line + "`";
        }
        String left = line.startsWith("`") ? " " : "";
        String right = line.endsWith("`") ? " " : "";
        return "``" + left + line + right + "``";
    }
}
