package digestbot.sandbox.telegram;

import digestbot.sandbox.telegram.Entity.EntityType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Parses the Bot API's HTML style and rejects what the server rejects; the server's messages also
/// say where the fault is. See "Formatting options" in the Bot API's documentation.
public final class HtmlParser {

    private static final Pattern TOKEN = Pattern.compile("</(?<end>[^<>]*+)>"
            + "|<(?<start>[a-zA-Z-]++)(?<attributes>(?:\\s++[a-zA-Z-]++(?:=(?:\"[^\"]*+\"|'[^']*+'))?+)*+)\\s*+>"
            + "|<(?<wrong>[^\\s>]*+)|(?<text>[^<]++)");

    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]++)(?:=(?:\"([^\"]*+)\"|'([^']*+)'))?+");

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:(lt|gt|amp|quot)|#(?<decimal>\\d{1,7})|#x(?<hex>\\p{XDigit}{1,6}));?");

    private static final Map<String, String> NAMED = Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");

    private final StringBuilder text = new StringBuilder();
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Entity> entities = new ArrayList<>();

    private HtmlParser() {}

    /// The argument is that of the [Entity]; `1` for an expandable quote.
    private record Open(String tag, EntityType kind, String argument, int offset) {}

    /// Fails with a [Refusal] if the markup is wrong.
    public static FormattedText parse(String html) {
        return new HtmlParser().read(html);
    }

    private FormattedText read(String html) {
        Matcher token = TOKEN.matcher(html);
        while (token.find()) {
            if (token.group("text") != null) {
                text.append(unescaped(token.group("text")));
            } else if (token.group("end") != null) {
                endTag(token.group("end").strip().toLowerCase(Locale.ROOT));
            } else if (token.group("start") != null) {
                startTag(token.group("start").toLowerCase(Locale.ROOT), token.group("attributes"));
            } else {
                throw TextRules.unreadable("Unsupported start tag \"" + token.group("wrong") + '"');
            }
        }
        if (!open.isEmpty()) {
            throw TextRules.unreadable("Can't find end tag corresponding to start tag \"" + open.getLast().tag + '"');
        }
        entities.replaceAll(entity -> entity.kind() == EntityType.CODE
                ? new Entity(EntityType.CODE, entity.offset(), entity.length())
                : entity);
        entities.sort(Entity.ORDER);
        return new FormattedText(text.toString(), entities);
    }

    private void startTag(String tag, String attributes) {
        EntityType kind = Stream.of(EntityType.values())
                .filter(each -> each.tags.contains(tag))
                .findFirst()
                .orElseThrow(() -> TextRules.unreadable("Unsupported start tag \"" + tag + '"'));
        open.addLast(new Open(tag, kind, argument(kind, attributes(attributes)), text.length()));
    }

    private static String argument(EntityType kind, Map<String, String> attributes) {
        return switch (kind) {
            case TEXT_LINK -> attributes.getOrDefault("href", "");
            case CODE -> language(attributes.getOrDefault("class", ""));
            case BLOCKQUOTE -> attributes.containsKey("expandable") ? "1" : "";
            case DATE_TIME -> attributes.getOrDefault("unix", "") + " " + attributes.getOrDefault("format", "");
            default -> "";
        };
    }

    private static String language(String name) {
        return name.startsWith("language-") ? name.substring("language-".length()) : "";
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            String value = Optional.ofNullable(attribute.group(2))
                    .or(() -> Optional.ofNullable(attribute.group(3)))
                    .orElse("");
            attributes.put(attribute.group(1), unescaped(value));
        }
        return attributes;
    }

    private void endTag(String tag) {
        if (open.isEmpty()) {
            throw TextRules.unreadable("Unexpected end tag");
        }
        Open opened = open.removeLast();
        if (!tag.isEmpty() && !tag.equals(opened.tag)) {
            throw TextRules.unreadable(
                    "Unmatched end tag, expected \"</" + opened.tag + ">\", found \"</" + tag + ">\"");
        }
        int length = text.length() - opened.offset;
        if (length > 0) {
            add(opened, length);
        }
    }

    private void add(Open opened, int length) {
        switch (opened.kind) {
            case TEXT_LINK ->
                LinkAddress.of(opened.argument.isEmpty() ? text.substring(opened.offset) : opened.argument)
                        .map(link -> link.entity(opened.offset, length))
                        .ifPresent(entities::add);
            case PRE, CODE -> addVerbatim(opened, length);
            case DATE_TIME ->
                Entity.DateTimeFormat.of(opened.argument)
                        .ifPresent(_ -> entities.add(new Entity(opened.kind, opened.offset, length, opened.argument)));
            case BLOCKQUOTE ->
                entities.add(new Entity(
                        opened.argument.isEmpty() ? opened.kind : EntityType.EXPANDABLE_BLOCKQUOTE,
                        opened.offset,
                        length));
            default -> entities.add(new Entity(opened.kind, opened.offset, length));
        }
    }

    /// `pre` and `code` around the same text, in either order, are one block, which takes the
    /// language of `code`.
    private void addVerbatim(Open opened, int length) {
        Entity entity = new Entity(opened.kind, opened.offset, length, opened.argument);
        if (!entities.isEmpty()) {
            Entity last = entities.getLast();
            String language = opened.kind == EntityType.PRE ? last.argument() : opened.argument;
            boolean pair = last.kind().isVerbatim() && last.kind() != opened.kind && !language.isEmpty();
            if (pair && last.offset() == opened.offset && last.length() == length) {
                entities.removeLast();
                entity = new Entity(EntityType.PRE, opened.offset, length, language);
            }
        }
        entities.add(entity);
    }

    private static String unescaped(String escaped) {
        return REFERENCE.matcher(escaped).replaceAll(found -> Matcher.quoteReplacement(character(found)));
    }

    /// What the server does not know stays as it is.
    private static String character(MatchResult found) {
        if (found.group(1) != null) {
            return Objects.requireNonNull(NAMED.get(found.group(1)));
        }
        int code = found.group("hex") != null
                ? Integer.parseInt(found.group("hex"), 16)
                : Integer.parseInt(found.group("decimal"));
        boolean isCharacter = code > 0
                && code < Character.MAX_CODE_POINT
                && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
        return isCharacter ? Character.toString(code) : found.group();
    }
}
