package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Parses the Bot API's HTML style and rejects what the server rejects, with the server's messages;
/// there is one message for all faults in attributes. Offsets in errors count the bytes of the
/// UTF-8 text. See "Formatting options" in the Bot API's documentation.
public final class HtmlParser {

    /// The server accepts this tag but shows plain text for bots without paid features.
    private static final String EMOJI = "tg-emoji";

    /// Numbers in decimal or, after a lower-case `x`, in hexadecimal, and names.
    private static final Pattern REFERENCE = Pattern.compile("(&(?:#x(\\p{XDigit}+)|#(\\d+)|([a-zA-Z]+)));?");

    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s*([^\\s=>/\"']+)\\s*(?:=\\s*(\"[^\"]*\"|'[^']*'|[a-zA-Z0-9.-]+(?=[\\s>])))?");

    private static final int LONGEST_REFERENCE = 9;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Entity> entities = new ArrayList<>();
    private int at;
    private boolean halfCharacter;

    private HtmlParser(String html) {
        this.html = html;
    }

    /// The argument is that of the [Entity]; `1` for an expandable quote.
    private record Open(String tag, String argument, int offset) {}

    /// Fails with a [Refusal] if the markup is wrong.
    public static FormattedText parse(String html) {
        return new HtmlParser(html).parse();
    }

    private FormattedText parse() {
        while (!atEnd()) {
            if (peek() != '<') {
                take(text);
            } else if (html.startsWith("</", at)) {
                endTag();
            } else {
                startTag();
            }
        }
        if (!open.isEmpty()) {
            throw TextRules.unreadable("Can't find end tag corresponding to start tag \"" + open.getLast().tag + '"');
        }
        if (halfCharacter) {
            throw TextRules.unreadable("Text contains invalid Unicode characters after decoding HTML entities, "
                    + "check for unmatched surrogate code units");
        }
        entities.replaceAll(entity -> entity.kind() == Entity.EntityType.CODE
                ? new Entity(Entity.EntityType.CODE, entity.offset(), entity.length())
                : entity);
        entities.sort(Entity.ORDER);
        return new FormattedText(text.toString(), entities);
    }

    private void startTag() {
        int begin = at++;
        String tag = tagName();
        if (atEnd()) {
            throw TextRules.unreadable("Unclosed start tag at byte offset " + bytes(begin));
        }
        if (kind(tag).isEmpty() && !tag.equals(EMOJI)) {
            throw TextRules.unreadable("Unsupported start tag \"" + tag + "\" at byte offset " + bytes(begin));
        }
        String argument = argument(tag, attributes(tag, begin));
        if (tag.equals("span") && !argument.equals("spoiler")) {
            throw TextRules.unreadable("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + bytes(begin));
        }
        open.addLast(new Open(tag, argument, text.length()));
    }

    private static String argument(String tag, Map<String, String> attributes) {
        return switch (tag) {
            case "a" -> attributes.getOrDefault("href", "");
            case "code" -> without("language-", attributes);
            case "span" -> without("tg-", attributes);
            case "blockquote" -> attributes.containsKey("expandable") ? "1" : "";
            case "tg-time" -> attributes.getOrDefault("unix", "") + " " + attributes.getOrDefault("format", "");
            default -> "";
        };
    }

    private static String without(String prefix, Map<String, String> attributes) {
        String name = attributes.getOrDefault("class", "");
        return name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    }

    private void endTag() {
        int begin = at;
        if (open.isEmpty()) {
            throw TextRules.unreadable("Unexpected end tag at byte offset " + bytes(begin));
        }
        at += 2;
        String tag = tagName();
        skipSpace();
        if (peek() != '>') {
            throw TextRules.unreadable("Unclosed end tag at byte offset " + bytes(begin));
        }
        at++;
        Open opened = open.removeLast();
        if (!tag.isEmpty() && !tag.equals(opened.tag)) {
            throw TextRules.unreadable("Unmatched end tag at byte offset " + bytes(begin) + ", expected \"</"
                    + opened.tag + ">\", found \"</" + tag + ">\"");
        }
        int length = text.length() - opened.offset;
        kind(opened.tag).filter(_ -> length > 0).ifPresent(kind -> add(kind, opened, length));
    }

    private static Optional<Entity.EntityType> kind(String tag) {
        return Stream.of(Entity.EntityType.values())
                .filter(kind -> kind.tags.contains(tag))
                .findFirst();
    }

    private void add(Entity.EntityType kind, Open opened, int length) {
        switch (kind) {
            case TEXT_LINK ->
                LinkAddress.of(opened.argument.isEmpty() ? text.substring(opened.offset) : opened.argument)
                        .map(link -> link.entity(opened.offset, length))
                        .ifPresent(entities::add);
            case PRE, CODE -> addVerbatim(opened, kind, length);
            case DATE_TIME ->
                Entity.DateTimeFormat.of(opened.argument)
                        .ifPresent(_ -> entities.add(new Entity(kind, opened.offset, length, opened.argument)));
            case BLOCKQUOTE -> {
                boolean folds = !opened.argument.isEmpty();
                entities.add(new Entity(folds ? Entity.EntityType.EXPANDABLE_BLOCKQUOTE : kind, opened.offset, length));
            }
            default -> entities.add(new Entity(kind, opened.offset, length));
        }
    }

    /// `pre` and `code` around the same text, in either order, are one block, which takes the
    /// language of `code`.
    private void addVerbatim(Open opened, Entity.EntityType kind, int length) {
        Entity entity = new Entity(kind, opened.offset, length, opened.argument);
        if (!entities.isEmpty()) {
            Entity last = entities.getLast();
            String language = kind == Entity.EntityType.PRE ? last.argument() : opened.argument;
            boolean pair = last.kind().isVerbatim() && last.kind() != kind && !language.isEmpty();
            if (pair && last.offset() == opened.offset && last.length() == length) {
                entities.removeLast();
                entity = new Entity(Entity.EntityType.PRE, opened.offset, length, language);
            }
        }
        entities.add(entity);
    }

    private Map<String, String> attributes(String tag, int begin) {
        Map<String, String> attributes = new HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(html);
        while (attribute.region(at, html.length()).lookingAt()) {
            attributes.put(attribute.group(1), attribute.group(2) == null ? "" : value(attribute.group(2)));
            at = attribute.end();
        }
        skipSpace();
        if (peek() != '>') {
            throw TextRules.unreadable("Unclosed start tag \"" + tag + "\" at byte offset " + bytes(begin));
        }
        at++;
        return attributes;
    }

    private String value(String given) {
        if (given.isEmpty() || "\"'".indexOf(given.charAt(0)) < 0) {
            return given.toLowerCase(Locale.ROOT);
        }
        var inner = new HtmlParser(given.substring(1, given.length() - 1));
        while (!inner.atEnd()) {
            inner.take(inner.text);
        }
        halfCharacter |= inner.halfCharacter;
        return inner.text.toString();
    }

    private String tagName() {
        int from = at;
        while (!isSpace(peek()) && peek() != '>') {
            at++;
        }
        return html.substring(from, at).toLowerCase(Locale.ROOT);
    }

    private boolean atEnd() {
        return at >= html.length();
    }

    private char peek() {
        return atEnd() ? 0 : html.charAt(at);
    }

    private void skipSpace() {
        while (!atEnd() && isSpace(peek())) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x0b || c == 0;
    }

    /// Takes the characters before the next tag or reference, or the character of a reference.
    private void take(StringBuilder to) {
        if (peek() != '&') {
            int from = at;
            do {
                at++;
            } while (!atEnd() && peek() != '<' && peek() != '&');
            to.append(html, from, at);
            return;
        }
        Matcher reference = REFERENCE.matcher(html).region(at, html.length());
        Optional<Integer> code = reference.lookingAt() ? code(reference).filter(found -> found > 0) : Optional.empty();
        if (code.isEmpty()) {
            to.append(html.charAt(at++));
            return;
        }
        to.appendCodePoint(code.get());
        halfCharacter |= code.get() >= Character.MIN_SURROGATE && code.get() <= Character.MAX_SURROGATE;
        at = reference.end();
    }

    /// Empty if the server knows no such reference.
    private static Optional<Integer> code(Matcher reference) {
        if (reference.group(4) != null) {
            return switch (reference.group(4)) {
                case "lt" -> Optional.of((int) '<');
                case "gt" -> Optional.of((int) '>');
                case "amp" -> Optional.of((int) '&');
                case "quot" -> Optional.of((int) '"');
                default -> Optional.empty();
            };
        }
        if (reference.group(1).length() > LONGEST_REFERENCE) {
            return Optional.empty();
        }
        int code = reference.group(2) != null
                ? Integer.parseInt(reference.group(2), 16)
                : Integer.parseInt(reference.group(3));
        return Optional.of(code).filter(found -> found < Character.MAX_CODE_POINT);
    }

    private int bytes(int position) {
        return html.substring(0, position).getBytes(UTF_8).length;
    }
}
