package digestbot.sandbox.telegram;

import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The clients of people who type the bot's name and words in any chat, and send what the bot offers.
final class InlineClients {
    private static final int LONGEST_QUERY = 256;

    private final TelegramClients clients;
    private final UpdateQueue updates;
    private final ApiObjects objects;
    private final InlineQueries queries;

    InlineClients(TelegramClients clients, UpdateQueue updates, ApiObjects objects, InlineQueries queries) {
        this.clients = clients;
        this.updates = updates;
        this.objects = objects;
        this.queries = queries;
    }

    /// Asks the bot for the line, if it begins with the bot's name and a space.
    ///
    /// @param offset the offset of the choices that are wanted; empty for the first
    /// @return what the client offers; nothing if the bot does not answer in time
    CompletableFuture<InlineOffer> type(SandboxPerson person, SandboxPlace place, String line, String offset) {
        String name = "@" + objects.botUsername() + " ";
        if (!objects.inlineMode() || !line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT))) {
            return CompletableFuture.completedFuture(InlineOffer.NOTHING);
        }
        String words = line.substring(name.length()).strip();
        InlineQueries.Query query = queries.open(person);
        var update = TelegramJson.object()
                .put("id", query.id())
                .put("query", words.substring(0, Math.min(words.length(), LONGEST_QUERY)))
                .put("offset", offset)
                .put("chat_type", chatType(person, place));
        update.set("from", objects.user(person));
        updates.add("inline_query", update);
        return query.answer()
                .completeOnTimeout(InlineOffer.NOTHING, queries.answerTime().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String chatType(SandboxPerson person, SandboxPlace place) {
        return switch (place.kind()) {
            case PRIVATE -> place.id() == person.id() ? "sender" : "private";
            case GROUP -> "supergroup";
            case CHANNEL -> "channel";
        };
    }

    /// The person sends a choice into the place.
    void send(SandboxPerson person, SandboxPlace place, String query, String choice) {
        clients.sendViaBot(person, place, queries.chosen(person, query, choice));
    }

    /// The client puts the bot's name and the query into the input field. The real client lets the
    /// person choose a chat first.
    static SandboxEvent prefilled(SandboxPlace place, SandboxPerson person, String botUsername, String query) {
        return new SandboxEvent.Prefilled(place, person, "@" + botUsername + " " + query);
    }
}
