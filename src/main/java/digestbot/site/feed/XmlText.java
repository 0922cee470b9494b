package digestbot.site.feed;

/// Text as XML 1.0 allows it.
public final class XmlText {

    private static final char REPLACEMENT = '\ufffd';

    private XmlText() {}

    /// The text, in which each character that no XML document may contain is U+FFFD. Escaping is the
    /// matter of the writer.
    public static String of(String text) {
        return text.codePoints().allMatch(XmlText::isAllowed) ? text : cleaned(text);
    }

    private static String cleaned(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(isAllowed(point) ? point : REPLACEMENT));
        return out.toString();
    }

    /// A carriage return is allowed, but a parser would make a line feed of it.
    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }
}
