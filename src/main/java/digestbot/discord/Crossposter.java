package digestbot.discord;

import digestbot.audience.CrosspostSettingStore;
import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.entities.channel.concrete.NewsChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Crossposts messages in announcement channels to the servers that follow them, if the channel has
/// chosen so.
///
/// Discord allows ten crossposts per channel and hour. Further ones wait in JDA's queue for the
/// channel and are dropped after 65 minutes or when the process ends. Failures are only logged,
/// because the message itself has arrived.
final class Crossposter {

    private static final Logger LOG = LoggerFactory.getLogger(Crossposter.class);
    private static final long TIMEOUT_MINUTES = 65;

    /// “Message already crossposted”.
    private static final int ALREADY_CROSSPOSTED = 40033;

    private final Database database;
    private final CrosspostSettingStore store = new CrosspostSettingStore();

    Crossposter(Database database) {
        this.database = database;
    }

    /// Crossposts a message that arrived in the channel. Returns at once, and throws nothing.
    void crosspost(NewsChannel channel, Destination to, String messageId) {
        try {
            if (to.thread() == 0 && isWanted(to)) {
                channel.crosspostMessageById(messageId)
                        .timeout(TIMEOUT_MINUTES, TimeUnit.MINUTES)
                        .queue(_ -> {}, failure -> failed(to, failure));
            }
        } catch (RuntimeException e) {
            failed(to, e);
        }
    }

    private boolean isWanted(Destination to) {
        return database.read(
                tx -> store.isWanted(tx, Platform.DISCORD, to.chat().id()));
    }

    private static void failed(Destination to, Throwable failure) {
        boolean done =
                failure instanceof ErrorResponseException refused && refused.getErrorCode() == ALREADY_CROSSPOSTED;
        if (!done) {
            LOG.warn(
                    "crosspost failed: message in announcement channel {} not published to its followers: {}",
                    to.chat().id(),
                    DiscordErrors.describe(failure));
        }
    }
}
