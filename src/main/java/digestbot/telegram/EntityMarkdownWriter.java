package digestbot.telegram;

import digestbot.telegram.FormattedSpan.Format;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/// Converts a message with Telegram entities to Markdown.
///
/// The typed text is not escaped, so hand-written Markdown works too. Line breaks are kept.
/// Formatting without a Markdown equivalent (underline, spoiler) is dropped.
final class EntityMarkdownWriter {

    private static final String PARAGRAPH = "\n\n";

    private final String text;
    private final List<FormattedSpan> spans;
    private final StringBuilder out = new StringBuilder();

    private EntityMarkdownWriter(String text, List<FormattedSpan> spans) {
        this.text = text;
        this.spans = spans;
    }

    /// The Markdown of the text from an offset on.
    ///
    /// @param from the offset
    /// @param entities the entities of the whole text, with offsets in UTF-16 units, as in the Bot
    ///     API
    static String of(String text, int from, List<MessageEntity> entities) {
        List<FormattedSpan> spans = entities.stream()
                .flatMap(entity -> FormattedSpan.of(entity).stream())
                .map(span -> span.clippedTo(from, text.length()).shiftedBy(-from))
                .filter(span -> span.start() < span.end())
                .sorted(Comparator.comparingInt(FormattedSpan::start))
                .toList();
        return new EntityMarkdownWriter(text.substring(from), spans).write();
    }

    private String write() {
        int at = 0;
        for (FormattedSpan quote : blocks(Format.QUOTE, 0, text.length())) {
            if (quote.start() >= at) {
                writeSegment(at, quote.start());
                quote(quote);
                at = pastLineEnds(quote.end());
            }
        }
        writeSegment(at, text.length());
        return out.toString().strip();
    }

    private void quote(FormattedSpan quote) {
        var inner = new EntityMarkdownWriter(text, spans);
        inner.writeSegment(quote.start(), quote.end());
        out.setLength(out.toString().stripTrailing().length());
        out.append(out.isEmpty() ? "" : PARAGRAPH)
                .append(inner.out
                        .toString()
                        .strip()
                        .lines()
                        .map(line -> line.isBlank() ? ">" : "> " + line)
                        .collect(Collectors.joining("\n")))
                .append(PARAGRAPH);
    }

    /// Writes a part without quotes: running text and code blocks.
    private void writeSegment(int from, int to) {
        int at = from;
        for (FormattedSpan code : blocks(Format.PRE, from, to)) {
            if (code.start() >= at) {
                new EntityLineWriter(text, spans).write(out, at, code.start());
                codeBlock(text.substring(code.start(), code.end()), code.argument());
                at = pastLineEnds(code.end());
            }
        }
        new EntityLineWriter(text, spans).write(out, at, to);
    }

    private void codeBlock(String code, String language) {
        String fence = CodeDelimiter.forCode(code, 3);
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == '\n' ? "" : "\n")
                .append(fence)
                .append(language.replaceAll("[^\\w+#.-]", ""))
                .append('\n')
                .append(code.strip().isEmpty() ? code : code.replaceAll("^\\n+|\\n+$", ""))
                .append('\n')
                .append(fence)
                .append('\n');
    }

    private List<FormattedSpan> blocks(Format format, int from, int to) {
        return spans.stream()
                .filter(span -> span.format() == format && from <= span.start() && span.end() <= to)
                .toList();
    }

    private int pastLineEnds(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return at;
    }
}
