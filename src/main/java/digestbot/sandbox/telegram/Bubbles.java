package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.Bubble;
import digestbot.sandbox.Look;
import digestbot.sandbox.Pixels;
import digestbot.sandbox.Place;
import digestbot.sandbox.Row;
import digestbot.sandbox.Someone;
import digestbot.sandbox.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Lays messages out as a client shows them.
public final class Bubbles {
    private Bubbles() {}

    /// The rows of a message that is only planned: the body of a `sendMessage` request in HTML mode.
    ///
    /// @throws IllegalArgumentException if the server would refuse its text or buttons; the message says why
    public static List<Row> of(JsonNode payload) {
        try {
            List<Row> rows =
                    new ArrayList<>(lines(HtmlText.parse(payload.path("text").asText(""))));
            rows.addAll(keys(Keyboard.of(Optional.ofNullable(payload.get("reply_markup")))));
            return List.copyOf(rows);
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static Bubble of(Chat chat, Message message) {
        List<Row> rows = new ArrayList<>();
        message.content().file().ifPresent(file -> rows.add(file(file)));
        rows.addAll(lines(message.content().text()));
        rows.addAll(keys(message.content().keyboard()));
        Optional<Someone> author = switch (message.author()) {
            case Message.Author.Bot _ -> Optional.empty();
            case Message.Author.Member(Someone person) -> Optional.of(person);
            case Message.Author.TheChat _ -> Optional.of(new Someone(1_087_968_824, chat.place.title(), "en"));
        };
        return new Bubble(
                place(chat, message), message.id(), author, Optional.empty(), List.copyOf(rows), look(message));
    }

    private static Look look(Message message) {
        List<Look.Attached> files =
                message.content().file().map(Bubbles::attached).stream().toList();
        return new Look(List.of(), files, Map.of());
    }

    private static Look.Attached attached(Message.Attached attached) {
        return switch (attached) {
            case Message.Attached.Document(var file) ->
                new Look.Attached(0, file.number(), file.name(), Optional.empty());
            case Message.Attached.Photo(var file, Pixels pixels) ->
                new Look.Attached(0, file.number(), file.name(), Optional.of(pixels));
        };
    }

    /// A forum's threads are told apart by their numbers.
    private static Place place(Chat chat, Message message) {
        OptionalLong thread = message.context().thread();
        return thread.isEmpty()
                ? chat.place
                : new Place(chat.place.id(), chat.place.kind(), chat.place.title() + " #" + thread.getAsLong());
    }

    private static Row file(Message.Attached attached) {
        String shown = switch (attached) {
            case Message.Attached.Document(Parameters.Upload file) -> "📎 " + file.name();
            case Message.Attached.Photo(var _, Pixels pixels) -> "[picture " + pixels + "]";
        };
        var name = new Span(shown, Set.of(), Optional.empty());
        return new Row.Line(List.of(name), Row.LineKind.PLAIN, OptionalInt.empty());
    }

    /// The text cut at line ends, and where a quote or block of code begins or ends within a line.
    static List<Row.Line> lines(FormattedText text) {
        var borders = new TreeSet<Integer>();
        text.entities().stream().filter(Bubbles::isBlock).forEach(entity -> {
            borders.add(entity.offset());
            borders.add(entity.end());
        });
        List<Row.Line> lines = new ArrayList<>();
        int length = text.text().length();
        for (int from = 0; from < length || lines.isEmpty(); ) {
            int newline = text.text().indexOf('\n', from);
            Integer border = borders.higher(from);
            int to = Math.min(newline < 0 ? length : newline, border == null ? length : border);
            lines.add(new Row.Line(spans(text, from, to), kind(text, from), OptionalInt.empty()));
            from = to == newline ? to + 1 : Math.max(to, from + 1);
        }
        return lines;
    }

    private static boolean isBlock(Entity entity) {
        return entity.kind() == Entity.Kind.PRE || entity.kind().family == Entity.Family.QUOTE;
    }

    private static Row.LineKind kind(FormattedText text, int at) {
        Row.LineKind kind = Row.LineKind.PLAIN;
        for (Entity entity : text.entities()) {
            boolean here = entity.offset() <= at && at < entity.end();
            if (here && entity.kind() == Entity.Kind.BLOCKQUOTE) {
                return Row.LineKind.QUOTE;
            }
            if (here && entity.kind() == Entity.Kind.EXPANDABLE_BLOCKQUOTE) {
                return Row.LineKind.FOLDED_QUOTE;
            }
            if (here && entity.kind() == Entity.Kind.PRE) {
                kind = Row.LineKind.CODE;
            }
        }
        return kind;
    }

    private static List<Span> spans(FormattedText text, int from, int to) {
        var borders = new TreeSet<Integer>(Set.of(to));
        for (Entity entity : text.entities()) {
            borders.add(Math.clamp(entity.offset(), from, to));
            borders.add(Math.clamp(entity.end(), from, to));
        }
        List<Span> spans = new ArrayList<>();
        int start = from;
        for (int end : borders.tailSet(from, false)) {
            add(spans, span(text, start, end));
            start = end;
        }
        return List.copyOf(spans);
    }

    /// Neighbours in the same look are one, except links: two that touch may lead to the same place.
    private static void add(List<Span> spans, Span next) {
        if (!spans.isEmpty() && looksAlike(spans.getLast(), next)) {
            String before = spans.removeLast().text();
            spans.add(new Span(before + next.text(), next.styles(), next.link()));
        } else {
            spans.add(next);
        }
    }

    private static boolean looksAlike(Span one, Span other) {
        return one.link().isEmpty() && other.link().isEmpty() && one.styles().equals(other.styles());
    }

    private static Span span(FormattedText text, int from, int to) {
        Set<Span.Style> styles = EnumSet.noneOf(Span.Style.class);
        Optional<String> link = Optional.empty();
        String shown = text.text().substring(from, to);
        for (Entity entity : text.entities()) {
            if (entity.offset() <= from && to <= entity.end()) {
                style(entity.kind()).ifPresent(styles::add);
                link = link.isPresent() ? link : link(entity, shown);
            }
        }
        return new Span(shown, Set.copyOf(styles), link);
    }

    private static Optional<String> link(Entity entity, String shown) {
        if (entity.kind() == Entity.Kind.TEXT_MENTION) {
            return Optional.of("tg://user?id=" + entity.argument());
        }
        if (entity.kind() == Entity.Kind.URL) {
            return Optional.of(shown);
        }
        return Optional.of(entity.argument()).filter(_ -> entity.kind() == Entity.Kind.TEXT_LINK);
    }

    private static Optional<Span.Style> style(Entity.Kind kind) {
        return switch (kind) {
            case BOLD -> Optional.of(Span.Style.BOLD);
            case ITALIC -> Optional.of(Span.Style.ITALIC);
            case UNDERLINE -> Optional.of(Span.Style.UNDERLINE);
            case STRIKETHROUGH -> Optional.of(Span.Style.STRIKE);
            case SPOILER -> Optional.of(Span.Style.SPOILER);
            case CODE, PRE -> Optional.of(Span.Style.CODE);
            case BLOCKQUOTE, EXPANDABLE_BLOCKQUOTE, TEXT_LINK, TEXT_MENTION, BOT_COMMAND, MENTION, HASHTAG, URL ->
                Optional.empty();
        };
    }

    private static List<Row> keys(Keyboard keyboard) {
        List<Row> rows = new ArrayList<>();
        int number = 1;
        for (List<JsonNode> row : keyboard.rows()) {
            List<Row.Key> keys = new ArrayList<>();
            for (JsonNode button : row) {
                Optional<String> url =
                        Optional.of(button.path("url").asText("")).filter(text -> !text.isEmpty());
                keys.add(new Row.Key(number++, button.path("text").asText(), url, true));
            }
            rows.add(new Row.Keys(List.copyOf(keys)));
        }
        return rows;
    }
}
