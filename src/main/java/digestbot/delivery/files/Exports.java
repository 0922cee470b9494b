package digestbot.delivery.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.FileNotReady;
import digestbot.delivery.api.TemporaryFile;
import digestbot.vote.VoteService;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Creates the export of a chat: one at a time and row by row, so that the memory use does not
/// depend on its size.
final class Exports {

    /// The maximum size in bytes. The newest rows are exported; omitted rows are counted in the
    /// file.
    static final long BUDGET = 4L << 20;

    private static final String NAME = "digestbot.json";
    private static final String MEDIA_TYPE = "application/json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The wait for other exports, short because a delivery occupies a request slot and can be
    /// deferred.
    private static final Duration SLOT_TIMEOUT = Duration.ofMillis(100);

    /// The wait of a reply to an interaction, which cannot be deferred. It is shorter than the
    /// request timeout.
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

    private final SubscriberStore subscribers = new SubscriberStore();
    private final Database database;
    private final VoteService votes;
    private final long budget;
    private final Semaphore making;

    Exports(Database database, VoteService votes) {
        this(database, votes, BUDGET);
    }

    Exports(Database database, VoteService votes, long budget) {
        this(database, votes, budget, new Semaphore(1, true));
    }

    /// @param making the permit to create a file
    Exports(Database database, VoteService votes, long budget, Semaphore making) {
        this.database = database;
        this.votes = votes;
        this.budget = budget;
        this.making = making;
    }

    /// The file for a reply, which waits for other exports. The chat need not be a subscriber.
    Attachment.Document of(Transaction transaction, Chat chat, Optional<Person> person) {
        Optional<Subscriber> known = subscribers.find(transaction, chat.platform(), chat.id());
        OptionalLong subscriber =
                known.map(each -> OptionalLong.of(each.number())).orElseGet(OptionalLong::empty);
        return document(subscriber, person, REPLY_TIMEOUT);
    }

    /// The file for a delivery, which waits for other exports only briefly.
    Attachment.Document of(OptionalLong subscriber, Optional<Person> person) {
        return document(subscriber, person, SLOT_TIMEOUT);
    }

    private Attachment.Document document(OptionalLong subscriber, Optional<Person> person, Duration timeout) {
        return new Attachment.Document(NAME, MEDIA_TYPE, () -> make(subscriber, person, timeout));
    }

    /// @throws FileNotReady if other exports take longer
    private TemporaryFile make(OptionalLong subscriber, Optional<Person> person, Duration timeout) {
        try {
            if (!making.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FileNotReady("other exports are being made");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new FileNotReady("interrupted before an export");
        }
        try {
            return TemporaryFile.with(output -> database.read(transaction -> {
                write(transaction, output, subscriber, person);
                return true;
            }));
        } finally {
            making.release();
        }
    }

    private void write(Transaction transaction, OutputStream output, OptionalLong subscriber, Optional<Person> person) {
        var counted = new CountingOutputStream(output);
        try (JsonGenerator json = JSON.createGenerator(counted)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            var store = new ExportStore(transaction, json, () -> counted.bytes() + json.getOutputBuffered() >= budget);
            subscriber.ifPresent(store::addChat);
            person.ifPresent(store::addPerson);
            if (person.isPresent()) {
                store.addVotes(votes.of(transaction, person.orElseThrow()));
            }
            subscriber.ifPresent(store::addDeliveries);
            store.addNote();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write an export: " + e.getMessage(), e);
        }
    }

    /// Counts the bytes that are written.
    private static final class CountingOutputStream extends FilterOutputStream {

        private long bytes;

        CountingOutputStream(OutputStream to) {
            super(to);
        }

        long bytes() {
            return bytes;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] values, int from, int length) throws IOException {
            out.write(values, from, length);
            bytes += length;
        }
    }
}
