package digestbot.discord;

import digestbot.content.Panel;
import digestbot.discord.InlineRuns.Run;
import digestbot.discord.InlineRuns.RunStyle;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Splits a panel's text into pieces that become components.
final class PanelPieces {

    sealed interface Piece {
        record Text(String markdown) implements Piece {}

        record Rule() implements Piece {}
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private PanelPieces() {}

    static List<Piece> pieces(Panel panel) {
        var text = new PanelPieces();
        text.title(panel);
        smallText(panel.subtitle(), text.lines);
        text.body(panel.body());
        smallText(panel.footer(), text.lines);
        text.flush();
        return text.pieces;
    }

    /// The length of the text in UTF-16 units, the strictest interpretation of Discord's limit.
    static int units(List<Piece> pieces) {
        return texts(pieces).mapToInt(String::length).sum();
    }

    static int bytes(List<Piece> pieces) {
        return texts(pieces)
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static Stream<String> texts(List<Piece> pieces) {
        return pieces.stream().map(piece -> switch (piece) {
            case Piece.Text(String markdown) -> markdown;
            case Piece.Rule() -> "";
        });
    }

    private void title(Panel panel) {
        String title = MarkdownEscaper.escape((panel.emoji() + " " + panel.title()).strip(), true);
        if (!title.isBlank()) {
            // Discord would treat number signs at the end as the heading's closing sequence.
            lines.add("### " + title + (title.endsWith("#") ? String.valueOf(MarkdownEscaper.ZERO_WIDTH_SPACE) : ""));
        }
    }

    private static void smallText(List<Inline> content, List<String> lines) {
        MarkdownBlockWriter.inlines(content, Set.of()).forEach(line -> lines.add("-# " + line));
    }

    /// Writes the body. A top-level rule becomes a separator component, which splits the text.
    private void body(List<Block> body) {
        List<Block> together = new ArrayList<>();
        for (Block block : body) {
            if (block instanceof Block.HorizontalRule) {
                lines.addAll(MarkdownBlockWriter.lines(together));
                together.clear();
                flush();
                pieces.add(new Piece.Rule());
            } else {
                together.add(block);
            }
        }
        lines.addAll(MarkdownBlockWriter.lines(together));
    }

    private void flush() {
        String text = String.join("\n", lines).strip();
        if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text));
        }
        lines.clear();
    }

    private static final class MarkdownBlockWriter {

        /// The replacement for a rule within lists and quotes, which have no markup for one.
        private static final String NESTED_RULE = "———";

        /// Marks a quote within a list, because Discord recognises quotes only at the start of a
        /// line.
        private static final String BAR = "│ ";

        private static final Pattern LANGUAGE = Pattern.compile("[a-z0-9_+.#-]{1,20}");
        private static final Pattern TWO_TICKS = Pattern.compile("`(?=`)");

        private enum Container {
            NOTHING,
            QUOTE,
            LIST
        }

        private MarkdownBlockWriter() {}

        /// Separates blocks by a blank line, except that a list directly follows the previous
        /// block.
        static List<String> lines(List<Block> blocks) {
            return lines(blocks, Container.NOTHING);
        }

        static List<String> inlines(List<Inline> content, Set<RunStyle> marks) {
            return InlineRuns.lines(content, marks).stream()
                    .map(MarkdownLineWriter::write)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        private static List<String> lines(List<Block> blocks, Container container) {
            List<String> all = new ArrayList<>();
            Block before = new Block.HorizontalRule();
            for (Block block : blocks) {
                List<String> lines = lines(block, container);
                if (lines.isEmpty()) {
                    continue;
                }
                boolean introduced = block instanceof Block.ItemList && !(before instanceof Block.ItemList);
                if (!all.isEmpty() && !introduced && container != Container.LIST) {
                    all.add("");
                }
                all.addAll(lines);
                before = block;
            }
            return all;
        }

        private static List<String> lines(Block block, Container container) {
            return switch (block) {
                case Block.Paragraph(List<Inline> content) -> inlines(content, Set.of());
                case Block.Heading(int _, List<Inline> content) -> inlines(content, Set.of(RunStyle.STRONG));
                case Block.ItemList list -> items(list);
                case Block.Quote(List<Block> blocks) -> quote(blocks, container);
                case Block.CodeBlock(String language, String text) -> code(language, text, container);
                case Block.HorizontalRule() -> List.of(NESTED_RULE);
            };
        }

        private static List<String> items(Block.ItemList list) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < list.items().size(); i++) {
                String mark = list.ordered() ? (list.start() + i) + ". " : "- ";
                List<String> lines = lines(list.items().get(i).blocks(), Container.LIST);
                all.add(mark + (lines.isEmpty() ? String.valueOf(MarkdownEscaper.ZERO_WIDTH_SPACE) : lines.getFirst()));
                lines.stream()
                        .skip(1)
                        .map(line -> " ".repeat(mark.length()) + line)
                        .forEach(all::add);
            }
            return all;
        }

        private static List<String> quote(List<Block> blocks, Container container) {
            return switch (container) {
                case NOTHING -> prefixed("> ", lines(blocks, Container.QUOTE));
                case QUOTE -> lines(blocks, Container.QUOTE);
                case LIST -> prefixed(BAR, lines(blocks, Container.LIST));
            };
        }

        private static List<String> prefixed(String prefix, List<String> lines) {
            return lines.stream().map(line -> prefix + line).toList();
        }

        private static List<String> code(String language, String text, Container container) {
            if (text.isBlank()) {
                return List.of();
            }
            if (container != Container.NOTHING) {
                return text.lines()
                        .filter(line -> !line.isBlank())
                        .map(MarkdownLineWriter::code)
                        .toList();
            }
            String name = language.toLowerCase(Locale.ROOT);
            List<String> all = new ArrayList<>();
            all.add("```" + (LANGUAGE.matcher(name).matches() ? name : ""));
            TWO_TICKS
                    .matcher(text)
                    .replaceAll("`" + MarkdownEscaper.ZERO_WIDTH_SPACE)
                    .lines()
                    .forEach(all::add);
            all.add("```");
            return all;
        }
    }

    /// Writes a line of Markdown, in which each run opens and closes its own marks.
    private static final class MarkdownLineWriter {

        /// Labels that look like an address. Discord shows such links as plain text to prevent
        /// phishing.
        private static final Pattern ADDRESS = Pattern.compile(
                "(?i)\\w://|\\bwww\\.|^\\s*+[\\w-]++(?:\\.[\\w-]++)++(?<=\\.[a-z]{2,24})(?:/\\S*+)?\\s*+$");

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
                while (to < line.size()
                        && line.get(to).link().equals(line.get(from).link())) {
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
            runs.forEach(run -> label.append(run.text()));
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

        /// Drops the code style of a run with brackets in a label: within code, brackets cannot be
        /// escaped and would end the label.
        private static Run inLabel(Run run) {
            boolean ends = run.styles().contains(RunStyle.CODE)
                    && BRACKET.matcher(run.text()).find();
            return ends ? new Run(run.text(), withoutCode(run), run.link()) : run;
        }

        private static Set<RunStyle> withoutCode(Run run) {
            Set<RunStyle> marks = EnumSet.copyOf(run.styles());
            marks.remove(RunStyle.CODE);
            return marks;
        }

        private void bare(WebAddress address) {
            out.append('<').append(address.url()).append('>');
        }

        private void runs(List<Run> runs) {
            runs.forEach(this::run);
        }

        private void run(Run run) {
            String body = run.text().strip();
            int start = run.text().indexOf(body);
            if (body.isEmpty()) {
                space(run.text());
                return;
            }
            space(run.text().substring(0, start));
            if (run.timestamp().isPresent()) {
                marked(run.timestamp().orElseThrow(), run.styles());
            } else if (run.styles().isEmpty()) {
                plain(body);
            } else {
                boolean code = run.styles().contains(RunStyle.CODE);
                marked(code ? code(body) : MarkdownEscaper.escape(body, false), run.styles());
            }
            space(run.text().substring(start + body.length()));
        }

        /// Writes spaces except at the start of a line, where they would indent it.
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

        /// Whether the line ends in the underscore of a mark. Discord treats it as closing only if
        /// no letter or digit follows.
        private boolean endsInUnderscore() {
            return closedAt == out.length() && !out.isEmpty() && out.charAt(out.length() - 1) == '_';
        }

        /// Inline code between one or two backticks, because three start a code block.
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
}
