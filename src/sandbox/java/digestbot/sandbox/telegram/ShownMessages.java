package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

final class ShownMessages {
    private ShownMessages() {}

    static ShownMessage of(SandboxChat chat, ChatMessage message) {
        return of(chat, message, Optional.empty(), OptionalLong.empty());
    }

    static ShownMessage of(SandboxChat chat, SandboxChat.EphemeralMessages.EphemeralMessage ephemeral) {
        return of(chat, ephemeral.message(), Optional.of(ephemeral.member()), ephemeral.inPlaceOf());
    }

    private static ShownMessage of(
            SandboxChat chat, ChatMessage message, Optional<SandboxPerson> onlyFor, OptionalLong inPlaceOf) {
        List<ClientRow> rows = new ArrayList<>();
        message.content().file().ifPresent(file -> rows.add(file(file)));
        rows.addAll(lines(message.content().text()));
        message.content().preview().ifPresent(page -> rows.add(preview(page)));
        rows.addAll(keys(message.content().keyboard().rows()));
        Optional<SandboxPerson> author = switch (message.author()) {
            case ChatMessage.Author.Bot _ -> Optional.empty();
            case ChatMessage.Author.Member(SandboxPerson person) -> Optional.of(person);
            case ChatMessage.Author.TheChat _ ->
                Optional.of(new SandboxPerson(1_087_968_824, chat.place.title(), "en"));
        };
        return new ShownMessage(
                place(chat, message), message.id(), author, onlyFor, List.copyOf(rows), List.of(), inPlaceOf);
    }

    /// A chat's topics are distinguished by their names.
    private static SandboxPlace place(SandboxChat chat, ChatMessage message) {
        OptionalLong thread = message.context().thread();
        if (thread.isEmpty()) {
            return chat.place;
        }
        String name = chat.threads.getOrDefault(thread.getAsLong(), Long.toString(thread.getAsLong()));
        return new SandboxPlace(chat.place.id(), chat.place.kind(), (chat.place.title() + " #" + name).strip());
    }

    /// The page itself is not read.
    private static ClientRow preview(String page) {
        return new ClientRow.Line(
                List.of(new ClientSpan("🔗 " + page, Set.of(), Optional.of(page))),
                ClientRow.LineKind.QUOTE,
                OptionalInt.empty());
    }

    private static ClientRow file(ChatMessage.Attached attached) {
        return switch (attached) {
            case ChatMessage.Attached.Document(var file) ->
                new ClientRow.AttachedFile(file.number(), file.name(), Optional.empty());
            case ChatMessage.Attached.Photo(var file, ImageSize pixels) ->
                new ClientRow.AttachedFile(file.number(), file.name(), Optional.of(pixels));
        };
    }

    static List<ClientRow.Line> lines(FormattedText text) {
        var borders = new TreeSet<Integer>();
        text.entities().stream().filter(ShownMessages::isBlock).forEach(entity -> {
            borders.add(entity.offset());
            borders.add(entity.end());
        });
        List<ClientRow.Line> lines = new ArrayList<>();
        int length = text.text().length();
        for (int from = 0; from < length || lines.isEmpty(); ) {
            int newline = text.text().indexOf('\n', from);
            Integer border = borders.higher(from);
            int to = Math.min(newline < 0 ? length : newline, border == null ? length : border);
            lines.add(new ClientRow.Line(spans(text, from, to), kind(text, from), OptionalInt.empty()));
            from = to == newline ? to + 1 : Math.max(to, from + 1);
        }
        return lines;
    }

    private static boolean isBlock(Entity entity) {
        return entity.kind() == Entity.EntityType.PRE || entity.kind().family == Entity.Family.QUOTE;
    }

    private static ClientRow.LineKind kind(FormattedText text, int at) {
        ClientRow.LineKind kind = ClientRow.LineKind.PLAIN;
        for (Entity entity : text.entities()) {
            boolean here = entity.offset() <= at && at < entity.end();
            if (here && entity.kind() == Entity.EntityType.BLOCKQUOTE) {
                return ClientRow.LineKind.QUOTE;
            }
            if (here && entity.kind() == Entity.EntityType.EXPANDABLE_BLOCKQUOTE) {
                return ClientRow.LineKind.FOLDED_QUOTE;
            }
            if (here && entity.kind() == Entity.EntityType.PRE) {
                kind = ClientRow.LineKind.CODE;
            }
        }
        return kind;
    }

    private static List<ClientSpan> spans(FormattedText text, int from, int to) {
        var borders = new TreeSet<Integer>(Set.of(to));
        for (Entity entity : text.entities()) {
            borders.add(Math.clamp(entity.offset(), from, to));
            borders.add(Math.clamp(entity.end(), from, to));
        }
        List<ClientSpan> spans = new ArrayList<>();
        int start = from;
        for (int end : borders.tailSet(from, false)) {
            add(spans, span(text, start, end));
            start = end;
        }
        return List.copyOf(spans);
    }

    /// Adjacent spans of the same style are merged, except links: two adjacent links may have the
    /// same target.
    private static void add(List<ClientSpan> spans, ClientSpan next) {
        if (!spans.isEmpty() && looksAlike(spans.getLast(), next)) {
            spans.add(next.with(spans.removeLast().text() + next.text()));
        } else {
            spans.add(next);
        }
    }

    private static boolean looksAlike(ClientSpan one, ClientSpan other) {
        return one.link().isEmpty() && other.link().isEmpty() && one.styles().equals(other.styles());
    }

    private static ClientSpan span(FormattedText text, int from, int to) {
        Set<ClientSpan.Style> styles = EnumSet.noneOf(ClientSpan.Style.class);
        Optional<String> link = Optional.empty();
        String shown = text.text().substring(from, to);
        for (Entity entity : text.entities()) {
            if (entity.offset() <= from && to <= entity.end()) {
                style(entity.kind()).ifPresent(styles::add);
                link = link.isPresent() ? link : link(entity, shown);
            }
            if (entity.kind() == Entity.EntityType.DATE_TIME && entity.offset() == from && entity.end() == to) {
                shown = Entity.DateTimeFormat.of(entity.argument())
                        .orElseThrow()
                        .shown(shown);
            }
        }
        return new ClientSpan(shown, Set.copyOf(styles), link);
    }

    private static Optional<String> link(Entity entity, String shown) {
        if (entity.kind() == Entity.EntityType.URL) {
            return Optional.of(shown);
        }
        return Optional.of(entity.argument()).filter(_ -> entity.kind() == Entity.EntityType.TEXT_LINK);
    }

    private static Optional<ClientSpan.Style> style(Entity.EntityType kind) {
        return switch (kind) {
            case BOLD -> Optional.of(ClientSpan.Style.BOLD);
            case ITALIC -> Optional.of(ClientSpan.Style.ITALIC);
            case UNDERLINE -> Optional.of(ClientSpan.Style.UNDERLINE);
            case STRIKETHROUGH -> Optional.of(ClientSpan.Style.STRIKE);
            case SPOILER -> Optional.of(ClientSpan.Style.SPOILER);
            case CODE, PRE -> Optional.of(ClientSpan.Style.CODE);
            default -> Optional.empty();
        };
    }

    private static ClientRow.Colour colour(JsonNode button) {
        return switch (button.path("style").asText()) {
            case "primary" -> ClientRow.Colour.PRIMARY;
            case "success" -> ClientRow.Colour.SUCCESS;
            case "danger" -> ClientRow.Colour.DANGER;
            default -> ClientRow.Colour.DEFAULT;
        };
    }

    static List<ClientRow> keys(List<List<JsonNode>> keyboard) {
        List<ClientRow> rows = new ArrayList<>();
        int number = 1;
        for (List<JsonNode> row : keyboard) {
            List<ClientRow.ClientButton> keys = new ArrayList<>();
            for (JsonNode button : row) {
                Optional<String> url =
                        Optional.of(button.path("url").asText("")).filter(text -> !text.isEmpty());
                keys.add(
                        new ClientRow.ClientButton(number++, button.path("text").asText(), url, true, colour(button)));
            }
            rows.add(new ClientRow.ButtonRow(List.copyOf(keys)));
        }
        return rows;
    }
}
