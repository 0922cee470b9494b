package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import java.util.Optional;
import java.util.OptionalLong;

public final class PrivateChats {

    private final PersonStore persons = new PersonStore();

    /// The person's private chat with the bot; empty if private chats have ids of their own on the
    /// platform and it was never opened.
    public Optional<Destination> of(Transaction transaction, Person person) {
        return of(transaction, person.platform(), person.userId());
    }

    public Optional<Destination> of(Transaction transaction, Platform platform, long userId) {
        OptionalLong id = switch (platform) {
            case TELEGRAM -> OptionalLong.of(userId);
            case DISCORD -> persons.privateChat(transaction, platform, userId);
        };
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Destination(new Chat(platform, id.getAsLong(), ChatType.PRIVATE, ""), 0));
    }
}
