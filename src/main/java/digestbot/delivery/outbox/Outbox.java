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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Queues the bot's replies and notices. A chat that is not yet a subscriber becomes one, without
/// subscriptions. At most [#MAX_QUEUED_REPLIES] replies per chat are queued, and a further one
/// replaces the newest of them, except an edit of another message; only the newest settled ones are kept.
public record Outbox(OutboxEvents outboxEvents, InstantSource clock) implements ReplyQueue {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /// The limit is more than any chat receives within a minute.
    static final int MAX_QUEUED_REPLIES = 100;

    /// The limit of a private chat: a person who asks again wants the newer answer more.
    static final int MAX_QUEUED_FOR_ONE = 9;

    static final int MAX_SETTLED_REPLIES = 1_000;

    /// The number is more than one, so that an existing backlog shrinks as well.
    private static final int REMOVAL_BATCH_SIZE = 10;

    /// Replies are claimed in the order of their next attempts, which are therefore set into the
    /// past: by less for searches, so that all other replies precede them, and a turn later for
    /// each waiting reply of the same chat, so that chats are served in turn.
    private static final Duration LEAD = Duration.ofHours(18);

    private static final Duration SEARCH_LEAD = Duration.ofHours(9);

    /// Longer than a flood lasts, and short enough for [#MAX_QUEUED_REPLIES].
    private static final Duration TURN = Duration.ofMinutes(5);

    /// The next attempts of all replies that have not been tried lie further in the past.
    public static final Duration MIN_LEAD = SEARCH_LEAD.minus(TURN.multipliedBy(MAX_QUEUED_REPLIES));

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();
    private static final OutboxStore STORE = new OutboxStore();
    private static final DeliveryStore DELIVERIES = new DeliveryStore();
    private static final ShownDigestStore VIEWS = new ShownDigestStore();

    @Override
    public void reply(Transaction transaction, Destination to, String language, Content content) {
        queueReply(transaction, to, language, NewMessage.of(DeliveryCause.REPLY, StoredContent.of(content)), LEAD);
    }

    @Override
    public void replyToSearch(Transaction transaction, Destination to, String language, Content content) {
        var found = NewMessage.of(DeliveryCause.REPLY, StoredContent.of(content));
        queueReply(transaction, to, language, found, SEARCH_LEAD);
    }

    @Override
    public void replyWithFile(Transaction transaction, Destination to, String language, FileRequest fileRequest) {
        var file = NewMessage.of(DeliveryCause.REPLY, new StoredContent.File(fileRequest));
        queueReply(transaction, to, language, file, LEAD);
    }

    @Override
    public void replace(Transaction transaction, Destination to, Content content, int page, String messageId) {
        NewMessage edit = edit(DeliveryCause.REPLY, content, page, messageId);
        if (queueReply(transaction, to, Preferences.DEFAULT.language(), edit, LEAD)) {
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
        long subscriber = subscriber(transaction, to, Preferences.DEFAULT.language());
        return queue(transaction, subscriber, to, notice, clock.instant());
    }

    private static NewMessage edit(DeliveryCause cause, Content content, int page, String messageId) {
        String stored = StoredContent.of(content).write();
        return new NewMessage(cause, stored, OptionalInt.of(page), Optional.of(messageId));
    }

    /// @return false if the reply was dropped
    private boolean queueReply(
            Transaction transaction, Destination to, String language, NewMessage reply, Duration lead) {
        long subscriber = subscriber(transaction, to, Texts.of(language).language());
        int most = to.chat().kind() == ChatType.PRIVATE ? MAX_QUEUED_FOR_ONE : MAX_QUEUED_REPLIES;
        int queued = STORE.queuedReplies(transaction, subscriber, most);
        if (queued >= most && !cancelNewest(transaction, subscriber, reply.edits())) {
            LOG.info(
                    "{} replies already queued for {} chat {}: dropped another one",
                    most,
                    to.chat().platform().id(),
                    to.chat().id());
            return false;
        }
        Instant turn = clock.instant().minus(lead).plus(TURN.multipliedBy(queued));
        queue(transaction, subscriber, to, reply, turn);
        STORE.pruneReplies(transaction, subscriber, MAX_SETTLED_REPLIES, REMOVAL_BATCH_SIZE);
        return true;
    }

    /// Spares edits of other messages, which are stored as if they had been made.
    private boolean cancelNewest(Transaction transaction, long subscriber, Optional<String> edits) {
        int cancelled = DELIVERIES.cancelAll(
                transaction,
                "number = (SELECT max(number) FROM delivery WHERE subscriber = :subscriber AND priority = "
                        + Priority.REPLIES
                        + " AND state = {queued} AND cause = {reply} AND (edits IS NULL OR edits = :edits))",
                Optional.of("replaced by a newer reply"),
                clock.instant(),
                Map.of("subscriber", subscriber, "edits", edits.orElse("")));
        return cancelled > 0;
    }

    private long subscriber(Transaction transaction, Destination to, String language) {
        return SUBSCRIBERS
                .findOrCreate(transaction, to.chat(), Preferences.DEFAULT.withLanguage(language), clock.instant())
                .number();
    }

    private long queue(Transaction transaction, long subscriber, Destination to, NewMessage message, Instant nextAt) {
        outboxEvents.notifyAfterCommit(transaction);
        return DELIVERIES.enqueue(transaction, subscriber, to, message, nextAt, clock.instant());
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

        /// Whether an export is queued for the chat. Quotes within a text of the content are
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
