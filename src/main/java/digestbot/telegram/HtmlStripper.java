package digestbot.telegram;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Converts Bot API HTML to plain text. Link addresses are kept if they fit.
final class HtmlStripper {

    private static final int MAX_LENGTH = 4096;
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\">(.*?)</a>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("</?[a-z][^>]*>");

    private HtmlStripper() {}

    static String of(String html) {
        String withAddresses = stripped(LINK.matcher(html)
                .replaceAll(link -> Matcher.quoteReplacement(
                        link.group(2).contains(link.group(1)) ? link.group(2) : link.group(2) + " " + link.group(1))));
        return withAddresses.length() <= MAX_LENGTH ? withAddresses : stripped(html);
    }

    private static String stripped(String html) {
        return TAG.matcher(html)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
