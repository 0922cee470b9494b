package digestbot.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shortens text without cutting a grapheme cluster (Unicode's extended grapheme clusters).
public final class TextShortener {

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final Pattern FULL_STOP = Pattern.compile("(?<![.\\p{Lu}])[.。]$");

    private TextShortener() {}

    /// Cuts the text to `limit` UTF-16 units, including the `…` at its end.
    public static String shorten(int limit, String text) {
        if (text.length() <= limit) {
            return text;
        }
        Matcher cluster = CLUSTER.matcher(text).region(0, Math.min(text.length(), limit + 1));
        int end = 0;
        while (cluster.find() && cluster.end() < limit) {
            end = cluster.end();
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /// Like [#shorten], but cuts between two words if it can.
    public static String atWord(int limit, String text) {
        String cut = shorten(limit, text);
        int space = cut.lastIndexOf(' ');
        return cut.equals(text) || space < limit / 2 ? cut : cut.substring(0, space) + "…";
    }

    /// Removes the full stop, which headlines do not have.
    public static String withoutStop(String text) {
        return FULL_STOP.matcher(text).replaceFirst("");
    }
}
