package digestbot.app;

import digestbot.command.Answering;
import digestbot.command.Roles;
import digestbot.command.Suggestions;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.AdminNotices;
import digestbot.delivery.Bell;
import digestbot.delivery.Dispatcher;
import digestbot.delivery.Flow;
import digestbot.delivery.Limits;
import digestbot.delivery.Messenger;
import digestbot.delivery.Reachability;
import digestbot.delivery.Renditions;
import digestbot.delivery.Replies;
import digestbot.edition.Editions;
import digestbot.health.Heartbeat.State;
import digestbot.library.Library;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// All that belongs to one platform: what comes in, what goes out.
interface PlatformSide extends AutoCloseable {

    /// Begins, and returns at once.
    void start();

    /// How it is at the moment.
    State state();

    /// When the platform was last asked for news; empty if it was not, or where it speaks unasked.
    default Optional<Instant> lastPoll() {
        return Optional.empty();
    }

    /// How deliveries leave.
    Flow flow();

    /// Waits until commands are taken.
    ///
    /// @return whether that came true in time
    boolean awaitReady(Duration patience) throws InterruptedException;

    @Override
    void close();

    /// What deliveries leave by.
    ///
    /// @param inFlight requests under way at once, per platform
    record Engine(Database database, Library library, Editions editions, Bell bell, InstantSource clock, int inFlight) {

        <M> Dispatcher<M> dispatcher(Messenger<M> messenger, Limits limits) {
            return new Dispatcher<>(
                    database,
                    new Renditions<>(database, messenger, library, editions, clock),
                    limits,
                    inFlight,
                    Clocks.of(clock),
                    bell);
        }
    }

    /// Who takes what comes in.
    record Desk(
            Answering answering,
            Replies replies,
            Reachability reachability,
            Suggestions suggestions,
            AdminNotices notices,
            Roles roles) {}
}
