package digestbot.sandbox.telegram;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Lays out messages as a client shows them.
final class ShownMessages {
    private ShownMessages() {}

    static ShownMessage of(SandboxChat chat, ChatMessage message) {
        return of(chat, message, Optional.empty(), OptionalLong.empty());
    }

    static ShownMessage of(SandboxChat chat, EphemeralMessages.EphemeralMessage ephemeral) {
        return of(chat, ephemeral.message(), Optional.of(ephemeral.member()), ephemeral.inPlaceOf());
    }

    private static ShownMessage of(
            SandboxChat chat, ChatMessage message, Optional<SandboxPerson> onlyFor, OptionalLong inPlaceOf) {
        List<ClientRow> rows = new ArrayList<>();
        message.content().file().ifPresent(file -> rows.add(file(file)));
        rows.addAll(TelegramMessageRows.lines(message.content().text()));
        message.content().preview().ifPresent(page -> rows.add(preview(page)));
        rows.addAll(TelegramMessageRows.keys(message.content().keyboard().rows()));
        Optional<SandboxPerson> author = switch (message.author()) {
            case ChatMessage.Author.Bot _ -> Optional.empty();
            case ChatMessage.Author.Member(SandboxPerson person) -> Optional.of(person);
            case ChatMessage.Author.MemberViaBot(SandboxPerson person) -> Optional.of(person);
            case ChatMessage.Author.TheChat _ ->
                Optional.of(new SandboxPerson(1_087_968_824, chat.place.title(), "en"));
        };
        return new ShownMessage(
                place(chat, message), message.id(), author, onlyFor, List.copyOf(rows), List.of(), inPlaceOf);
    }

    /// The place of a message; a chat's topics are distinguished by their names.
    private static SandboxPlace place(SandboxChat chat, ChatMessage message) {
        OptionalLong thread = message.context().thread();
        if (thread.isEmpty()) {
            return chat.place;
        }
        String name = chat.threads.getOrDefault(thread.getAsLong(), Long.toString(thread.getAsLong()));
        return new SandboxPlace(chat.place.id(), chat.place.kind(), (chat.place.title() + " #" + name).strip());
    }

    /// The place of a preview; what the page says of itself is not read.
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
}
