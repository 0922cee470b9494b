package digestbot.console.digest;

import static j2html.TagCreator.code;
import static j2html.TagCreator.del;
import static j2html.TagCreator.each;
import static j2html.TagCreator.ins;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import j2html.tags.DomContent;
import java.util.List;

/// The difference between two revisions of a digest's Markdown, line by line.
public final class SourceDiff {

    /// The number of unchanged lines around each change.
    private static final int CONTEXT = 3;

    /// The lines that name the two files.
    private static final int HEADER = 2;

    private SourceDiff() {}

    /// The changed lines, each with its neighbours.
    public static DomContent of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "before", "after", old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
        return diff.isEmpty()
                ? p("The text is the same.").withClass("muted")
                : pre(each(diff.subList(HEADER, diff.size()), SourceDiff::line)).withClass("source diff");
    }

    private static DomContent line(String line) {
        String whole = line + "\n";
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> ins(whole);
            case '-' -> del(whole);
            case '@' -> code(whole);
            default -> text(whole);
        };
    }
}
