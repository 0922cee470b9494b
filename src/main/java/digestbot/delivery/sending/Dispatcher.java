package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.cluster.SeatTerm;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.PoisonGuard.PoisonStore;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.ratelimit.RateLimiter;
import digestbot.delivery.sending.Dispatcher.RecentSendStore.RecentSend;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one platform's deliveries: claims due deliveries, sends their parts, and stores the
/// results.
///
/// At most `inFlight` requests run at a time, and one per chat and priority. Deliveries of a chat
/// keep their order within a priority; a failing delivery does not block other chats. After a
/// crash, only deliveries that were in flight or not yet committed (at most [ResultWriter#WINDOW])
/// are sent again.
public final class Dispatcher<M> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final int MAX_REPLIES = 64;
    private static final int MAX_DELIVERIES = 2_000;

    /// With rate limits, no more is claimed than can be sent in this many seconds, so that urgent
    /// deliveries do not have to wait.
    private static final int SECONDS_AHEAD = 5;

    private final PoisonStore poison = new PoisonStore();
    private final Database database;
    private final Platform platform;
    private final SeatTerm term;
    private final Clocks clocks;
    private final ResultWriter resultWriter;
    private final RateLimiter rateLimiter;
    private final SendLoop<M> sendLoop;
    private final DeliveryPoller<M> replyPoller;
    private final DeliveryPoller<M> deliveryPoller;
    private final OutboxEvents.Listening wakeUps;
    private volatile boolean started;

    /// The state that an earlier process left: whether it crashed, the messages that it may have
    /// sent besides what is stored, and the number of its claims, which have been released.
    private record Inheritance(boolean crashed, List<RecentSend> unsettled, int released) {}

    public Dispatcher(
            Database database,
            MessageBuilder<M> messageBuilder,
            PlatformLimits limits,
            int inFlight,
            SeatTerm term,
            ResultWriter resultWriter,
            Clocks clocks,
            OutboxEvents outboxEvents) {
        this.term = term;
        this.database = database;
        this.clocks = clocks;
        platform = messageBuilder.messenger().platform();
        this.resultWriter = resultWriter;
        rateLimiter = new RateLimiter(limits, TimeMeter.SYSTEM_NANOTIME);
        sendLoop = new SendLoop<>(messageBuilder.messenger(), rateLimiter, resultWriter, inFlight, term, clocks);
        replyPoller = new DeliveryPoller<>(
                database,
                messageBuilder,
                sendLoop,
                new DeliveryPoller.PollerSettings(List.of(Priority.REPLIES), MAX_REPLIES),
                term,
                clocks,
                outboxEvents::withdrawals);
        deliveryPoller = new DeliveryPoller<>(
                database,
                messageBuilder,
                sendLoop,
                new DeliveryPoller.PollerSettings(Priority.NON_REPLIES, maxClaims(limits, inFlight)),
                term,
                clocks,
                outboxEvents::withdrawals);
        wakeUps = outboxEvents.addListener(() -> {
            replyPoller.wake();
            deliveryPoller.wake();
        });
    }

    private static int maxClaims(PlatformLimits limits, int inFlight) {
        return limits.overall() == 0
                ? MAX_DELIVERIES
                : Math.clamp((long) limits.overall() * SECONDS_AHEAD, 2 * inFlight, MAX_DELIVERIES);
    }

    /// Releases the claims of earlier terms whose results are not known, and starts sending. Nobody
    /// else can claim in this term.
    public void start() {
        resultWriter.begin(term, this::ended);
        var store = new ClaimStore(platform, term);
        var recentSends = new RecentSendStore(platform);
        Inheritance inherited = database.write(tx -> {
            term.verify(tx);
            return new Inheritance(
                    poison.beginSending(tx, platform),
                    recentSends.unsettled(tx, clocks.now()),
                    store.release(tx, store.claimed(tx), clocks.now()));
        });
        if (inherited.released() > 0) {
            LOG.info("resumed {} deliveries to {} after a restart", inherited.released(), platform.id());
        }
        sendLoop.pauseAfter(sinceLastSend());
        started = true;
        sendLoop.start();
        replyPoller.start(inherited.crashed(), inherited.unsettled());
        deliveryPoller.start(inherited.crashed(), inherited.unsettled());
    }

    /// The time since another process may have sent last. A node that has just given the seat back
    /// sent until then.
    private Duration sinceLastSend() {
        if (term.number() > 0) {
            return Duration.ZERO;
        }
        Duration since = database.read(new RecentSendStore(platform)::last)
                .map(last -> Duration.between(last, clocks.now()))
                .orElse(Duration.ofDays(1));
        if (since.isNegative()) {
            LOG.warn(
                    "this machine's clock is {} s behind the last message to {}: what was due then waits until it is due"
                            + " again; synchronize the clock",
                    since.negated().toSeconds(),
                    platform.id());
        }
        return since;
    }

    /// From now on, nothing but replies and notices is sent while that is true.
    public void holdWhile(BooleanSupplier condition) {
        sendLoop.holdWhile(condition);
    }

    public int requestsPerSecond() {
        return rateLimiter.perSecond();
    }

    public RequestPermits permits() {
        return sendLoop;
    }

    private void ended(Claim.ClaimKey key) {
        (key.priority() == Priority.REPLIES ? replyPoller : deliveryPoller).ended(key);
    }

    /// Stops claiming, waits for requests in flight, and releases the other claims; takes at most
    /// five seconds.
    @Override
    public void close() {
        wakeUps.stop();
        replyPoller.stop();
        deliveryPoller.stop();
        replyPoller.close();
        deliveryPoller.close();
        sendLoop.close();
        resultWriter.end();
        if (started && term.isCurrent()) {
            recordCleanShutdown();
        }
    }

    /// Records a clean shutdown. If this fails, the next process merely uses the poison guard
    /// unnecessarily.
    private void recordCleanShutdown() {
        try {
            database.writeWithoutResult(transaction -> {
                term.verify(transaction);
                poison.endSending(transaction, platform);
            });
        } catch (SeatTerm.TermEndedException _) {
            // The node that sends now keeps this record.
        } catch (RuntimeException e) {
            LOG.warn("cannot record the clean shutdown of deliveries to {}: {}", platform.id(), e.getMessage());
        }
    }

    /// The messages that an earlier process sent and that the platform still counts.
    static final class RecentSendStore {

        private static final int NEWEST = 200;

        private final Platform platform;

        RecentSendStore(Platform platform) {
            this.platform = platform;
        }

        record RecentSend(long chat, Instant at) {}

        List<RecentSend> since(Transaction transaction, Collection<Chat> chats, Instant since) {
            List<Long> ids = chats.stream()
                    .filter(chat -> chat.kind() != ChatType.PRIVATE)
                    .map(Chat::id)
                    .distinct()
                    .toList();
            if (ids.isEmpty()) {
                return List.of();
            }
            return transaction
                    .select("""
                            SELECT s.chat_id, p.sent_at FROM subscriber s
                            JOIN delivery d ON d.subscriber = s.number
                            JOIN part p ON p.delivery = d.number
                            WHERE s.platform = :platform AND s.chat_id IN (<chats>) AND p.sent_at >= :since
                            ORDER BY p.sent_at
                            """)
                    .bind("platform", platform.id())
                    .bind("since", since.toEpochMilli())
                    .bindList("chats", ids)
                    .map((row, _) ->
                            new RecentSend(row.getLong("chat_id"), Instant.ofEpochMilli(row.getLong("sent_at"))))
                    .list();
        }

        /// The messages that an earlier process may have sent before it was killed: one to each
        /// chat for which it had claimed a delivery. Nobody knows when, so the platform may count
        /// them from now on.
        List<RecentSend> unsettled(Transaction transaction, Instant now) {
            return transaction
                    .select("""
                            SELECT DISTINCT s.chat_id FROM delivery d JOIN subscriber s ON s.number = d.subscriber
                            WHERE d.platform = ? AND d.lease_until IS NOT NULL AND s.kind <> 'private'
                            """, platform.id())
                    .mapTo(Long.class)
                    .map(chat -> new RecentSend(chat, now))
                    .list();
        }

        /// The time at which anything was last sent to the platform. Replies are found only among
        /// the newest deliveries, because no index covers that.
        Optional<Instant> last(Transaction transaction) {
            return transaction
                    .select("""
                            SELECT max(at) FROM (
                                SELECT at FROM last_settled WHERE platform = :platform
                                UNION ALL
                                SELECT sent_at FROM part WHERE delivery IN (
                                    SELECT number FROM (
                                        SELECT number, platform FROM delivery ORDER BY number DESC LIMIT :newest) AS newest
                                    WHERE platform = :platform)) AS sent
                            """)
                    .bind("platform", platform.id())
                    .bind("newest", NEWEST)
                    .mapTo(Long.class)
                    .findOne()
                    .map(Instant::ofEpochMilli);
        }
    }
}
