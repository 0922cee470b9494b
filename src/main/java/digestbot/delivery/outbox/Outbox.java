package digestbot.delivery.outbox;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.StoredEnum;
import digestbot.audience.SubscriberStore;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.DeliveryStore.NewMessage;
import digestbot.delivery.outbox.DeliveryStore.RemovableDelivery;
import digestbot.delivery.outbox.Outbox.MessageState;
import digestbot.i18n.Texts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Queues the bot's replies and notices. A chat that is not yet a subscriber becomes one, without
/// subscriptions. At most [#MAX_QUEUED_REPLIES] replies per chat are queued, and further ones are
/// dropped; only the newest settled ones are kept.
public record Outbox(OutboxEvents outboxEvents, InstantSource clock) implements ReplyQueue {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /// The limit is more than any chat receives within a minute.
    static final int MAX_QUEUED_REPLIES = 100;

    static final int MAX_SETTLED_REPLIES = 1_000;

    /// The number is more than one, so that an existing backlog shrinks as well.
    private static final int REMOVAL_BATCH_SIZE = 10;

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();
    private static final OutboxStore STORE = new OutboxStore();
    private static final DeliveryStore DELIVERIES = new DeliveryStore();
    private static final ShownDigestStore VIEWS = new ShownDigestStore();

    @Override
    public void reply(Transaction transaction, Destination to, String language, Content content) {
        queueReply(transaction, to, language, NewMessage.of(DeliveryCause.REPLY, StoredContent.of(content)));
    }

    @Override
    public void replyWithFile(Transaction transaction, Destination to, String language, FileRequest fileRequest) {
        queueReply(transaction, to, language, NewMessage.of(DeliveryCause.REPLY, new StoredContent.File(fileRequest)));
    }

    @Override
    public void replace(Transaction transaction, Destination to, Content content, int page, String messageId) {
        NewMessage edit = edit(DeliveryCause.REPLY, content, page, messageId);
        if (queueReply(transaction, to, Preferences.DEFAULT.language(), edit)) {
            VIEWS.viewChanged(transaction, to.chat(), messageId, content, page);
        }
    }

    public long notice(Transaction transaction, Destination to, Content content) {
        return queue(transaction, to, NewMessage.of(DeliveryCause.NOTICE, StoredContent.of(content)));
    }

    /// Queues an edit of a notice, after other notices.
    public void update(Transaction transaction, Destination to, Content content, String messageId) {
        queue(transaction, to, edit(DeliveryCause.NOTICE, content, 0, messageId));
    }

    private long queue(Transaction transaction, Destination to, NewMessage notice) {
        return queue(transaction, subscriber(transaction, to, Preferences.DEFAULT.language()), to, notice);
    }

    private static NewMessage edit(DeliveryCause cause, Content content, int page, String messageId) {
        String stored = StoredContent.of(content).write();
        return new NewMessage(cause, stored, OptionalInt.of(page), Optional.of(messageId));
    }

    /// @return false if the reply was dropped
    private boolean queueReply(Transaction transaction, Destination to, String language, NewMessage reply) {
        long subscriber = subscriber(transaction, to, Texts.of(language).language());
        if (STORE.queuedReplies(transaction, subscriber, MAX_QUEUED_REPLIES) >= MAX_QUEUED_REPLIES) {
            LOG.info(
                    "{} replies already queued for {} chat {}: dropped another one",
                    MAX_QUEUED_REPLIES,
                    to.chat().platform().id(),
                    to.chat().id());
            return false;
        }
        queue(transaction, subscriber, to, reply);
        STORE.pruneReplies(transaction, subscriber, MAX_SETTLED_REPLIES, REMOVAL_BATCH_SIZE);
        return true;
    }

    private long subscriber(Transaction transaction, Destination to, String language) {
        return SUBSCRIBERS
                .findOrCreate(transaction, to.chat(), Preferences.DEFAULT.withLanguage(language), clock.instant())
                .number();
    }

    private long queue(Transaction transaction, long subscriber, Destination to, NewMessage message) {
        outboxEvents.notifyAfterCommit(transaction);
        return DELIVERIES.enqueue(transaction, subscriber, to, message, clock.instant());
    }

    /// The state of a queued message: the id of its first part if that has arrived, and whether the
    /// message or an edit of it is queued, in flight or paused.
    public record MessageState(Destination to, Optional<String> messageId, boolean isOpen) {}

    public MessageState messageState(Transaction transaction, long delivery) {
        return STORE.messageState(transaction, delivery);
    }

    /// Reads deliveries that carry their own content, and removes old ones.
    public static final class OutboxStore {

        int queuedReplies(Transaction transaction, long subscriber, int limit) {
            return transaction
                    .select(DeliverySql.of("""
                                    SELECT count(*) FROM (SELECT 1 FROM delivery WHERE subscriber = ? AND priority = ?
                                    AND state IN {open} AND cause = {reply} LIMIT ?)"""), subscriber, Priority.REPLIES, limit)
                    .mapTo(Integer.class)
                    .one();
        }

        /// Tells whether an export is queued for the chat. Quotes within a text of the content are
        /// escaped, so only the key matches.
        public boolean hasQueuedExport(Transaction transaction, long subscriber) {
            return transaction.isTrue(
                    DeliverySql.of("""
                            SELECT EXISTS (SELECT 1 FROM delivery WHERE subscriber = ? AND priority = ?
                            AND state IN {open} AND cause = {reply} AND content LIKE ?)"""),
                    subscriber,
                    Priority.REPLIES,
                    "%" + StoredContent.StoredJson.kind(FileRequest.ExportFile.class) + "%");
        }

        /// Removes the oldest settled replies of the chat, if it has more than `kept` replies.
        void pruneReplies(Transaction transaction, long subscriber, int kept, int atOnce) {
            List<RemovableDelivery> going = transaction
                    .select(DeliverySql.of("""
                            SELECT d.number, 0 AS shared_content FROM delivery d WHERE d.subscriber = :subscriber AND d.cause = {reply}
                              AND d.number <= (SELECT k.number FROM delivery k
                                               WHERE k.subscriber = :subscriber AND k.cause = {reply}
                                               ORDER BY k.number DESC LIMIT 1 OFFSET :kept)
                              AND d.state IN {settled}
                              AND NOT EXISTS (SELECT 1 FROM delivery c WHERE c.corrects = d.number {each_row})
                            ORDER BY d.number LIMIT :atOnce
                            """))
                    .bind("subscriber", subscriber)
                    .bind("kept", kept)
                    .bind("atOnce", atOnce)
                    .map(RemovableDelivery::of)
                    .list();
            DeliveryStore.remove(transaction, going);
        }

        MessageState messageState(Transaction transaction, long delivery) {
            return transaction
                    .select(DeliverySql.of("""
                            SELECT u.platform, u.chat_id, u.kind, u.title, d.thread, p.message_id,
                                   d.state IN {open}
                                   OR EXISTS (SELECT 1 FROM delivery e
                                              WHERE e.subscriber = d.subscriber AND e.priority = d.priority
                                                AND e.state IN {open} AND e.edits = p.message_id)
                                   OR EXISTS (SELECT 1 FROM delivery e
                                              WHERE e.subscriber = d.subscriber AND e.priority = d.priority
                                                AND e.state = {paused} AND e.edits = p.message_id) AS busy
                            FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                            LEFT JOIN part p ON p.delivery = d.number AND p.ordinal = 0
                            WHERE d.number = ?
                            """), delivery)
                    .map((row, _) -> messageState(row))
                    .one();
        }

        private static MessageState messageState(ResultSet row) throws SQLException {
            var chat = new Chat(
                    Platform.of(row.getString("platform")),
                    row.getLong("chat_id"),
                    StoredEnum.of(ChatType.class, row.getString("kind")),
                    row.getString("title"));
            return new MessageState(
                    new Destination(chat, row.getLong("thread")),
                    Optional.ofNullable(row.getString("message_id")),
                    row.getBoolean("busy"));
        }
    }
}
