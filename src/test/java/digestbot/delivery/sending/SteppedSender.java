package digestbot.delivery.sending;

import digestbot.audience.vote.TestVotes;
import digestbot.cluster.LeaderTerm;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.library.archive.Library;
import java.time.Duration;
import java.util.concurrent.Executor;

/// A sender without threads, whose steps a simulation calls.
public final class SteppedSender<M> {

    private final ResultWriter results;
    private final Sender<M> sender;
    private final SendLoop<?> loop;

    public SteppedSender(
            Database database,
            Messenger<M> messenger,
            Library library,
            DigestContentBuilder views,
            PlatformLimits limits,
            LeaderTerm term,
            Clocks clocks,
            OutboxEvents events) {
        results = new ResultWriter(database, messenger.platform(), events, new SendCounters(), clocks.monotonic());
        var files = new FileMaker(database, library, views, TestVotes.SERVICE);
        var builder = new MessageBuilder<>(
                database, messenger, library, views, WebPageFinder.NONE, files, TestVotes.SERVICE, clocks.wall());
        sender = new Sender<>(builder, limits, term, results, clocks, events);
        loop = (SendLoop<?>) sender.permits();
    }

    public void begin(Executor requests) {
        sender.start(() -> false, requests, false);
    }

    public Duration claim() {
        return sender.step();
    }

    public Duration pace() {
        return loop.step();
    }

    public Duration settle() {
        return results.step();
    }

    /// Whether all results are stored, so that [#close] does not wait.
    public boolean isSettled() {
        return results.unsettled().isEmpty();
    }

    /// Ends the term. No request may be in flight.
    public void close() {
        sender.close();
    }
}
