package digestbot.discord;

import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Inline text, split into lines of uniformly formatted runs that can be written as Markdown.
final class InlineRuns {

    enum RunStyle {
        STRIKE("~~"),
        STRONG("**"),
        /// Written with an underscore, because an asterisk next to the asterisks of [#STRONG] would
        /// be ambiguous.
        EMPHASIS("_"),
        CODE("`");

        private final String delimiter;

        RunStyle(String delimiter) {
            this.delimiter = delimiter;
        }

        String delimiter() {
            return delimiter;
        }
    }

    /// Characters with the same formatting. If they show a moment, `timestamp` has it in Discord's
    /// markup.
    record Run(String text, Set<RunStyle> styles, Optional<WebAddress> link, Optional<String> timestamp) {
        Run(String text, Set<RunStyle> styles, Optional<WebAddress> link) {
            this(text, styles, link, Optional.empty());
        }

        private boolean hasSameFormat(Run other) {
            return styles.equals(other.styles)
                    && link.equals(other.link)
                    && timestamp.isEmpty()
                    && other.timestamp.isEmpty();
        }
    }

    private final List<List<Run>> lines = new ArrayList<>();

    private InlineRuns() {
        lines.add(new ArrayList<>());
    }

    /// Splits content into one or more lines. Merges adjacent runs with the same format.
    static List<List<Run>> lines(List<Inline> content, Set<RunStyle> marks) {
        var text = new InlineRuns();
        text.addAll(content, marks, Optional.empty());
        return text.lines;
    }

    private void addAll(List<Inline> content, Set<RunStyle> marks, Optional<WebAddress> link) {
        content.forEach(inline -> add(inline, marks, link));
    }

    private void add(Inline inline, Set<RunStyle> marks, Optional<WebAddress> link) {
        switch (inline) {
            case Inline.Text(String text) -> add(new Run(text, marks, link));
            case Inline.Code(String text) -> add(new Run(text, with(marks, RunStyle.CODE), link));
            case Inline.Emphasis(List<Inline> content) -> addAll(content, with(marks, RunStyle.EMPHASIS), link);
            case Inline.Strong(List<Inline> content) -> addAll(content, with(marks, RunStyle.STRONG), link);
            case Inline.Strikethrough(List<Inline> content) -> addAll(content, with(marks, RunStyle.STRIKE), link);
            case Inline.Link(WebAddress address, List<Inline> content) ->
                addAll(content, marks, link.isPresent() ? link : Optional.of(address));
            case Inline.Citations citations -> addAll(citations.links(), marks, link);
            case Inline.Moment moment ->
                add(new Run(
                        moment.text(),
                        marks,
                        link,
                        Optional.of(timestamp(moment)).filter(_ -> link.isEmpty())));
            case Inline.LineBreak() -> lines.add(new ArrayList<>());
        }
    }

    private static String timestamp(Inline.Moment moment) {
        char style = switch (moment.style()) {
            case TIME -> 't';
            case DAY_AND_TIME -> 'f';
        };
        return "<t:" + moment.at().getEpochSecond() + ":" + style + ">";
    }

    private void add(Run run) {
        List<Run> line = lines.getLast();
        if (!line.isEmpty() && line.getLast().hasSameFormat(run)) {
            Run before = line.removeLast();
            line.add(new Run(before.text() + run.text(), run.styles(), run.link()));
        } else if (!run.text().isEmpty()) {
            line.add(run);
        }
    }

    private static Set<RunStyle> with(Set<RunStyle> marks, RunStyle more) {
        EnumSet<RunStyle> all = EnumSet.of(more);
        all.addAll(marks);
        return all;
    }
}
