package digestbot.content.card;

import digestbot.content.card.StyledText.TextStyle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphTable;
import org.apache.fontbox.ttf.HorizontalMetricsTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;

/// The bundled fonts. Selects the font for each character.
///
/// Noto Sans has the Latin, Greek and Cyrillic letters, Noto Sans SC the Chinese characters. Noto
/// Sans SC is bundled without a bold weight, so bold characters are drawn with a wider outline.
final class FontSet {

    /// The geta mark, which replaces a character without a glyph.
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

    /// The advance width in ems.
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

    /// Whether the text is Chinese, so that its quotation marks and dashes are as wide as its
    /// characters.
    static boolean isWide(String text) {
        long ideographs = text.codePoints().filter(Character::isIdeographic).count();
        return 3 * ideographs > text.length();
    }

    /// A bundled font, read without the machine's fonts and font libraries, because a server may
    /// have neither.
    ///
    /// Only the tables that drawing needs are kept in memory.
    static final class FontFile {

        private final CmapLookup characters;
        private final HorizontalMetricsTable widths;
        private final GlyphTable glyphs;
        private final double scale;

        private FontFile(TrueTypeFont font) throws IOException {
            characters = font.getUnicodeCmapLookup();
            widths = font.getHorizontalMetrics();
            glyphs = font.getGlyph();
            scale = 1.0 / font.getUnitsPerEm();
        }

        /// Loads the file `name` from the resource folder `fonts`.
        static FontFile load(String name) {
            try (InputStream in = FontFile.class.getResourceAsStream("/fonts/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("there is no font " + name);
                }
                return new FontFile(new TTFParser().parseEmbedded(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean has(int codePoint) {
            return characters.getGlyphId(codePoint) != 0;
        }

        /// The advance width in ems.
        float advance(int codePoint) {
            return (float) (widths.getAdvanceWidth(characters.getGlyphId(codePoint)) * scale);
        }

        /// The character's outline in ems from the start of the baseline, with y pointing
        /// downwards.
        Path2D outline(int codePoint) {
            try {
                Path2D path = glyphs.getGlyph(characters.getGlyphId(codePoint)).getPath();
                path.transform(AffineTransform.getScaleInstance(scale, -scale));
                return path;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
