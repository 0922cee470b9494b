package digestbot.app;

import digestbot.audience.Platform;
import digestbot.cluster.SeatTerm;
import digestbot.content.views.DigestViews;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.delivery.sending.MessageBuilder;
import digestbot.delivery.sending.ResultWriter;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.Sender;
import digestbot.library.archive.Library;
import digestbot.vote.VoteStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Assembles the parts that plan deliveries and send them on any platform.
final class DeliveryModule implements AutoCloseable {

    private final Database database;
    private final Library library;
    private final DigestViews digestViews;
    private final WebPages webPages;
    private final FileMaker files;
    private final int inFlight;
    private final InstantSource clock;
    private final Map<Platform, SendCounters> counters = new ConcurrentHashMap<>();
    private final Map<Platform, RequestCounters> requests = new ConcurrentHashMap<>();
    private final Map<Platform, ResultWriter> resultWriters = new ConcurrentHashMap<>();
    private final OutboxEvents outboxEvents = new OutboxEvents();
    private final Outbox outbox;
    private final Planner planner;
    private final FanOutStore fanOuts;
    private final SubscriptionService subscriptions;

    DeliveryModule(
            Database database,
            Library library,
            DigestViews digestViews,
            WebPages webPages,
            VoteStore votes,
            int inFlight,
            InstantSource clock) {
        this.database = database;
        this.library = library;
        this.digestViews = digestViews;
        this.webPages = webPages;
        files = new FileMaker(database, library, digestViews, votes);
        this.inFlight = inFlight;
        this.clock = clock;
        outbox = new Outbox(outboxEvents, clock);
        planner = new Planner(database, outboxEvents, library, clock);
        outboxEvents.receiveFrom(database);
        planner.receiveFrom(database);
        fanOuts = new FanOutStore(outboxEvents, clock);
        subscriptions = new SubscriptionService(outboxEvents, clock);
    }

    <M> Sender<M> sender(Messenger<M> messenger, PlatformLimits limits, SeatTerm term) {
        return new Sender<>(
                database,
                new MessageBuilder<>(database, messenger, library, digestViews, webPages, files, clock),
                limits,
                inFlight,
                term,
                resultWriters.computeIfAbsent(
                        messenger.platform(),
                        platform -> new ResultWriter(database, platform, outboxEvents, counters(platform))),
                Clocks.of(clock),
                outboxEvents);
    }

    SendCounters counters(Platform platform) {
        return counters.computeIfAbsent(platform, _ -> new SendCounters());
    }

    /// Counts the requests of this process.
    RequestCounters requests(Platform platform) {
        return requests.computeIfAbsent(platform, _ -> new RequestCounters());
    }

    FileMaker files() {
        return files;
    }

    Outbox outbox() {
        return outbox;
    }

    Planner planner() {
        return planner;
    }

    FanOutStore fanOuts() {
        return fanOuts;
    }

    SubscriptionService subscriptions() {
        return subscriptions;
    }

    /// Wakes everything that waits until a delivery is due.
    void wakeAll() {
        outboxEvents.notifyListeners();
    }

    @Override
    public void close() {
        resultWriters.values().forEach(ResultWriter::close);
    }
}
