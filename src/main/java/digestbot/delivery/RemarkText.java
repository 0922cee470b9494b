package digestbot.delivery;

import digestbot.digest.Remark;
import digestbot.markdown.Block;
import java.util.List;

/// What is said of a place in a file, as one item of a list.
final class RemarkText {

    private RemarkText() {}

    /// `file:line what`.
    static Block.Item item(String path, Remark remark) {
        return new Block.Item(
                List.of(Block.Paragraph.of(oneLine(path + ":" + remark.line() + " " + remark.message()))));
    }

    /// Names of files and values may hold anything, text inlines may not.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
