package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.PoisonStore;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.ratelimit.RateLimiter;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one platform's deliveries: claims due deliveries, sends their parts, and stores the
/// results.
///
/// At most `inFlight` requests run at a time, and one per chat and priority. Deliveries of a chat
/// keep their order within a priority; a failing delivery does not block other chats. After a
/// crash, only deliveries that were in flight or not yet committed (at most [ResultWriter#WINDOW])
/// are sent again.
///
/// @param <M> the platform's form of one message
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
    private final Clocks clocks;
    private final ClockSetback clockSetback;
    private final ResultWriter resultWriter;
    private final RateLimiter rateLimiter;
    private final SendLoop<M> sendLoop;
    private final DeliveryPoller<M> replyPoller;
    private final DeliveryPoller<M> deliveryPoller;

    /// @param inFlight the maximum number of concurrent requests
    /// @param outboxEvents notified when rows were written
    public Dispatcher(
            Database database,
            MessageBuilder<M> messageBuilder,
            PlatformLimits limits,
            int inFlight,
            Clocks clocks,
            OutboxEvents outboxEvents) {
        this.database = database;
        this.clocks = clocks;
        platform = messageBuilder.messenger().platform();
        clockSetback = new ClockSetback(database, platform, clocks);
        resultWriter = new ResultWriter(database, platform, outboxEvents, this::ended);
        rateLimiter = new RateLimiter(limits, TimeMeter.SYSTEM_NANOTIME);
        sendLoop = new SendLoop<>(messageBuilder.messenger(), rateLimiter, resultWriter, inFlight, clocks);
        replyPoller = new DeliveryPoller<>(
                database,
                messageBuilder,
                sendLoop,
                new DeliveryPoller.PollerSettings(List.of(Priority.REPLIES), MAX_REPLIES),
                clockSetback,
                clocks);
        deliveryPoller = new DeliveryPoller<>(
                database,
                messageBuilder,
                sendLoop,
                new DeliveryPoller.PollerSettings(Priority.NON_REPLIES, maxClaims(limits, inFlight)),
                clockSetback,
                clocks);
        outboxEvents.addListener(replyPoller::wake);
        outboxEvents.addListener(deliveryPoller::wake);
    }

    private static int maxClaims(PlatformLimits limits, int inFlight) {
        return limits.overall() == 0
                ? MAX_DELIVERIES
                : Math.clamp((long) limits.overall() * SECONDS_AHEAD, 2 * inFlight, MAX_DELIVERIES);
    }

    /// Releases the claims of a previous process and starts sending.
    public void start() {
        var store = new ClaimStore(platform);
        int released = database.write(tx -> store.release(tx, store.claimed(tx), clocks.now()));
        if (released > 0) {
            LOG.info("resumed {} deliveries to {} after a restart", released, platform.id());
        }
        boolean died = database.write(transaction -> poison.beginSending(transaction, platform));
        clockSetback.begin();
        resultWriter.start();
        sendLoop.start();
        replyPoller.start(died);
        deliveryPoller.start(died);
    }

    /// The statistics of sending.
    public SendStatistics sendStatistics() {
        return new SendStatistics(resultWriter.counters(), rateLimiter::perSecond);
    }

    private void ended(Claim.ClaimKey key) {
        (key.priority() == Priority.REPLIES ? replyPoller : deliveryPoller).ended(key);
    }

    /// Stops claiming, waits for requests in flight, and releases the other claims; takes at most
    /// five seconds.
    @Override
    public void close() {
        replyPoller.stop();
        deliveryPoller.stop();
        replyPoller.close();
        deliveryPoller.close();
        sendLoop.close();
        resultWriter.close();
        recordCleanShutdown();
    }

    /// Records a clean shutdown. If this fails, the next process merely uses the poison guard
    /// unnecessarily.
    private void recordCleanShutdown() {
        try {
            database.writeWithoutResult(transaction -> poison.endSending(transaction, platform));
        } catch (RuntimeException e) {
            LOG.warn("cannot record the clean shutdown of deliveries to {}: {}", platform.id(), e.getMessage());
        }
    }
}
