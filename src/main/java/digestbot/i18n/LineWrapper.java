package digestbot.i18n;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Breaks text into lines of a width in terminal cells. A Chinese character or an emoji takes two
/// cells.
public final class LineWrapper {

    private static final Set<UnicodeScript> WIDE_SCRIPTS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);

    private LineWrapper() {}

    /// Breaks at spaces; breaks a word only if it is wider than a line. `indent` starts every line
    /// except the first.
    public static List<String> words(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        String prefix = "";
        while (cells(prefix) + cells(rest) > width) {
            int end = fitting(rest, Math.max(2, width - cells(prefix)));
            int space = rest.lastIndexOf(' ', end);
            int cut = space > 0 ? space : end;
            lines.add(prefix + rest.substring(0, cut));
            rest = rest.substring(space > 0 ? cut + 1 : cut);
            prefix = indent;
        }
        if (!rest.isEmpty()) {
            lines.add(prefix + rest);
        }
        return lines;
    }

    /// The number of characters that fit into the cells; at least one code point, to guarantee
    /// progress.
    private static int fitting(String text, int cells) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            used += cells(character);
            if (used > cells && end > 0) {
                break;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    public static int cells(String text) {
        return text.codePoints().map(LineWrapper::cells).sum();
    }

    private static int cells(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return Character.isEmojiPresentation(character)
                || WIDE_SCRIPTS.contains(UnicodeScript.of(character))
                || (character >= 0x3000 && character <= 0x303f) // Chinese punctuation
                || (character >= 0xff01 && character <= 0xff60); // full-width forms of ASCII characters
    }
}
