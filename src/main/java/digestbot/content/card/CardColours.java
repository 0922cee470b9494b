package digestbot.content.card;

final class CardColours {

    static final int PAPER = 0xf4f2ed;
    static final int CARD = 0xffffff;
    static final int INK = 0x1c2026;
    static final int MUTED = 0x5a616b;
    static final int RULE = 0xd9d6ce;

    /// The lowest contrast for readers with low vision, from the web's guidelines (WCAG, level AA).
    static final double MIN_CONTRAST = 4.5;

    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0x000000;

    private CardColours() {}

    static int textOn(int colour) {
        return contrast(WHITE, colour) >= MIN_CONTRAST ? WHITE : contrast(INK, colour) >= MIN_CONTRAST ? INK : BLACK;
    }

    /// The contrast ratio, from 1 (equal colours) to 21 (black on white).
    static double contrast(int one, int other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int colour) {
        double part = (colour & 0xff) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
