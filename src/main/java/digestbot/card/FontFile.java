package digestbot.card;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphTable;
import org.apache.fontbox.ttf.HorizontalMetricsTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;

/// A font of the bot's own, read without the machine's fonts and font libraries, because a server
/// may have neither.
///
/// Only the tables that drawing needs are kept in memory.
final class FontFile {

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

    /// The name is that of a file below `fonts`.
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

    /// In ems.
    float advance(int codePoint) {
        return (float) (widths.getAdvanceWidth(characters.getGlyphId(codePoint)) * scale);
    }

    /// The character's outline in ems, y downwards, from the baseline's start.
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
