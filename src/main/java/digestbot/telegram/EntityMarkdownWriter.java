package digestbot.telegram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.telegram.telegrambots.meta.api.objects.EntityType;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/// Converts a message with Telegram entities to Markdown.
///
/// The typed text is not escaped, so hand-written Markdown works too. Line breaks are kept.
/// Formatting without a Markdown equivalent (underline, spoiler) is dropped.
final class EntityMarkdownWriter {

    private static final String PARAGRAPH = "\n\n";
    private static final String HARD_BREAK = "  \n";

    private final String text;
    private final List<FormattedSpan> spans;
    private final StringBuilder out = new StringBuilder();

    private EntityMarkdownWriter(String text, List<FormattedSpan> spans) {
        this.text = text;
        this.spans = spans;
    }

    /// Converts the text from an offset on to Markdown. The entities belong to the whole text;
    /// their offsets are in UTF-16 units, as in the Bot API.
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
        for (FormattedSpan quote : blocks(FormattedSpan.Format.QUOTE, 0, text.length())) {
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

    private void writeSegment(int from, int to) {
        int at = from;
        for (FormattedSpan code : blocks(FormattedSpan.Format.PRE, from, to)) {
            if (code.start() >= at) {
                writeLines(at, code.start());
                codeBlock(text.substring(code.start(), code.end()), code.argument());
                at = pastLineEnds(code.end());
            }
        }
        writeLines(at, to);
    }

    private void codeBlock(String code, String language) {
        String fence = delimiter(code, 3);
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == '\n' ? "" : "\n")
                .append(fence)
                .append(language.replaceAll("[^\\w+#.-]", ""))
                .append('\n')
                .append(code.strip().isEmpty() ? code : code.replaceAll("^\\n+|\\n+$", ""))
                .append('\n')
                .append(fence)
                .append('\n');
    }

    private List<FormattedSpan> blocks(FormattedSpan.Format format, int from, int to) {
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

    /// Markup to insert before the character at an offset. Its span is within one line.
    private record TagPosition(boolean opens, FormattedSpan span) {

        /// Closing marks before opening marks; inner spans close first, outer spans open first.
        static final Comparator<TagPosition> ORDER = Comparator.comparingInt(TagPosition::at)
                .thenComparing(TagPosition::opens)
                .thenComparing((one, other) -> one.opens() ? outerFirst(one, other) : outerFirst(other, one));

        private static int outerFirst(TagPosition one, TagPosition other) {
            return Comparator.comparingInt((FormattedSpan span) -> span.start() - span.end())
                    .thenComparing(FormattedSpan::format)
                    .compare(one.span, other.span);
        }

        int at() {
            return opens ? span.start() : span.end();
        }
    }

    private void writeLines(int from, int to) {
        boolean fenced = false;
        for (int start = from; start < to; ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 || newline > to ? to : newline;
            fenced ^= isFence(start, end);
            line(start, end);
            if (end < to) {
                boolean breaks = !fenced && !isBlank(start, end) && end + 1 < to && text.charAt(end + 1) != '\n';
                out.append(breaks ? HARD_BREAK : "\n");
            }
            start = end + 1;
        }
    }

    private boolean isFence(int from, int to) {
        String line = text.substring(from, to).strip();
        return line.startsWith("```") || line.startsWith("~~~");
    }

    private boolean isBlank(int from, int to) {
        return text.substring(from, to).isBlank();
    }

    private void line(int from, int to) {
        int at = from;
        for (TagPosition tag : marks(from, to)) {
            writeText(at, tag.at());
            out.append(markup(tag));
            at = tag.at();
        }
        writeText(at, to);
    }

    private List<TagPosition> marks(int from, int to) {
        List<TagPosition> marks = new ArrayList<>();
        for (FormattedSpan span : spans) {
            FormattedSpan here = trimmedToFlanking(span.clippedTo(from, to), from, to);
            if (here.start() < here.end()) {
                marks.add(new TagPosition(true, here));
                marks.add(new TagPosition(false, here));
            }
        }
        marks.sort(TagPosition.ORDER);
        return marks;
    }

    /// Shrinks the span until Markdown recognises it: emphasis needs a letter inside or a space
    /// outside of each edge.
    private FormattedSpan trimmedToFlanking(FormattedSpan span, int from, int to) {
        if (span.format() == FormattedSpan.Format.LINK || span.format() == FormattedSpan.Format.CODE) {
            return span;
        }
        int start = span.start();
        int end = span.end();
        while (start < end && !isFlanking(text.codePointAt(start), start > from ? text.codePointBefore(start) : ' ')) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (start < end && !isFlanking(text.codePointBefore(end), end < to ? text.codePointAt(end) : ' ')) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return new FormattedSpan(span.format(), start, end, span.argument());
    }

    private static boolean isFlanking(int inside, int outside) {
        return Character.isLetterOrDigit(inside)
                || (Character.isWhitespace(outside) && !Character.isWhitespace(inside));
    }

    /// Writes text. Brackets within a link's text are escaped, because they would end it.
    private void writeText(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            out.append((c == '[' || c == ']') && isInLink(i) ? "\\" : "").append(c);
        }
    }

    private boolean isInLink(int at) {
        return spans.stream()
                .anyMatch(span -> span.format() == FormattedSpan.Format.LINK && span.start() <= at && at < span.end());
    }

    private String markup(TagPosition tag) {
        FormattedSpan span = tag.span();
        return switch (span.format()) {
            case BOLD -> "**";
            case ITALIC -> "*";
            case STRIKE -> "~~";
            case LINK -> tag.opens() ? "[" : "](<" + address(span.argument()) + ">)";
            case CODE -> code(tag);
            case QUOTE, PRE -> "";
        };
    }

    private String code(TagPosition tag) {
        String code = text.substring(tag.span().start(), tag.span().end());
        String ticks = delimiter(code, 1);
        String gap = code.startsWith("`") || code.endsWith("`") ? " " : "";
        return tag.opens() ? ticks + gap : gap + ticks;
    }

    private static String address(String url) {
        return url.replace("<", "%3C").replace(">", "%3E").replaceAll("\\s", "%20");
    }

    /// A run of backticks that is longer than any in the code.
    private static String delimiter(String code, int minLength) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(Math.max(minLength, longest + 1));
    }

    /// A range of text, in UTF-16 units, with a format that Markdown can express. `argument` is a
    /// link's address or a code block's language; otherwise it is empty.
    private record FormattedSpan(Format format, int start, int end, String argument) {

        /// The formats, outer ones first for text that has several.
        enum Format {
            QUOTE,
            PRE,
            LINK,
            BOLD,
            ITALIC,
            STRIKE,
            CODE
        }

        /// The span of an entity; empty if Markdown cannot express the entity.
        static Optional<FormattedSpan> of(MessageEntity entity) {
            int end = entity.getOffset() + entity.getLength();
            return switch (entity.getType()) {
                case "blockquote", "expandable_blockquote" -> span(Format.QUOTE, entity, end, "");
                case EntityType.PRE ->
                    span(Format.PRE, entity, end, entity.getLanguage() == null ? "" : entity.getLanguage());
                case EntityType.TEXTLINK ->
                    entity.getUrl() == null ? Optional.empty() : span(Format.LINK, entity, end, entity.getUrl());
                case EntityType.BOLD -> span(Format.BOLD, entity, end, "");
                case EntityType.ITALIC -> span(Format.ITALIC, entity, end, "");
                case "strikethrough" -> span(Format.STRIKE, entity, end, "");
                case EntityType.CODE -> span(Format.CODE, entity, end, "");
                default -> Optional.empty();
            };
        }

        private static Optional<FormattedSpan> span(Format format, MessageEntity entity, int end, String argument) {
            return Optional.of(new FormattedSpan(format, entity.getOffset(), end, argument));
        }

        /// The part of the span between two offsets, which may be empty.
        FormattedSpan clippedTo(int from, int to) {
            return new FormattedSpan(format, Math.clamp(start, from, to), Math.clamp(end, from, to), argument);
        }

        FormattedSpan shiftedBy(int units) {
            return new FormattedSpan(format, start + units, end + units, argument);
        }
    }
}
