package digestbot.markdown;

import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads a document line by line and finds where its parts start.
final class OutlineScanner {

    private static final Pattern MORE =
            Pattern.compile("<!--\\s{0,20}more\\s{0,20}-->[ \\t]*", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final List<OutlinePart> parts = new ArrayList<>();
    private final LinkDefinitions definitions = new LinkDefinitions();
    private final StringBuilder body = new StringBuilder();
    private final HtmlBlocks htmlBlocks;

    private PartStart start = PartStart.BEGINNING;
    private int startLine = 1;
    private int level;
    private String heading = "";
    private int bodyLine = 1;

    private int line;
    private int length;
    private boolean inList;
    /// True if a quote's paragraph could continue on the next line.
    private boolean inQuote;

    private boolean blankBefore;
    /// The start of the open paragraph in `body`, and its line; -1 if no paragraph is open.
    private int paragraph = -1;

    private int paragraphLine;
    private char fenceMark;
    private int fenceLength;
    private boolean fenceIsIndented;
    private boolean commentsEnd = true;

    OutlineScanner(String text) {
        this.text = text;
        this.htmlBlocks = new HtmlBlocks(text);
    }

    Outline scan() {
        int from = 0;
        while (from < text.length()) {
            line++;
            int newline = text.indexOf('\n', from);
            int to = newline < 0 ? text.length() : newline;
            from = scanLine(from, to) + 1;
        }
        endPart();
        return new Outline(parts, definitions);
    }

    /// Scans one line, or several if a comment starts on it, and returns the end of the last one.
    private int scanLine(int from, int to) {
        int content = LineType.skipSpace(text, from, to);
        int indent = LineType.columns(text, from, content, 0);
        if (fenceMark != 0 && !leavesFence(content, to, indent)) {
            if (LineType.closesFence(text, content, to, fenceMark, fenceLength)) {
                fenceMark = 0;
            }
            keep(from, to);
            return to;
        }
        if (text.startsWith("<!--", content) && (indent < 4 || inList)) {
            int end = scanComment(content, to);
            if (end >= 0) {
                return end;
            }
        }
        if (htmlBlocks.contains(content, to, indent == 0 || (indent < 4 && !inList))) {
            keepHtml(from, to, indent);
        } else {
            scanText(from, content, to, indent);
        }
        return to;
    }

    /// Keeps a line of raw HTML, in which nothing is Markdown.
    private void keepHtml(int from, int to, int indent) {
        inList &= indent > 0;
        inQuote = false;
        blankBefore = false;
        paragraph = -1;
        keep(from, to);
    }

    private boolean leavesFence(int content, int to, int indent) {
        boolean leaves = fenceIsIndented && content < to && indent == 0;
        if (leaves) {
            fenceMark = 0;
        }
        return leaves;
    }

    private void scanText(int from, int content, int to, int indent) {
        if (content == to) {
            blankBefore = true;
            paragraph = -1;
            keep(from, to);
        } else if (cutsAtHeading(content, to, indent)) {
            blankBefore = false;
        } else if (paragraph < 0 && indent < 4 && !inList && definitions.tryAdd(text, content, to)) {
            keep(to, to);
        } else {
            trackContainers(from, content, to, indent);
            keep(from, to);
            blankBefore = false;
        }
    }

    /// Keeps track of the containers that the line opens, continues and leaves.
    private void trackContainers(int from, int content, int to, int indent) {
        int marker = LineType.isRule(text, content, to) ? 0 : LineType.listMarker(text, content, to);
        if (marker > 0 && (indent < 4 || inList)) {
            inList = true;
        } else if (blankBefore && indent < 2) {
            inList = false;
        }
        int code = marker > 0 ? LineType.skipSpace(text, content + marker, to) : content;
        int fence = indent < 4 || inList ? LineType.fence(text, code, to) : 0;
        if (fence > 0) {
            fenceMark = text.charAt(code);
            fenceLength = fence;
            fenceIsIndented = inList && code > from;
        }
        boolean plain = fence == 0 && marker == 0 && !inList && text.charAt(content) != '>';
        if (!plain || LineType.isRule(text, content, to) || (paragraph < 0 && (indent >= 4 || inQuote))) {
            paragraph = -1;
        } else if (paragraph < 0) {
            paragraph = body.length();
            paragraphLine = line;
        }
        inQuote = text.charAt(content) == '>' || (inQuote && !blankBefore && plain);
    }

    private boolean cutsAtHeading(int content, int to, int indent) {
        if (indent > 3 || parts.size() >= Outline.MAX_PARTS) {
            return false;
        }
        int atx = indent == 0 || !inList ? LineType.atxLevel(text, content, to) : 0;
        int setext = atx == 0 && paragraph >= 0 ? LineType.setextLevel(text, content, to) : 0;
        if (atx > 0) {
            cut(PartStart.HEADING, line, atx, atxText(content + atx, to));
        } else if (setext > 0) {
            String above = body.substring(paragraph).strip();
            body.setLength(paragraph);
            cut(PartStart.HEADING, paragraphLine, setext, above.replaceAll("\\s*\\n\\s*", " "));
        }
        return atx > 0 || setext > 0;
    }

    private String atxText(int from, int to) {
        String whole = text.substring(from, to).strip();
        int end = whole.length();
        while (end > 0 && whole.charAt(end - 1) == '#') {
            end--;
        }
        boolean closed = end < whole.length() && (end == 0 || LineType.isSpace(whole.charAt(end - 1)));
        return closed ? whole.substring(0, end).strip() : whole;
    }

    /// Removes a comment, or starts a part at the mark; -1 if the comment is not terminated.
    private int scanComment(int content, int to) {
        int close = commentsEnd ? text.indexOf("-->", content + 4) : -1;
        commentsEnd = close >= 0;
        if (close < 0) {
            return -1;
        }
        paragraph = -1;
        htmlBlocks.interrupt();
        if (close < to && MORE.matcher(text).region(content, to).matches() && parts.size() < Outline.MAX_PARTS) {
            cut(PartStart.MORE, line, 0, "");
            return to;
        }
        for (int i = content; i < close; i++) {
            if (text.charAt(i) == '\n') {
                keep(i, i);
                line++;
            }
        }
        int newline = text.indexOf('\n', close);
        int end = newline < 0 ? text.length() : newline;
        blankBefore = true;
        keep(close + 3, end);
        return end;
    }

    private void cut(PartStart by, int at, int newLevel, String newHeading) {
        endPart();
        start = by;
        startLine = at;
        htmlBlocks.interrupt();
        level = newLevel;
        heading = newHeading;
        bodyLine = line + 1;
        inList = false;
        inQuote = false;
        blankBefore = false;
        paragraph = -1;
    }

    private void endPart() {
        length += body.length();
        boolean plain = body.length() > Outline.MAX_PART_LENGTH
                || line - bodyLine > Outline.MAX_LINES_IN_PART
                || length > Outline.MAX_DOCUMENT_LENGTH
                || line > Outline.MAX_LINES;
        parts.add(new OutlinePart(start, startLine, level, heading, body.toString(), bodyLine, plain));
        body.setLength(0);
    }

    private void keep(int from, int to) {
        body.append(text, from, to).append('\n');
    }
}
