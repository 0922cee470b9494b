package digestbot.clientview.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Parses the Bot API's HTML style ("Formatting options" in its documentation) and rejects what the
/// server rejects, with the server's messages. Offsets in errors count the bytes of the UTF-8 text.
public final class HtmlParser {
    private static final Map<String, Optional<Entity.EntityType>> TAGS = tags();

    private final HtmlBytes in;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Entity> entities = new ArrayList<>();

    private HtmlParser(String html) {
        this.in = new HtmlBytes(html.getBytes(UTF_8));
    }

    /// Parses HTML.
    ///
    /// @throws MalformedMarkupException if the markup is wrong
    public static FormattedText parse(String html) {
        return new HtmlParser(html).parse();
    }

    private FormattedText parse() {
        while (!in.atEnd()) {
            if (in.peek() != '<') {
                in.copy();
            } else if (in.peek(1) == '/') {
                endTag();
            } else {
                startTag();
            }
        }
        if (!open.isEmpty()) {
            throw wrong("Can't find end tag corresponding to start tag \"" + open.getLast().tag + '"');
        }
        if (in.sawHalfCharacter()) {
            throw wrong("Text contains invalid Unicode characters after decoding HTML entities, "
                    + "check for unmatched surrogate code units");
        }
        entities.replaceAll(entity -> entity.kind() == Entity.EntityType.CODE
                ? new Entity(Entity.EntityType.CODE, entity.offset(), entity.length())
                : entity);
        entities.sort(Entity.ORDER);
        return new FormattedText(in.copied(0), entities);
    }

    private void startTag() {
        int begin = in.position();
        in.skip();
        String tag = in.takeName();
        if (in.atEnd()) {
            throw wrong("Unclosed start tag at byte offset " + begin);
        }
        if (!TAGS.containsKey(tag)) {
            throw wrong("Unsupported start tag \"" + tag + "\" at byte offset " + begin);
        }
        String argument = new HtmlAttributes(in, tag, begin).read();
        if (tag.equals("span") && !argument.equals("spoiler")) {
            throw wrong("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + begin);
        }
        open.addLast(new Open(tag, argument, in.utf16Length(), in.copiedBytes()));
    }

    private void endTag() {
        int begin = in.position();
        if (open.isEmpty()) {
            throw wrong("Unexpected end tag at byte offset " + begin);
        }
        in.skip();
        in.skip();
        String tag = in.takeName();
        in.skipSpace();
        if (in.peek() != '>') {
            throw wrong("Unclosed end tag at byte offset " + begin);
        }
        in.skip();
        Open opened = open.removeLast();
        if (!tag.isEmpty() && !tag.equals(opened.tag)) {
            throw wrong("Unmatched end tag at byte offset " + begin + ", expected \"</" + opened.tag + ">\", found \"</"
                    + tag + ">\"");
        }
        int length = in.utf16Length() - opened.offset;
        if (length > 0) {
            TAGS.getOrDefault(opened.tag, Optional.empty()).ifPresent(kind -> add(opened, kind, length));
        }
    }

    private void add(Open opened, Entity.EntityType kind, int length) {
        switch (kind) {
            case TEXT_LINK -> {
                String target = opened.argument.isEmpty() ? in.copied(opened.copiedBytes) : opened.argument;
                LinkAddress.of(target)
                        .map(link -> link.entity(opened.offset, length))
                        .ifPresent(entities::add);
            }
            case PRE, CODE -> addVerbatim(opened, kind, length);
            case DATE_TIME ->
                DateTimeFormat.of(opened.argument)
                        .ifPresent(_ -> entities.add(new Entity(kind, opened.offset, length, opened.argument)));
            case BLOCKQUOTE -> {
                boolean folds = !opened.argument.isEmpty();
                entities.add(new Entity(folds ? Entity.EntityType.EXPANDABLE_BLOCKQUOTE : kind, opened.offset, length));
            }
            case BOLD,
                    ITALIC,
                    UNDERLINE,
                    STRIKETHROUGH,
                    SPOILER,
                    EXPANDABLE_BLOCKQUOTE,
                    TEXT_MENTION,
                    BOT_COMMAND,
                    MENTION,
                    HASHTAG,
                    URL -> entities.add(new Entity(kind, opened.offset, length));
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

    static MalformedMarkupException wrong(String what) {
        return new MalformedMarkupException(what);
    }

    private static Map<String, Optional<Entity.EntityType>> tags() {
        Map<String, Optional<Entity.EntityType>> tags = new HashMap<>();
        for (Entity.EntityType kind : Entity.EntityType.values()) {
            for (String tag : tagsOf(kind)) {
                tags.put(tag.toLowerCase(Locale.ROOT), Optional.of(kind));
            }
        }
        // The server accepts this tag but shows plain text for bots without paid features.
        tags.put("tg-emoji", Optional.empty());
        return Map.copyOf(tags);
    }

    private static List<String> tagsOf(Entity.EntityType kind) {
        return switch (kind) {
            case BOLD -> List.of("b", "strong");
            case ITALIC -> List.of("i", "em");
            case UNDERLINE -> List.of("u", "ins");
            case STRIKETHROUGH -> List.of("s", "strike", "del");
            case SPOILER -> List.of("tg-spoiler", "span");
            case CODE -> List.of("code");
            case PRE -> List.of("pre");
            case TEXT_LINK -> List.of("a");
            case BLOCKQUOTE -> List.of("blockquote");
            case DATE_TIME -> List.of("tg-time");
            case EXPANDABLE_BLOCKQUOTE, TEXT_MENTION, BOT_COMMAND, MENTION, HASHTAG, URL -> List.of();
        };
    }

    /// A start tag whose end tag has not been read yet.
    private record Open(String tag, String argument, int offset, int copiedBytes) {}

    /// A text's markup cannot be read. The message says what is wrong, in the words of the Bot API's server.
    public static final class MalformedMarkupException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedMarkupException(String what) {
            super("can't parse entities: " + what, null, false, false);
        }
    }
}
