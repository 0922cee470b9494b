package digestbot.delivery.api;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Platform.Feature;
import digestbot.database.Transaction;
import java.util.Optional;
import java.util.OptionalLong;

/// A chat, and the id of a forum topic in it; 0 for none.
public record Destination(Chat chat, long thread) {

    private static final PersonStore PERSONS = new PersonStore();

    /// The private chat of the person with the bot; empty if private chats have ids of their own on
    /// the platform and it was never opened.
    public static Optional<Destination> privateChat(Transaction transaction, Platform platform, long userId) {
        OptionalLong id = platform.has(Feature.PERSON_IS_PRIVATE_CHAT)
                ? OptionalLong.of(userId)
                : PERSONS.privateChat(transaction, platform, userId);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Destination(new Chat(platform, id.getAsLong(), ChatType.PRIVATE, ""), 0));
    }
}
