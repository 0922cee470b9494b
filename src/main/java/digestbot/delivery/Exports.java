package digestbot.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.database.Transaction;
import digestbot.subscription.Chat;
import digestbot.subscription.Person;
import digestbot.subscription.Subscriber;
import digestbot.subscription.SubscriberStore;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes the file of all that is kept of a chat.
final class Exports {

    private static final String NAME = "digestbot.json";
    private static final String MEDIA_TYPE = "application/json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SubscriberStore subscribers = new SubscriberStore();
    private final ExportStore store = new ExportStore();

    /// The file for a chat that may be no subscriber.
    Attachment.Document of(Transaction transaction, Chat chat, Optional<Person> person) {
        Optional<Subscriber> known = subscribers.find(transaction, chat.platform(), chat.id());
        return of(
                transaction,
                known.map(subscriber -> OptionalLong.of(subscriber.number())).orElseGet(OptionalLong::empty),
                person);
    }

    Attachment.Document of(Transaction transaction, OptionalLong subscriber, Optional<Person> person) {
        ObjectNode all = JSON.createObjectNode();
        subscriber.ifPresent(number -> store.addChat(transaction, number, all));
        person.ifPresent(who -> store.addPerson(transaction, who, all));
        try {
            return new Attachment.Document(
                    NAME, MEDIA_TYPE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows have no JSON form", e);
        }
    }
}
