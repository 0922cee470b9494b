package digestbot.notice;

import digestbot.digest.Diagnostic;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;

/// The text about a line of a file, as a list item.
final class DiagnosticText {

    private DiagnosticText() {}

    /// The item in the form `file:line message`.
    static Block.Item item(String path, Diagnostic diagnostic) {
        String place = oneLine(path + ":" + diagnostic.line() + " ");
        return new Block.Item(List.of(new Block.Paragraph(withCode(place, oneLine(diagnostic.message())))));
    }

    /// Text between backticks as code; an unpaired backtick is kept.
    private static List<Inline> withCode(String place, String message) {
        String[] parts = message.split("`", -1);
        if (parts.length % 2 == 0) {
            return List.of(new Inline.Text(place + message));
        }
        List<Inline> inlines = new ArrayList<>(List.of(new Inline.Text(place + parts[0])));
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                inlines.add(i % 2 == 0 ? new Inline.Text(parts[i]) : new Inline.Code(parts[i]));
            }
        }
        return inlines;
    }

    /// Cleans names of files and values, which may contain any characters, unlike text inlines.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
