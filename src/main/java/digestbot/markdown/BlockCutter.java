package digestbot.markdown;

import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import digestbot.markdown.Outline.Piece;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a document line by line and cuts it into parts and pieces, in linear time.
///
/// A piece is plain text if it has more than 64 Ki characters or 1,000 lines, if a line opens more
/// than six containers (quotes and lists) or one to the right of column 40, and if it ends beyond
/// the first 512 Ki characters or 10,000 lines of the document. All quantifiers of the patterns
/// that may run over a whole line are possessive or of a single character, so that they need no
/// stack.
final class BlockCutter {

    private static final int MAX_PIECE_LENGTH = 64 * 1024;
    private static final int MAX_PIECE_LINES = 1000;
    private static final int MAX_DOCUMENT_LENGTH = 512 * 1024;
    private static final int MAX_LINES = 10_000;
    private static final int MAX_CONTAINER_COLUMN = 40;
    private static final int MAX_DEFINITIONS = 500;
    private static final int MAX_DEFINITION_LENGTH = 4 * 1024;

    private static final Pattern ATX_HEADING = Pattern.compile("(#{1,6})((?:[ \t].*)?)");
    private static final Pattern CLOSING_SIGNS = Pattern.compile("(?:^|[ \t])#+$");
    private static final Pattern UNDERLINE = Pattern.compile("(?:=+|-+)[ \t]*");
    private static final Pattern RULE = Pattern.compile("(?:[*][*\t ]+|-[-\t ]+|_[_\t ]+)");
    private static final Pattern FENCE = Pattern.compile("(`{3,})[^`]*|(~{3,})[^~]*");
    private static final String MARKER = "(?:[-*+]|\\d{1,9}[.)])(?=[ \t]|$)";
    private static final Pattern LIST_MARKER = Pattern.compile(MARKER + "[ \t]*");
    private static final Pattern CONTAINER = Pattern.compile(">|" + MARKER);
    private static final Pattern TOO_MANY_CONTAINERS = Pattern.compile("(?:(?:>|" + MARKER + ")[ \t]*+){7}");
    /// The library goes one call deeper for each sign of a thematic break.
    private static final Pattern LONG_RULE = Pattern.compile("(?:(?:>|" + MARKER + ")[ \t]*+){0,6}[-*_][-*_ \t]{200}");
    private static final Pattern MORE = Pattern.compile("(?i)<!--\\s{0,20}more\\s{0,20}-->[ \t]*");
    private static final Pattern DEFINITION =
            Pattern.compile("\\[([^\\[\\]\\\\]{1,200})]:[ \t]*(?:<([^<>]{0,2048})>|([^\\s<][^\\s<]{0,2047}))"
                    + "(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\\([^()]*\\)))?[ \t]*");

    /// Tags that start a raw HTML block which ends at a blank line.
    private static final Pattern BLOCK_TAG = Pattern.compile(
            "(?i)</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog"
                    + "|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe"
                    + "|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table"
                    + "|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|/?>|$)");

    /// Any other tag, alone on its line, starts such a block too, but does not interrupt a
    /// paragraph.
    private static final Pattern LONE_TAG =
            Pattern.compile("(?i)</?[a-z][a-z0-9-]{0,40}(?:[ \t][^<>]{0,1000})?/?>[ \t]*$");

    /// The raw HTML blocks that last until the line with their end. A block without an end does not
    /// count, because one forgotten tag must not hide the rest of a document.
    private enum EndedHtml {
        RAW_TEXT("<(?:pre|script|style|textarea)(?:[ \t>]|$)", "</(?:pre|script|style|textarea)>"),
        INSTRUCTION("<\\?", "\\?>"),
        CDATA("<!\\[CDATA\\[", "\\]\\]>"),
        DECLARATION("<![a-z]", ">");

        private final Pattern start;
        private final Pattern end;

        EndedHtml(String start, String end) {
            this.start = Pattern.compile(start, Pattern.CASE_INSENSITIVE);
            this.end = Pattern.compile(end, Pattern.CASE_INSENSITIVE);
        }
    }

    private final String text;
    private final List<OutlinePart> parts = new ArrayList<>();
    private final Map<String, String> definitions = new LinkedHashMap<>();

    private PartStart start = PartStart.BEGINNING;
    private int startLine = 1;
    private int level;
    private String heading = "";
    private int bodyLine = 1;
    private final StringBuilder body = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();
    private int pieceStart;
    private boolean pieceHasHtml;
    private boolean pieceNeedsStack;

    private int line;
    private int length;
    private boolean inList;
    /// True if a quote's paragraph could continue on the next line.
    private boolean inQuote;
    private boolean blankBefore = true;
    /// The start of the open paragraph in `body`, and its line; -1 if no paragraph is open.
    private int paragraph = -1;
    private int paragraphLine;

    /// The characters that opened the code around the line; empty outside of code.
    private String fence = "";
    private boolean fenceIsIndented;
    private boolean commentsEnd = true;
    private final Set<EndedHtml> withoutEnd = EnumSet.noneOf(EndedHtml.class);
    /// The end of the last raw HTML block whose end is known.
    private int htmlEnd;
    /// True within a raw HTML block that lasts until the next blank line.
    private boolean inHtml;

    BlockCutter(String text) {
        this.text = text;
    }

    Outline cut() {
        for (int from = 0; from < text.length(); ) {
            line++;
            from = cutLine(from, lineEnd(from)) + 1;
        }
        endPart();
        return new Outline(parts, PieceParser.with(definitions));
    }

    private int lineEnd(int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    /// Reads one line, or several if a comment starts on it, and returns the end of the last one.
    private int cutLine(int from, int to) {
        int first = from;
        int indent = 0;
        while (first < to && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
            indent += text.charAt(first++) == '\t' ? 4 - indent % 4 : 1;
        }
        String content = text.substring(first, to);
        if (!fence.isEmpty() && (!fenceIsIndented || indent > 0 || content.isEmpty())) {
            fence = closesFence(content.strip()) ? "" : fence;
            keep(from, to);
            return to;
        }
        fence = "";
        int commentEnd = content.startsWith("<!--") && (indent < 4 || inList) ? cutComment(first, content) : -1;
        if (commentEnd >= 0) {
            return commentEnd;
        }
        if (isHtml(first, content, indent == 0 || (indent < 4 && !inList))) {
            inList &= indent > 0;
            cutPieceUnless(!blankBefore || inList);
            pieceHasHtml = true;
            inQuote = false;
            blankBefore = false;
            paragraph = -1;
            keep(from, to);
        } else {
            cutText(from, to, content, indent);
        }
        return to;
    }

    private boolean closesFence(String content) {
        return content.startsWith(fence) && content.chars().allMatch(c -> c == fence.charAt(0));
    }

    private void cutText(int from, int to, String content, int indent) {
        if (content.isEmpty()) {
            blankBefore = true;
            paragraph = -1;
            keep(from, to);
        } else if (paragraph < 0 && indent < 4 && !inList && defines(content)) {
            keep(to, to);
        } else if (!cutsAtHeading(content, indent)) {
            boolean continuesList = inList;
            trackContainers(content, indent);
            cutPieceUnless(!blankBefore || indent > 3 || (continuesList && inList));
            pieceNeedsStack |= needsStack(content, indent);
            keep(from, to);
            blankBefore = false;
        }
    }

    private static boolean needsStack(String content, int indent) {
        return LONG_RULE.matcher(content).lookingAt()
                || (!isRule(content)
                        && (TOO_MANY_CONTAINERS.matcher(content).lookingAt()
                                || (indent > MAX_CONTAINER_COLUMN
                                        && CONTAINER.matcher(content).lookingAt())));
    }

    private static boolean isRule(String content) {
        return RULE.matcher(content).matches()
                && content.chars().filter(c -> c == content.charAt(0)).count() >= 3;
    }

    private void trackContainers(String content, int indent) {
        boolean rule = isRule(content);
        Matcher marker = LIST_MARKER.matcher(content);
        boolean item = !rule && (indent < 4 || inList) && marker.lookingAt();
        if (item) {
            inList = true;
        } else if (blankBefore && indent < 2) {
            inList = false;
        }
        Matcher code = FENCE.matcher(item ? content.substring(marker.end()) : content);
        if ((indent < 4 || inList) && code.matches()) {
            fence = code.group(1) == null ? code.group(2) : code.group(1);
            fenceIsIndented = inList && (item || indent > 0);
        }
        boolean quote = content.charAt(0) == '>';
        boolean running = fence.isEmpty() && !item && !inList && !quote;
        if (!running || rule || (paragraph < 0 && (indent > 3 || inQuote))) {
            paragraph = -1;
        } else if (paragraph < 0) {
            paragraph = body.length();
            paragraphLine = line;
        }
        inQuote = quote || (inQuote && !blankBefore && running);
    }

    private boolean cutsAtHeading(String content, int indent) {
        if (indent > 3 || parts.size() >= Outline.MAX_PARTS) {
            return false;
        }
        Matcher atx = ATX_HEADING.matcher(content);
        if ((indent == 0 || !inList) && atx.matches()) {
            String title = CLOSING_SIGNS.matcher(atx.group(2).strip()).replaceFirst("");
            cutPart(PartStart.HEADING, line, atx.group(1).length(), title.strip());
            return true;
        }
        if (paragraph >= 0 && UNDERLINE.matcher(content).matches()) {
            String title = body.substring(paragraph).strip().replaceAll("[ \t]*\n[ \t]*", " ");
            body.setLength(paragraph);
            cutPart(PartStart.HEADING, paragraphLine, content.charAt(0) == '=' ? 1 : 2, title);
            return true;
        }
        return false;
    }

    /// Whether the line is a link definition, which is stored. The first definition of a
    /// label wins.
    private boolean defines(String content) {
        Matcher found = DEFINITION.matcher(content);
        if (definitions.size() == MAX_DEFINITIONS
                || content.length() > MAX_DEFINITION_LENGTH
                || !found.matches()
                || found.group(1).isBlank()) {
            return false;
        }
        definitions.putIfAbsent(found.group(1), found.group(2) == null ? found.group(3) : found.group(2));
        return true;
    }

    /// Whether the line belongs to a raw HTML block, in the terms of the CommonMark
    /// specification.
    private boolean isHtml(int first, String content, boolean mayStart) {
        if (first < htmlEnd) {
            return true;
        }
        inHtml = !content.isEmpty() && (inHtml || (mayStart && content.charAt(0) == '<' && startsHtml(first, content)));
        return inHtml || first < htmlEnd;
    }

    /// Whether a block starts that lasts until a blank line. Records the end of a block that has
    /// one.
    private boolean startsHtml(int first, String content) {
        for (EndedHtml html : EndedHtml.values()) {
            if (html.start.matcher(content).lookingAt()) {
                Matcher end = html.end.matcher(text);
                if (withoutEnd.contains(html) || !end.find(first)) {
                    withoutEnd.add(html);
                } else {
                    htmlEnd = lineEnd(end.end());
                }
                return false;
            }
        }
        return BLOCK_TAG.matcher(content).lookingAt()
                || (blankBefore && LONE_TAG.matcher(content).lookingAt());
    }

    /// Removes a comment, or starts a part at the mark; -1 if the comment is not terminated.
    private int cutComment(int first, String content) {
        int close = commentsEnd ? text.indexOf("-->", first + 4) : -1;
        commentsEnd = close >= 0;
        if (close < 0) {
            return -1;
        }
        paragraph = -1;
        inHtml = false;
        if (parts.size() < Outline.MAX_PARTS && MORE.matcher(content).matches()) {
            cutPart(PartStart.MORE, line, 0, "");
            return first + content.length();
        }
        for (int i = text.indexOf('\n', first); i >= 0 && i < close; i = text.indexOf('\n', i + 1)) {
            keep(i, i);
            line++;
        }
        int end = lineEnd(close);
        blankBefore = text.substring(close + 3, end).isBlank();
        keep(close + 3, end);
        return end;
    }

    private void cutPart(PartStart by, int at, int newLevel, String newHeading) {
        endPart();
        start = by;
        startLine = at;
        level = newLevel;
        heading = newHeading;
        bodyLine = line + 1;
        inHtml = false;
        inList = false;
        inQuote = false;
        blankBefore = true;
        paragraph = -1;
    }

    private void endPart() {
        cutPieceUnless(false);
        length += body.length();
        parts.add(new OutlinePart(start, startLine, level, heading, body.toString(), bodyLine, pieces));
        pieces.clear();
        body.setLength(0);
        pieceStart = 0;
    }

    private void cutPieceUnless(boolean continues) {
        if (continues) {
            return;
        }
        String piece = body.substring(pieceStart);
        boolean plain = pieceNeedsStack
                || length + body.length() > MAX_DOCUMENT_LENGTH
                || line > MAX_LINES
                || piece.length() > MAX_PIECE_LENGTH
                || piece.stripTrailing().lines().count() > MAX_PIECE_LINES;
        if (!piece.isBlank()) {
            pieces.add(new Piece(
                    piece, plain ? Piece.Form.PLAIN : pieceHasHtml ? Piece.Form.RAW_HTML : Piece.Form.MARKDOWN));
        }
        pieceStart = body.length();
        pieceHasHtml = false;
        pieceNeedsStack = false;
    }

    private void keep(int from, int to) {
        body.append(text, from, to).append('\n');
    }
}
