package digestbot.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.subscription.Chat;
import digestbot.subscription.Person;
import digestbot.subscription.Subscriber;
import digestbot.subscription.SubscriberStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Makes the file of all that is kept of a chat, one at a time and row by row, so that it takes little memory however
/// much that is.
final class Exports {

    /// So many bytes at most, of the newest; what is left out is counted in the file.
    static final long BUDGET = 4L << 20;

    private static final String NAME = "digestbot.json";
    private static final String MEDIA_TYPE = "application/json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Less than a request may take.
    private static final long PATIENCE_SECONDS = 10;

    private final SubscriberStore subscribers = new SubscriberStore();
    private final ReentrantLock making = new ReentrantLock(true);
    private final Database database;
    private final long budget;

    Exports(Database database) {
        this(database, BUDGET);
    }

    Exports(Database database, long budget) {
        this.database = database;
        this.budget = budget;
    }

    /// The file for a chat that may be no subscriber.
    Attachment.Document of(Transaction transaction, Chat chat, Optional<Person> person) {
        Optional<Subscriber> known = subscribers.find(transaction, chat.platform(), chat.id());
        return of(known.map(subscriber -> OptionalLong.of(subscriber.number())).orElseGet(OptionalLong::empty), person);
    }

    Attachment.Document of(OptionalLong subscriber, Optional<Person> person) {
        return new Attachment.Document(NAME, MEDIA_TYPE, () -> make(subscriber, person));
    }

    /// @throws IllegalStateException if others take too long
    private TemporaryFile make(OptionalLong subscriber, Optional<Person> person) {
        try {
            if (!making.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("other exports take too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before an export", e);
        }
        try {
            return TemporaryFile.with(output -> database.read(transaction -> {
                write(transaction, output, subscriber, person);
                return true;
            }));
        } finally {
            making.unlock();
        }
    }

    private void write(Transaction transaction, OutputStream output, OptionalLong subscriber, Optional<Person> person) {
        var counted = new CountingOutput(output);
        try (JsonGenerator json = JSON.createGenerator(counted)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            var store = new ExportStore(transaction, json, () -> counted.bytes() + json.getOutputBuffered() >= budget);
            subscriber.ifPresent(store::addChat);
            person.ifPresent(store::addPerson);
            subscriber.ifPresent(store::addDeliveries);
            store.addNote();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write an export: " + e.getMessage(), e);
        }
    }
}
