package digestbot.digest.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something at the end of a line that has the form of a mark: `{name}` or `{name: value}`.
///
/// @param text the whole of it, as it is read
/// @param isEscaped true if a backslash makes it text
/// @param value empty if there is none
record WrittenMark(String text, boolean isEscaped, String name, String value, int line) {

    private static final Pattern MARK = Pattern.compile(
            "\\{[ \\t]*(\\p{L}[\\p{L}\\p{N}_-]{0,39})[ \\t]*(?::([^{}\\\\]{0,100}))?\\\\?}(?=[ \\t]*$)");

    /// The marks of a text, in its order.
    static List<WrittenMark> in(String markdown, int firstLine) {
        if (markdown.indexOf('}') < 0) {
            return List.of();
        }
        List<WrittenMark> marks = new ArrayList<>();
        int line = firstLine;
        for (String written : markdown.split("\n", -1)) {
            int open = written.stripTrailing().endsWith("}") ? written.lastIndexOf('{') : -1;
            Matcher mark = MARK.matcher(written);
            if (open >= 0 && mark.find(open)) {
                String value = mark.group(2) == null ? "" : mark.group(2).strip();
                String text = mark.group();
                boolean escaped = text.endsWith("\\}") || (open > 0 && written.charAt(open - 1) == '\\');
                marks.add(new WrittenMark(text.replace("\\}", "}"), escaped, mark.group(1), value, line));
            }
            line++;
        }
        return marks;
    }
}
