package digestbot.card;

import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/// Reads one glyph's curves, as the table `glyf` of TrueType has them.
final class GlyphOutline {

    private static final int HEADER = 10;

    /// What is said of a point.
    private static final int ON_CURVE = 1;

    private static final int X_SHORT = 2;
    private static final int Y_SHORT = 4;
    private static final int REPEATS = 8;
    private static final int X_SAME_OR_POSITIVE = 16;
    private static final int Y_SAME_OR_POSITIVE = 32;

    private final ByteBuffer font;
    private final IntUnaryOperator places;
    private final float scale;

    /// @param places where a glyph begins
    /// @param scale ems in a unit
    GlyphOutline(ByteBuffer font, IntUnaryOperator places, float scale) {
        this.font = font;
        this.places = places;
        this.scale = scale;
    }

    /// @throws IllegalStateException if the glyph is made of others, which the fonts that come along have none of
    void addTo(Path2D path, int glyph) {
        int at = places.applyAsInt(glyph);
        if (at == places.applyAsInt(glyph + 1)) {
            return;
        }
        int contours = font.getShort(at);
        if (contours < 0) {
            throw new IllegalStateException("glyph " + glyph + " is made of others");
        }
        addContours(path, at + HEADER, contours);
    }

    private void addContours(Path2D path, int ends, int contours) {
        int count = contours == 0 ? 0 : unsigned(ends + 2 * (contours - 1)) + 1;
        byte[] flags = new byte[count];
        int at = ends + 2 * contours;
        at = readFlags(at + 2 + unsigned(at), flags);
        float[] x = new float[count];
        at = readOffsets(at, flags, X_SHORT, X_SAME_OR_POSITIVE, x);
        float[] y = new float[count];
        readOffsets(at, flags, Y_SHORT, Y_SAME_OR_POSITIVE, y);
        int from = 0;
        for (int i = 0; i < contours; i++) {
            int to = unsigned(ends + 2 * i) + 1;
            addContour(path, new Curve(flags, x, y, from, to - from));
            from = to;
        }
    }

    private int readFlags(int first, byte[] flags) {
        int at = first;
        for (int i = 0; i < flags.length; i++) {
            flags[i] = font.get(at++);
            if ((flags[i] & REPEATS) != 0) {
                for (int times = Byte.toUnsignedInt(font.get(at++)); times > 0; times--, i++) {
                    flags[i + 1] = flags[i];
                }
            }
        }
        return at;
    }

    private int readOffsets(int first, byte[] flags, int isShort, int sameOrPositive, float[] to) {
        int at = first;
        int value = 0;
        for (int i = 0; i < flags.length; i++) {
            boolean same = (flags[i] & sameOrPositive) != 0;
            if ((flags[i] & isShort) != 0) {
                int step = Byte.toUnsignedInt(font.get(at++));
                value += same ? step : -step;
            } else if (!same) {
                value += font.getShort(at);
                at += 2;
            }
            to[i] = value;
        }
        return at;
    }

    /// A closed line of points; between two that are off the curve there is one on it.
    private static final class Curve {

        private final byte[] flags;
        private final float[] x;
        private final float[] y;
        private final int from;
        private final int count;

        Curve(byte[] flags, float[] x, float[] y, int from, int count) {
            this.flags = flags;
            this.x = x;
            this.y = y;
            this.from = from;
            this.count = count;
        }

        int count() {
            return count;
        }

        boolean on(int i) {
            return (flags[at(i)] & ON_CURVE) != 0;
        }

        int at(int i) {
            return from + Math.floorMod(i, count);
        }

        /// The point, or the middle between it and the one before it.
        float x(int i, boolean middle) {
            return middle ? (x[at(i)] + x[at(i - 1)]) / 2 : x[at(i)];
        }

        float y(int i, boolean middle) {
            return middle ? (y[at(i)] + y[at(i - 1)]) / 2 : y[at(i)];
        }
    }

    private void addContour(Path2D path, Curve curve) {
        if (curve.count() < 3) {
            return;
        }
        int first = 0;
        while (first < curve.count() && !curve.on(first)) {
            first++;
        }
        boolean allOff = first == curve.count();
        path.moveTo(curve.x(first, allOff) * scale, -curve.y(first, allOff) * scale);
        for (int i = first + (allOff ? 0 : 1); i <= first + curve.count() - (allOff ? 1 : 0); i++) {
            if (curve.on(i)) {
                path.lineTo(curve.x(i, false) * scale, -curve.y(i, false) * scale);
            } else {
                boolean middle = !curve.on(i + 1);
                path.quadTo(
                        curve.x(i, false) * scale,
                        -curve.y(i, false) * scale,
                        curve.x(i + 1, middle) * scale,
                        -curve.y(i + 1, middle) * scale);
                i += middle ? 0 : 1;
            }
        }
        path.closePath();
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(font.getShort(at));
    }
}
