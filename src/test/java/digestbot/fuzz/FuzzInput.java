package digestbot.fuzz;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.Inline;
import digestbot.markdown.Markdown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Makes inputs of the targets from bytes.
public final class FuzzInput {

    private static final int MOST_PANELS = 8;
    private static final List<Panel.PanelStyle> KINDS = List.of(Panel.PanelStyle.values());

    private FuzzInput() {}

    /// After a leading NUL, the bytes are UTF-16 units, of which any may stand alone.
    public static String text(byte[] input) {
        if (input.length == 0 || input[0] != 0) {
            return new String(input, StandardCharsets.UTF_8);
        }
        var text = new StringBuilder();
        for (int i = 1; i + 1 < input.length; i += 2) {
            text.append((char) (((input[i] & 0xff) << 8) | (input[i + 1] & 0xff)));
        }
        return text.toString();
    }

    /// Panels, each behind a form feed: a line with its title, a line with the text below that, and
    /// Markdown.
    public static Content content(byte[] input) {
        List<Panel> panels = new ArrayList<>();
        for (String part : text(input).split("\f", MOST_PANELS)) {
            String[] lines = part.split("\n", 3);
            Panel.PanelStyle kind = KINDS.get(Math.floorMod(part.hashCode(), KINDS.size()));
            List<Inline> below = lines.length > 1 ? List.of(new Inline.Text(lines[1])) : List.of();
            panels.add(new Panel(
                    kind,
                    lines[0],
                    kind == Panel.PanelStyle.PERSPECTIVE ? "🌍" : "",
                    OptionalInt.empty(),
                    below,
                    Markdown.parse(lines.length > 2 ? lines[2] : ""),
                    below));
        }
        return Content.of(panels, List.of());
    }

    public static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
