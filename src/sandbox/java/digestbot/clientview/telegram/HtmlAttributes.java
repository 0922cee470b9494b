package digestbot.clientview.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// Parses the attributes of a start tag, up to `>`.
final class HtmlAttributes {
    private final HtmlBytes in;
    private final String tag;
    private final int begin;
    private String argument = "";
    private String format = "";

    HtmlAttributes(HtmlBytes in, String tag, int begin) {
        this.in = in;
        this.tag = tag;
        this.begin = begin;
    }

    /// What matters of the tag's attributes: an address, a language, `spoiler`, `1` for an expandable
    /// quote, or the time and the format of a moment.
    ///
    /// @throws MalformedMarkupException if the tag is not closed or an attribute is malformed
    String read() {
        while (in.peek() != '>') {
            in.skipSpace();
            if (in.peek() == '>') {
                break;
            }
            attribute();
        }
        in.skip();
        return tag.equals("tg-time") ? argument + " " + format : argument;
    }

    private void attribute() {
        String name = name();
        in.skipSpace();
        if (in.peek() != '=') {
            requireMore();
            use(name, "");
            return;
        }
        in.skip();
        in.skipSpace();
        requireMore();
        String value = in.peek() == '\'' || in.peek() == '"' ? quoted() : token();
        if (in.atEnd()) {
            throw HtmlParser.wrong("Unclosed start tag at byte offset " + begin);
        }
        use(name, value);
    }

    private String name() {
        int from = in.position();
        while (!HtmlBytes.isSpace(in.peek()) && "=>/\"'".indexOf(in.peek()) < 0) {
            in.skip();
        }
        if (in.position() == from) {
            throw HtmlParser.wrong("Empty attribute name in the tag \"" + tag + "\" at byte offset " + begin);
        }
        return in.since(from);
    }

    private void requireMore() {
        if (in.atEnd()) {
            throw HtmlParser.wrong("Unclosed start tag \"" + tag + "\" at byte offset " + begin);
        }
    }

    private String token() {
        int from = in.position();
        while (isTokenCharacter(in.peek())) {
            in.skip();
        }
        String value = in.since(from).toLowerCase(Locale.ROOT);
        if (!HtmlBytes.isSpace(in.peek()) && in.peek() != '>') {
            throw HtmlParser.wrong("Unexpected end of name token at byte offset " + from);
        }
        return value;
    }

    private static boolean isTokenCharacter(int c) {
        return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '.' || c == '-';
    }

    private String quoted() {
        int quote = in.peek();
        in.skip();
        var value = new ByteArrayOutputStream();
        while (!in.atEnd() && in.peek() != quote) {
            int code = in.peek() == '&' ? in.takeReference() : 0;
            if (code != 0) {
                value.writeBytes(in.character(code));
            } else {
                value.write(in.peek());
                in.skip();
            }
        }
        if (!in.atEnd()) {
            in.skip();
        }
        return value.toString(UTF_8);
    }

    private void use(String name, String value) {
        if (tag.equals("a") && name.equals("href")) {
            argument = value;
        } else if (tag.equals("code") && name.equals("class") && value.startsWith("language-")) {
            argument = value.substring("language-".length());
        } else if (tag.equals("span") && name.equals("class") && value.startsWith("tg-")) {
            argument = value.substring("tg-".length());
        } else if (tag.equals("blockquote") && name.equals("expandable")) {
            argument = "1";
        } else if (tag.equals("tg-time") && name.equals("unix")) {
            argument = value;
        } else if (tag.equals("tg-time") && name.equals("format")) {
            format = value;
        }
    }
}
