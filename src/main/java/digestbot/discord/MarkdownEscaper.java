package digestbot.discord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Escapes plain text for Discord's Markdown. The rules come from “Markdown Text 101” in Discord's
/// help pages and “Message Formatting” in its developer documentation; undocumented behaviour of
/// the clients is noted below.
final class MarkdownEscaper {

    static final char ZERO_WIDTH_SPACE = '\u200b';

    /// Characters with a meaning in any position. `<` opens mentions, timestamps, custom emoji and
    /// links.
    private static final String ALWAYS = "\\*_~`|<[]";

    /// Characters with a meaning at the start of a line: headings, quotes, small print, lists.
    private static final Pattern LINE_START = Pattern.compile("([#>+-])|(\\d{1,9})([.)])");

    private static final Pattern BROADCAST = Pattern.compile("everyone|here", Pattern.CASE_INSENSITIVE);

    private MarkdownEscaper() {}

    static String escape(String text, boolean lineStart) {
        var out = new StringBuilder(text.length() + 16);
        int from = lineStart ? escapeStart(text, out) : 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (ALWAYS.indexOf(c) >= 0 || opensShortcode(text, at) || followsBracket(text, at)) {
                out.append('\\').append(c);
            } else if (c == '@'
                    && BROADCAST.matcher(text).region(at + 1, text.length()).lookingAt()) {
                out.append(c).append(ZERO_WIDTH_SPACE);
            } else {
                out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static int escapeStart(String text, StringBuilder out) {
        Matcher found = LINE_START.matcher(text);
        if (!found.lookingAt()) {
            return 0;
        }
        if (found.group(1) != null) {
            out.append('\\').append(found.group(1));
        } else {
            out.append(found.group(2)).append('\\').append(found.group(3));
        }
        return found.end();
    }

    /// Whether a colon may begin an emoji's name (`:smile:`) or end an address's scheme
    /// (`https://`), so that Discord would show an emoji or a link. The characters after the colon
    /// may belong to a later piece of text.
    private static boolean opensShortcode(String text, int at) {
        return text.charAt(at) == ':' && (at + 1 == text.length() || !Character.isWhitespace(text.charAt(at + 1)));
    }

    /// Whether a parenthesis directly follows a bracket. It could become the target of a link whose
    /// label began earlier, because Discord matches the longest label and unescapes the target.
    private static boolean followsBracket(String text, int at) {
        return text.charAt(at) == '(' && (at == 0 || text.charAt(at - 1) == ']');
    }
}
