package digestbot.console;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.database.Transaction;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The choice of who gets a test of a broadcast.
final class TestRecipients {

    /// The field with the owner; empty for all owners.
    static final String OWNER = "owner";

    /// The field with the id of a chat, which takes precedence.
    static final String CHAT = "chat";

    private final SubscriberStore subscribers = new SubscriberStore();
    private final List<Person> owners;

    TestRecipients(List<Person> owners) {
        this.owners = List.copyOf(owners);
    }

    /// The value of an owner in the form.
    static String value(Person owner) {
        return owner.platform().id() + ":" + owner.userId();
    }

    /// The chat whose id was entered; empty if no chat with that id is known.
    Optional<Chat> chat(Transaction transaction, String id) {
        return id.matches("-?\\d{1,18}")
                ? Stream.of(Platform.values())
                        .flatMap(platform -> subscribers.find(transaction, platform, Long.parseLong(id)).stream())
                        .map(Subscriber::chat)
                        .findFirst()
                : Optional.empty();
    }

    /// The id that was entered; empty if there is none.
    static String enteredChat(Context context) {
        return Optional.ofNullable(context.formParam(CHAT)).orElse("").strip();
    }

    /// The chosen owners.
    List<Person> owners(Context context) {
        String chosen = Optional.ofNullable(context.formParam(OWNER)).orElse("");
        return owners.stream()
                .filter(owner -> chosen.isEmpty() || value(owner).equals(chosen))
                .toList();
    }
}
