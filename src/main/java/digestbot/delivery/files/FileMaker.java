package digestbot.delivery.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.vote.VoteStore;
import digestbot.audience.vote.VoteStore.PersonalVote;
import digestbot.concurrent.LruCache;
import digestbot.content.TextShortener;
import digestbot.content.card.CardRenderer;
import digestbot.content.views.CardText;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.outbox.FileRequest;
import digestbot.digest.Digest;
import digestbot.library.archive.Library;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.statement.Query;

public final class FileMaker {

    private static final String PICTURE = "digestbot.png";

    /// The maximum length on Discord.
    private static final int MAX_DESCRIPTION_LENGTH = 1_000;

    /// The number of broadcasts that are usually sent at the same time.
    private static final int MAX_PICTURES = 2;

    private final SubscriberStore subscribers = new SubscriberStore();
    private final Exports exports;
    private final Library library;
    private final DigestContentBuilder digestViews;
    private final Database database;
    private final PictureStore pictures = new PictureStore();
    private final LruCache<Long, byte[]> pictureContents = new LruCache<>(MAX_PICTURES);

    public FileMaker(Database database, Library library, DigestContentBuilder digestViews, VoteStore votes) {
        this.exports = new Exports(database, votes, Exports.BUDGET);
        this.library = library;
        this.digestViews = digestViews;
        this.database = database;
    }

    /// The file of a reply. The chat need not be a subscriber.
    public Attachment of(Transaction transaction, Chat chat, FileRequest fileRequest) {
        Optional<Subscriber> known = subscribers.find(transaction, chat.platform(), chat.id());
        OptionalLong number = known.map(each -> OptionalLong.of(each.number())).orElseGet(OptionalLong::empty);
        return of(transaction, number, fileRequest);
    }

    public Attachment of(Transaction transaction, long subscriber, FileRequest fileRequest) {
        return of(transaction, OptionalLong.of(subscriber), fileRequest);
    }

    private Attachment of(Transaction transaction, OptionalLong subscriber, FileRequest fileRequest) {
        return switch (fileRequest) {
            case FileRequest.ExportFile export -> exports.of(subscriber, export.person());
            case FileRequest.CardFile card -> picture(transaction, card);
        };
    }

    /// The picture of a broadcast, which is read when it is sent.
    public Attachment.Picture picture(Transaction transaction, long broadcast) {
        String name = pictures.name(transaction, broadcast)
                .orElseThrow(() -> new IllegalStateException("broadcast " + broadcast + " has no picture"));
        return new Attachment.Picture(broadcast, name, () -> content(broadcast));
    }

    private byte[] content(long broadcast) {
        return pictureContents.get(broadcast, () -> database.read(tx -> pictures.content(tx, broadcast)));
    }

    /// Creates a picture. Its text is read now; it is drawn when it is sent.
    private Attachment picture(Transaction transaction, FileRequest.CardFile card) {
        Digest digest = library.all().content(transaction, card.digest(), card.revision());
        CardText text = digestViews.card(digest, card.reader());
        String language = card.reader().language();
        String described = TextShortener.shorten(MAX_DESCRIPTION_LENGTH, text.described());
        return new Attachment.Image(PICTURE, described, () -> CardRenderer.png(text, language));
    }

    /// Creates the export of a chat.
    record Exports(Database database, VoteStore votes, long budget) {

        /// The maximum size in bytes, because many exports may be in memory at a time. The newest
        /// rows are exported.
        static final long BUDGET = 1L << 20;

        private static final String NAME = "digestbot.json";
        private static final String MEDIA_TYPE = "application/json";
        private static final ObjectMapper JSON = new ObjectMapper();

        Attachment.Document of(OptionalLong subscriber, Optional<Person> person) {
            return new Attachment.Document(NAME, MEDIA_TYPE, () -> database.read(tx -> make(tx, subscriber, person)));
        }

        private byte[] make(Transaction transaction, OptionalLong subscriber, Optional<Person> person) {
            var bytes = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                json.useDefaultPrettyPrinter();
                json.writeStartObject();
                var store = new ExportStore(transaction, json, () -> bytes.size() + json.getOutputBuffered() >= budget);
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
            return bytes.toByteArray();
        }

        /// Writes all stored data of a chat or person, column by column, so that new columns are
        /// included. Rows are written as they are read, newest first, up to the size limit.
        private static final class ExportStore {

            /// The title of a digest; null if it was withdrawn.
            private static final String VISIBLE_TITLE = "CASE WHEN g.state <> 'draft' THEN g.title END AS title";

            /// The number of rows that PostgreSQL sends at a time. Without it, the driver keeps all
            /// rows in memory, which may be more than there is.
            private static final int FETCH_SIZE = 32;

            /// The name of each array, and the statement that selects its rows.
            private static final String OF_CHAT = """
                    chat SELECT * FROM subscriber WHERE number = ?
                    subscriptions SELECT CASE WHEN EXISTS (SELECT 1 FROM digest g WHERE g.topic = t.id AND g.state <> 'draft') \
                    THEN t.name END AS topic_name, s.* FROM subscription s LEFT JOIN topic t ON t.id = s.topic \
                    WHERE s.subscriber = ? ORDER BY s.number
                    words SELECT * FROM word WHERE subscriber = ? ORDER BY number
                    opened SELECT g.topic, g.day, %s, o.at FROM opened o JOIN digest g ON g.number = o.digest \
                    WHERE o.subscriber = ? ORDER BY o.at DESC
                    searches SELECT s.* FROM search s JOIN subscriber u ON u.platform = s.platform AND u.chat_id = s.chat_id \
                    WHERE u.number = ? AND s.user_id = 0 ORDER BY s.number DESC
                    """.formatted(VISIBLE_TITLE);

            private static final String OF_PERSON = """
                    person SELECT * FROM person WHERE platform = ? AND user_id = ?
                    role SELECT * FROM role WHERE platform = ? AND user_id = ?
                    operator_name SELECT name FROM operator_name WHERE platform = ? AND user_id = ?
                    acts SELECT * FROM audit WHERE by = ? AND user_id = ? ORDER BY number DESC
                    broadcasts SELECT * FROM broadcast WHERE by_platform = ? AND by_user = ? ORDER BY number DESC
                    told SELECT * FROM told WHERE platform = ? AND user_id = ?
                    held_notices SELECT * FROM held_notice WHERE platform = ? AND user_id = ?
                    own_searches SELECT * FROM search WHERE platform = ? AND user_id = ? ORDER BY number DESC
                    mistakes SELECT g.topic, g.day, %s, m.* FROM mistake m JOIN digest g ON g.number = m.digest \
                    WHERE m.platform = ? AND m.user_id = ? ORDER BY m.number DESC
                    """.formatted(VISIBLE_TITLE);

            private static final ObjectMapper JSON = new ObjectMapper();

            private final Transaction transaction;
            private final JsonGenerator json;
            private final BooleanSupplier full;
            private boolean isCut;

            ExportStore(Transaction transaction, JsonGenerator json, BooleanSupplier full) {
                this.transaction = transaction;
                this.json = json;
                this.full = full;
            }

            void addChat(long subscriber) {
                addAll(OF_CHAT, subscriber);
            }

            /// Adds past and queued deliveries, which are by far the largest part.
            void addDeliveries(long subscriber) {
                String sql = """
                        SELECT d.*, s.content AS broadcast FROM delivery d
                        LEFT JOIN shared_content s ON s.number = d.shared_content
                        WHERE d.subscriber = ? ORDER BY d.number DESC
                        """;
                addArray("deliveries", query(sql, subscriber), delivery -> {
                    long number = delivery.getLong("number");
                    add("digests", """
                            SELECT g.topic, g.day, %s, i.* FROM delivery_item i
                            JOIN digest g ON g.number = i.digest WHERE i.delivery = ? ORDER BY i.ordinal
                            """.formatted(VISIBLE_TITLE), number);
                    add("messages", "SELECT * FROM part WHERE delivery = ? ORDER BY ordinal", number);
                });
            }

            void addPerson(Person person) {
                addAll(OF_PERSON, person.platform().id(), person.userId());
            }

            private void addAll(String arrays, Object... values) {
                arrays.lines().forEach(line -> {
                    int end = line.indexOf(' ');
                    add(line.substring(0, end), line.substring(end), values);
                });
            }

            /// Adds the person's votes, which no statement can find: they are stored under hashes.
            void addVotes(List<PersonalVote> votes) throws IOException {
                json.writeArrayFieldStart("votes");
                for (PersonalVote each : votes) {
                    json.writeStartObject();
                    json.writeStringField("topic", each.topic());
                    json.writeStringField("day", each.day());
                    json.writeStringField("edition", each.edition());
                    json.writeStringField("answer", each.vote().id());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }

            void addNote() throws IOException {
                if (isCut) {
                    json.writeStringField(
                            "note", "The size of an export is limited. This one contains the newest data.");
                }
            }

            @FunctionalInterface
            private interface AdditionalFields {
                void of(ResultSet row) throws SQLException;
            }

            private void add(String name, String sql, Object... values) {
                addArray(name, query(sql, values), _ -> {});
            }

            private Query query(String sql, Object... values) {
                Query query = transaction.select(sql).setFetchSize(FETCH_SIZE);
                for (int i = 0; i < values.length; i++) {
                    query.bind(i, values[i]);
                }
                return query;
            }

            private void addArray(String name, Query query, AdditionalFields additional) {
                query.scanResultSet((rows, _) -> {
                    try {
                        write(name, rows.get(), additional);
                        return true;
                    } catch (IOException e) {
                        throw new UncheckedIOException("cannot write an export: " + e.getMessage(), e);
                    }
                });
            }

            private void write(String name, ResultSet rows, AdditionalFields additional)
                    throws SQLException, IOException {
                json.writeArrayFieldStart(name);
                while (rows.next() && !isCut) {
                    isCut = full.getAsBoolean();
                    if (!isCut) {
                        json.writeStartObject();
                        writeColumns(rows);
                        additional.of(rows);
                        json.writeEndObject();
                    }
                }
                json.writeEndArray();
            }

            private void writeColumns(ResultSet row) throws SQLException, IOException {
                ResultSetMetaData columns = row.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    String name = columns.getColumnLabel(i);
                    switch (row.getObject(i)) {
                        case null -> {}
                        case Number time
                        when name.equals("at") || name.endsWith("_at") || name.endsWith("_since") ->
                            json.writeStringField(
                                    name,
                                    time.longValue() == 0
                                            ? ""
                                            : Instant.ofEpochMilli(time.longValue())
                                                    .toString());
                        case Number number -> json.writeNumberField(name, number.longValue());
                        case Object text -> write(name, text.toString());
                    }
                }
            }

            /// Writes a text, as JSON if it is stored as JSON.
            private void write(String name, String text) throws IOException {
                try {
                    if (text.startsWith("{")) {
                        var tree = JSON.readTree(text);
                        json.writeFieldName(name);
                        JSON.writeTree(json, tree);
                        return;
                    }
                } catch (JsonProcessingException _) {
                    // It is text that only begins like JSON.
                }
                json.writeStringField(name, text);
            }
        }
    }
}
