package digestbot.app;

import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.Suggestions;
import digestbot.chat.staff.RoleCommands;
import digestbot.content.views.DigestViews;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.delivery.sending.Dispatcher;
import digestbot.delivery.sending.MessageRenderer;
import digestbot.delivery.sending.SendStatistics;
import digestbot.health.Heartbeat.HealthState;
import digestbot.library.archive.Library;
import digestbot.notice.OperatorNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// One platform: its incoming updates and its outgoing messages.
interface PlatformModule extends AutoCloseable {

    /// Starts the platform and returns at once.
    void start();

    /// The current state.
    HealthState state();

    /// The time of the last poll; empty before the first poll, or if the platform pushes updates.
    default Optional<Instant> lastPoll() {
        return Optional.empty();
    }

    /// The statistics of sending.
    SendStatistics sendStatistics();

    /// Waits until commands are accepted.
    ///
    /// @return true if that happened in time
    boolean awaitReady(Duration timeout) throws InterruptedException;

    @Override
    void close();

    /// The parts of the bot with which deliveries are sent.
    ///
    /// @param inFlight the maximum number of simultaneous requests per platform
    record DeliveryServices(
            Database database,
            Library library,
            DigestViews digestViews,
            OutboxEvents outboxEvents,
            InstantSource clock,
            int inFlight) {

        <M> Dispatcher<M> dispatcher(Messenger<M> messenger, PlatformLimits limits) {
            return new Dispatcher<>(
                    database,
                    new MessageRenderer<>(database, messenger, library, digestViews, clock),
                    limits,
                    inFlight,
                    Clocks.of(clock),
                    outboxEvents);
        }
    }

    /// The handlers of incoming updates.
    record ChatServices(
            CommandHandler commandHandler,
            ReplyQueue replies,
            ChatReachability reachability,
            Suggestions suggestions,
            OperatorNotices notices,
            RoleCommands roles) {}
}
