package digestbot.discord;

import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.ratelimit.SlidingWindow;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The direct message channels between people and the bot. Each is opened only once and stored,
/// because its id never changes and Discord treats bots that open many channels as spam.
final class DirectMessageChannels {

    private static final Logger LOG = LoggerFactory.getLogger(DirectMessageChannels.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    sealed interface OpenResult {

        record ChannelOpened(Destination chat) implements OpenResult {}

        record NotAllowed() implements OpenResult {}

        /// Too many channels were opened in this minute. The next one can be opened after the
        /// pause.
        record LimitReached(Duration pause) implements OpenResult {}
    }

    private final PersonStore persons = new PersonStore();
    private final Database database;
    private final LongUnaryOperator opener;
    private final LongSupplier nanos;
    private final SlidingWindow window;

    /// `opener` returns the id of a person's channel, and fails with an [ErrorResponseException] if
    /// Discord rejects the request.
    DirectMessageChannels(Database database, LongUnaryOperator opener, int perMinute, LongSupplier nanos) {
        this.database = database;
        this.opener = opener;
        this.nanos = nanos;
        this.window = new SlidingWindow(perMinute, MINUTE);
    }

    Optional<Destination> find(long userId) {
        OptionalLong channel = database.read(tx -> persons.privateChat(tx, Platform.DISCORD, userId));
        return channel.isPresent() ? Optional.of(InteractionChat.privateChat(channel.getAsLong())) : Optional.empty();
    }

    void remember(Transaction transaction, long userId, long channel) {
        persons.privateChat(transaction, Platform.DISCORD, userId, channel);
    }

    /// Opens the channel if necessary. Throws if Discord cannot be reached.
    OpenResult open(long userId) {
        return find(userId).<OpenResult>map(OpenResult.ChannelOpened::new).orElseGet(() -> openNew(userId));
    }

    private OpenResult openNew(long userId) {
        Duration pause = acquire();
        if (pause.isPositive()) {
            LOG.warn("limit of new direct-message channels reached, next one in {} s", pause.toSeconds() + 1);
            return new OpenResult.LimitReached(pause);
        }
        try {
            long channel = opener.applyAsLong(userId);
            database.writeWithoutResult(tx -> remember(tx, userId, channel));
            return new OpenResult.ChannelOpened(InteractionChat.privateChat(channel));
        } catch (ErrorResponseException e) {
            if (e.isServerError()) {
                throw e;
            }
            LOG.info("direct messages not available: {}", DiscordErrors.describe(e));
            return new OpenResult.NotAllowed();
        }
    }

    /// Takes a permit for this minute. Returns zero, or the time until a permit is available.
    private synchronized Duration acquire() {
        long now = nanos.getAsLong();
        long wait = window.delayNanos(now);
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        window.add(now);
        return Duration.ZERO;
    }
}
