package digestbot.console;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.console.page.FormInput;
import digestbot.database.Transaction;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The choice of who gets a test of a broadcast.
final class TestRecipients {

    /// The field with the position of an owner; empty for all owners.
    static final String OWNER = "owner";

    /// The field with the id of a chat, which takes precedence.
    static final String CHAT = "chat";

    private final SubscriberStore subscribers = new SubscriberStore();
    private final List<Person> owners;

    TestRecipients(List<Person> owners) {
        this.owners = List.copyOf(owners);
    }

    /// The chat whose id was entered; empty if no chat with that id is known.
    Optional<Chat> chat(Transaction transaction, String id) {
        return FormInput.chatId(id)
                .flatMap(number -> Platform.all().stream()
                        .flatMap(platform -> subscribers.find(transaction, platform, number).stream())
                        .map(Subscriber::chat)
                        .findFirst());
    }

    /// The id that was entered; empty if there is none.
    static String enteredChat(Context context) {
        return Optional.ofNullable(context.formParam(CHAT)).orElse("").strip();
    }

    /// The chosen owners.
    List<Person> owners(Context context) {
        String chosen = Optional.ofNullable(context.formParam(OWNER)).orElse("");
        return IntStream.range(0, owners.size())
                .filter(i -> chosen.isEmpty() || Integer.toString(i).equals(chosen))
                .mapToObj(owners::get)
                .toList();
    }
}
