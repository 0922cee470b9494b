package digestbot.app;

import digestbot.audience.Platform;
import digestbot.audience.vote.VoteStore;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.ParallelTasks;
import digestbot.content.views.DigestContentBuilder;
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
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.delivery.sending.MessageBuilder;
import digestbot.delivery.sending.ResultWriter;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.Sender;
import digestbot.library.archive.Library;
import digestbot.ops.health.Heartbeat.HealthState;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The parts that plan deliveries and send them on any platform.
record DeliveryModule(
        Database database,
        Library library,
        DigestContentBuilder digestViews,
        WebPageFinder webPages,
        InstantSource clock,
        FileMaker files,
        OutboxEvents outboxEvents,
        Outbox outbox,
        Planner planner,
        VoteStore votes,
        FanOutStore fanOuts,
        SubscriptionService subscriptions,
        Map<Platform, SendCounters> counters,
        Map<Platform, RequestCounters> requests,
        Map<Platform, ResultWriter> resultWriters)
        implements AutoCloseable {

    static DeliveryModule of(
            Database database,
            Library library,
            DigestContentBuilder digestViews,
            WebPageFinder webPages,
            VoteStore votes,
            InstantSource clock) {
        var events = new OutboxEvents();
        var planner = new Planner(database, events, library, clock);
        events.receiveFrom(database);
        planner.receiveFrom(database);
        return new DeliveryModule(
                database,
                library,
                digestViews,
                webPages,
                clock,
                new FileMaker(database, library, digestViews, votes),
                events,
                new Outbox(events, clock),
                planner,
                votes,
                new FanOutStore(events, clock),
                new SubscriptionService(library, events, clock),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>());
    }

    <M> Sender<M> sender(Messenger<M> messenger, PlatformLimits limits, LeaderTerm term) {
        return new Sender<>(
                new MessageBuilder<>(database, messenger, library, digestViews, webPages, files, votes, clock),
                limits,
                term,
                resultWriters.computeIfAbsent(
                        messenger.platform(),
                        platform -> new ResultWriter(
                                database, platform, outboxEvents, counters(platform), System::nanoTime)),
                Clocks.of(clock),
                outboxEvents);
    }

    SendCounters counters(Platform platform) {
        return counters.computeIfAbsent(platform, _ -> new SendCounters());
    }

    /// A platform that is connected, but may take no messages.
    HealthState connected(Platform platform) {
        return new HealthState(true, "connected", counters(platform).trouble(clock.instant()));
    }

    /// Counts the requests of this process.
    RequestCounters requests(Platform platform) {
        return requests.computeIfAbsent(platform, _ -> new RequestCounters());
    }

    /// Wakes everything that waits for a delivery to become due.
    void wakeAll() {
        outboxEvents.notifyListeners();
    }

    @Override
    public void close() {
        ParallelTasks.run(
                resultWriters.values().stream()
                        .<Runnable>map(writer -> writer::close)
                        .toList(),
                Bot.PartRegistry.WRITE_TIMEOUT);
    }
}
