package digestbot.notice;

import digestbot.digest.Diagnostic;
import digestbot.markdown.Block;
import java.util.List;

/// The text about a place in a file, as one item of a list.
final class DiagnosticText {

    private DiagnosticText() {}

    /// `file:line what`.
    static Block.Item item(String path, Diagnostic diagnostic) {
        return new Block.Item(
                List.of(Block.Paragraph.of(oneLine(path + ":" + diagnostic.line() + " " + diagnostic.message()))));
    }

    /// Names of files and values may hold anything, text inlines may not.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
