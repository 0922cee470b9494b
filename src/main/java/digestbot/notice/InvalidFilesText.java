package digestbot.notice;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.i18n.AlarmPhrase;
import digestbot.i18n.Texts;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The notice about invalid files: their number, and the first of them.
final class InvalidFilesText {

    /// The maximum number of lines; the console lists all files.
    static final int MAX_LINES = 10;

    private InvalidFilesText() {}

    /// @param first the first of the files, at most [#MAX_LINES]
    static Content of(Texts texts, long count, List<InvalidFile> first) {
        List<Block> body = new ArrayList<>();
        body.add(Block.Paragraph.of(lead(texts, count)));
        List<Block.Item> items = items(count, first).toList();
        if (!items.isEmpty()) {
            body.add(Block.ItemList.bullets(items));
        }
        return Content.of(List.of(Panel.plain(body)), List.of());
    }

    private static String lead(Texts texts, long count) {
        if (count == 0) {
            return texts.format(AlarmPhrase.INVALID_FILES_FIXED);
        }
        if (count == 1) {
            return texts.format(AlarmPhrase.INVALID_FILE);
        }
        return count <= MAX_LINES
                ? texts.format(AlarmPhrase.INVALID_FILES, count)
                : texts.format(AlarmPhrase.INVALID_FILES_FIRST, count, MAX_LINES);
    }

    /// A single file is listed with all errors, several files with the first error each.
    private static Stream<Block.Item> items(long count, List<InvalidFile> first) {
        return first.stream()
                .flatMap(file -> file.diagnostics().stream()
                        .limit(count == 1 ? MAX_LINES : 1)
                        .map(diagnostic -> DiagnosticText.item(file.path(), diagnostic)));
    }
}
