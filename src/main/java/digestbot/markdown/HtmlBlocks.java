package digestbot.markdown;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells which lines of a text belong to raw HTML blocks, in the terms of the CommonMark
/// specification. No heading starts in them.
///
/// The lines are passed in their order. A block that only a tag or a sign ends, such as `<pre>`, is
/// none if that end is missing: one forgotten tag must not hide the rest of a document. Comments are
/// the matter of [OutlineScanner].
final class HtmlBlocks {

    /// Tags that start a block which ends at a blank line.
    private static final Pattern BLOCK_TAG = startOf("/?(?:address|article|aside|base|basefont|blockquote|body|caption"
            + "|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset"
            + "|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p"
            + "|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \\t]|/?>|$)");

    /// Any other tag, alone on its line, starts such a block too, but does not interrupt a paragraph.
    private static final Pattern LONE_TAG = startOf("/?[a-z][a-z0-9-]{0,40}(?:[ \\t][^<>]{0,1000})?/?>[ \\t]*$");

    /// The blocks that last until the line with their end.
    private enum EndedBlock {
        RAW_TEXT("(?:pre|script|style|textarea)(?:[ \\t>]|$)", "</(?:pre|script|style|textarea)>"),
        INSTRUCTION("\\?", "\\?>"),
        CDATA("!\\[CDATA\\[", "\\]\\]>"),
        DECLARATION("![a-z]", ">");

        private final Pattern start;
        private final Pattern end;

        EndedBlock(String start, String end) {
            this.start = startOf(start);
            this.end = Pattern.compile(end, Pattern.CASE_INSENSITIVE);
        }
    }

    private final CharSequence text;
    private final Set<EndedBlock> withoutEnd = EnumSet.noneOf(EndedBlock.class);
    /// The end of the last line of a block whose end is known.
    private int blockEnd;
    /// True within a block that lasts until the next blank line.
    private boolean untilBlankLine;
    /// True if no paragraph is open above the line.
    private boolean afterBlankLine = true;

    HtmlBlocks(CharSequence text) {
        this.text = text;
    }

    private static Pattern startOf(String afterBracket) {
        return Pattern.compile("<" + afterBracket, Pattern.CASE_INSENSITIVE);
    }

    /// Tells whether the next line belongs to a raw HTML block. Lines of code must not be passed.
    ///
    /// @param content the position of the line's first visible character; its end if it is blank
    /// @param to the line's end
    /// @param mayStart true if a block may start on it
    boolean contains(int content, int to, boolean mayStart) {
        if (content < blockEnd) {
            return true;
        }
        boolean blank = content == to;
        boolean continues = untilBlankLine && !blank;
        boolean starts = !blank && !continues && mayStart && text.charAt(content) == '<' && starts(content, to);
        untilBlankLine = continues || (starts && blockEnd <= content);
        afterBlankLine = blank || content < blockEnd;
        return continues || starts;
    }

    /// Ends the block that lasts until a blank line, if one is open: at a heading or a removed comment.
    void interrupt() {
        untilBlankLine = false;
        afterBlankLine = true;
    }

    private boolean starts(int content, int to) {
        for (EndedBlock block : EndedBlock.values()) {
            if (line(block.start, content, to).lookingAt()) {
                return hasEnd(block, content);
            }
        }
        return line(BLOCK_TAG, content, to).lookingAt()
                || (afterBlankLine && line(LONE_TAG, content, to).lookingAt());
    }

    private Matcher line(Pattern pattern, int content, int to) {
        return pattern.matcher(text).region(content, to);
    }

    private boolean hasEnd(EndedBlock block, int content) {
        Matcher end = block.end.matcher(text);
        if (withoutEnd.contains(block) || !end.find(content)) {
            withoutEnd.add(block);
            return false;
        }
        blockEnd = end.end();
        while (blockEnd < text.length() && text.charAt(blockEnd) != '\n') {
            blockEnd++;
        }
        return true;
    }
}
