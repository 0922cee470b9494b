package digestbot.card;

import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A font of the bot's own, read without the machine's fonts and the libraries for them: a server may have neither.
///
/// It reads what the fonts that come along have of TrueType: characters of the basic plane, widths and outlines.
final class FontFile {

    private static final int TABLE_ENTRY = 16;
    private static final int SEGMENTS_BY_CHARACTER = 4;

    private final ByteBuffer font;
    private final Map<String, Integer> tables = new HashMap<>();
    private final char[] glyphs = new char[Character.MAX_VALUE + 1];
    private final float unitsPerEm;
    private final boolean wideOffsets;
    private final int widths;

    private FontFile(byte[] bytes) {
        font = ByteBuffer.wrap(bytes);
        int count = unsigned(4);
        for (int i = 0; i < count; i++) {
            int entry = 12 + i * TABLE_ENTRY;
            tables.put(new String(bytes, entry, 4, StandardCharsets.US_ASCII), font.getInt(entry + 8));
        }
        unitsPerEm = unsigned(table("head") + 18);
        wideOffsets = font.getShort(table("head") + 50) != 0;
        widths = unsigned(table("hhea") + 34);
        readCharacters();
    }

    /// @param name a file below `fonts`
    static FontFile load(String name) {
        try (InputStream in = FontFile.class.getResourceAsStream("/fonts/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no font " + name);
            }
            return new FontFile(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the character has a glyph.
    boolean has(int codePoint) {
        return codePoint <= Character.MAX_VALUE && glyphs[codePoint] != 0;
    }

    /// How far the next character stands from this one, in ems.
    float advance(int codePoint) {
        int glyph = Math.min(glyphs[codePoint], widths - 1);
        return unsigned(table("hmtx") + 4 * glyph) / unitsPerEm;
    }

    /// The character's outline in ems, y downwards, from the baseline's start.
    Path2D outline(int codePoint) {
        var path = new Path2D.Float(Path2D.WIND_NON_ZERO);
        new GlyphOutline(font, this::glyphAt, 1 / unitsPerEm).addTo(path, glyphs[codePoint]);
        return path;
    }

    /// Where a glyph begins; at the same place as the next, if it is empty.
    private int glyphAt(int glyph) {
        int loca = table("loca");
        return table("glyf") + (wideOffsets ? font.getInt(loca + 4 * glyph) : 2 * unsigned(loca + 2 * glyph));
    }

    private void readCharacters() {
        int cmap = table("cmap");
        int maps = unsigned(cmap + 2);
        for (int i = 0; i < maps; i++) {
            int map = cmap + font.getInt(cmap + 4 + 8 * i + 4);
            if (unsigned(map) == SEGMENTS_BY_CHARACTER) {
                readSegments(map);
                return;
            }
        }
        throw new IllegalStateException("the font has no map of characters that can be read");
    }

    private void readSegments(int map) {
        int size = unsigned(map + 6);
        int starts = map + 16 + size;
        for (int i = 0; i < size; i += 2) {
            int end = unsigned(map + 14 + i);
            int delta = unsigned(starts + size + i);
            int rangeAt = starts + 2 * size + i;
            int range = unsigned(rangeAt);
            int start = unsigned(starts + i);
            for (int c = start; c <= end && c < Character.MAX_VALUE; c++) {
                int glyph = range == 0 ? c : unsigned(rangeAt + range + 2 * (c - start));
                glyphs[c] = (char) (glyph == 0 ? 0 : glyph + delta);
            }
        }
    }

    private int table(String name) {
        Integer at = tables.get(name);
        if (at == null) {
            throw new IllegalStateException("the font has no table " + name);
        }
        return at;
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(font.getShort(at));
    }
}
