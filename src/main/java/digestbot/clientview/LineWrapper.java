package digestbot.clientview;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// Breaks styled text into lines of a width in terminal cells.
public final class LineWrapper {

    private LineWrapper() {}

    /// Breaks at spaces, and within a word only where it is wider than a line.
    ///
    /// @param indent the start of every line but the first
    public static List<AttributedString> words(AttributedString text, int width, String indent) {
        List<AttributedString> lines = new ArrayList<>();
        AttributedString rest = text;
        var prefix = new AttributedString("");
        while (prefix.columnLength() + rest.columnLength() > width) {
            int remainingWidth = Math.max(2, width - prefix.columnLength());
            int end = fitting(rest, remainingWidth);
            int space = rest.toString().lastIndexOf(' ', end);
            int cut = space > 0 ? space : end;
            lines.add(AttributedString.join(AttributedString.EMPTY, prefix, rest.subSequence(0, cut)));
            rest = rest.subSequence(space > 0 ? cut + 1 : cut, rest.length());
            prefix = new AttributedString(indent);
        }
        if (rest.length() > 0) {
            lines.add(AttributedString.join(AttributedString.EMPTY, prefix, rest));
        }
        return lines;
    }

    /// The number of characters that fit into the cells; at least one code point, to guarantee
    /// progress.
    private static int fitting(AttributedString text, int cells) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int next = end + Character.charCount(Character.codePointAt(text, end));
            used += text.subSequence(end, next).columnLength();
            if (used > cells && end > 0) {
                break;
            }
            end = next;
        }
        return end;
    }
}
