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

    private static final int MOST_ANSWERS = 64;
    private static final int MOST_OTHERS = 2_000;

    /// With rate limits, no more is claimed than can be sent in this many seconds, so that urgent
    /// deliveries do not have to wait.
    private static final int SECONDS_AHEAD = 5;

    private final PoisonStore poison = new PoisonStore();
    private final Database database;
    private final Platform platform;
    private final Clocks clocks;
    private final ClockSetback setback;
    private final ResultWriter settler;
    private final RateLimiter pace;
    private final SendLoop<M> sender;
    private final DeliveryPoller<M> answers;
    private final DeliveryPoller<M> others;

    /// @param inFlight the maximum number of concurrent requests
    /// @param bell rung when rows were written
    public Dispatcher(
            Database database,
            MessageRenderer<M> renditions,
            PlatformLimits limits,
            int inFlight,
            Clocks clocks,
            OutboxEvents bell) {
        this.database = database;
        this.clocks = clocks;
        platform = renditions.messenger().platform();
        setback = new ClockSetback(database, platform, clocks);
        settler = new ResultWriter(database, platform, bell, this::ended);
        pace = new RateLimiter(limits, TimeMeter.SYSTEM_NANOTIME);
        sender = new SendLoop<>(renditions.messenger(), pace, settler, inFlight, clocks);
        answers = new DeliveryPoller<>(
                database,
                renditions,
                sender,
                new DeliveryPoller.Load(List.of(Priority.ANSWERS), MOST_ANSWERS),
                setback,
                clocks);
        others = new DeliveryPoller<>(
                database,
                renditions,
                sender,
                new DeliveryPoller.Load(Priority.OTHERS, ahead(limits, inFlight)),
                setback,
                clocks);
        bell.onRing(answers::wake);
        bell.onRing(others::wake);
    }

    private static int ahead(PlatformLimits limits, int inFlight) {
        return limits.overall() == 0
                ? MOST_OTHERS
                : Math.clamp((long) limits.overall() * SECONDS_AHEAD, 2 * inFlight, MOST_OTHERS);
    }

    /// Releases the claims of a previous process and starts sending.
    public void start() {
        var store = new ClaimStore(platform);
        int released = database.write(tx -> store.release(tx, store.claimed(tx), clocks.now()));
        if (released > 0) {
            LOG.info("resumed {} deliveries to {} after a restart", released, platform.id());
        }
        boolean died = database.write(transaction -> poison.enter(transaction, platform));
        setback.begin();
        settler.start();
        sender.start();
        answers.start(died);
        others.start(died);
    }

    /// The statistics of sending.
    public SendStatistics flow() {
        return new SendStatistics(settler.tally(), pace::perSecond);
    }

    private void ended(Claim.Key key) {
        (key.lane() == Priority.ANSWERS ? answers : others).ended(key);
    }

    /// Stops claiming, waits for requests in flight, and releases the other claims; takes at most
    /// five seconds.
    @Override
    public void close() {
        answers.stop();
        others.stop();
        answers.close();
        others.close();
        sender.close();
        settler.close();
        leave();
    }

    /// If this fails, the next process merely uses the poison guard unnecessarily.
    private void leave() {
        try {
            database.run(transaction -> poison.leave(transaction, platform));
        } catch (RuntimeException e) {
            LOG.warn("cannot record the clean shutdown of deliveries to {}: {}", platform.id(), e.getMessage());
        }
    }
}
