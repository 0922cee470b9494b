package digestbot.card;

import java.text.Normalizer;

/// The bundled fonts: selects the font for each character.
///
/// Latin, Greek and Cyrillic letters are Noto Sans, Chinese ones Noto Sans SC. Noto Sans SC has no
/// bold weight here: bold characters are drawn with a wider outline.
final class FontSet {

    /// The geta mark, which stands for a character without a glyph.
    static final int MISSING = '〓';

    private static final String WIDE_IN_CHINESE = "“”‘’…—·";

    private static final FontSet INSTANCE = new FontSet();

    private final FontFile latin = FontFile.load("NotoSans-Regular.ttf");
    private final FontFile strong = FontFile.load("NotoSans-SemiBold.ttf");
    private final FontFile chinese = FontFile.load("NotoSansSC-Regular.ttf");

    private FontSet() {}

    static FontSet get() {
        return INSTANCE;
    }

    /// `wide` is true if the text around the character is Chinese.
    FontFile fontFor(int codePoint, TextStyle style, boolean wide) {
        boolean first = !(wide && WIDE_IN_CHINESE.indexOf(codePoint) >= 0);
        FontFile western = style.strong() ? strong : latin;
        return (first && western.has(codePoint)) || !chinese.has(codePoint) ? western : chinese;
    }

    boolean isChinese(FontFile face) {
        return face == chinese;
    }

    /// In ems.
    float advance(int codePoint, TextStyle style, boolean wide) {
        return fontFor(codePoint, style, wide).advance(codePoint);
    }

    /// The drawable text: NFC-normalised, without emoji and other symbols that have no glyph, and
    /// with [#MISSING] for letters and digits that have none.
    String legible(String text) {
        var out = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(point -> {
            if (point == '\n' || has(point)) {
                out.appendCodePoint(point);
            } else if (Character.isSpaceChar(point) || Character.isWhitespace(point)) {
                out.append(' ');
            } else if (Character.isLetterOrDigit(point)) {
                out.appendCodePoint(MISSING);
            }
        });
        return out.toString();
    }

    private boolean has(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> (latin.has(point) && strong.has(point)) || chinese.has(point);
        };
    }

    /// Tells whether the text is Chinese, so that its quotation marks and dashes are as wide as its
    /// characters.
    static boolean isWide(String text) {
        long ideographs = text.codePoints().filter(Character::isIdeographic).count();
        return 3 * ideographs > text.length();
    }
}
