package digestbot.discord;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Crossposts messages in announcement channels to the servers that follow them, if the channel has
/// chosen so.
///
/// Discord allows ten crossposts per channel and hour. Further ones wait in JDA's queue for the
/// channel and are dropped after 65 minutes or when the process ends. Failures are only logged,
/// because the message itself has arrived.
record Crossposter(Database database) {

    private static final Logger LOG = LoggerFactory.getLogger(Crossposter.class);
    private static final long TIMEOUT_MINUTES = 65;

    /// The codes of failures that need no attention: the message is crossposted already, or the
    /// channel is not an announcement channel any more.
    private static final List<String> EXPECTED = List.of("(40033)", "(50024)");

    private static final SubscriberStore STORE = new SubscriberStore();

    /// Crossposts a message that arrived in the channel. Returns at once, and throws nothing.
    void crosspost(JDA jda, Destination to, String messageId) {
        try {
            if (to.thread() == 0 && isWanted(to)) {
                ChannelRequest.crosspost(jda, to.chat().id(), messageId)
                        .timeout(TIMEOUT_MINUTES, TimeUnit.MINUTES)
                        .queue(result -> answered(to, result), failure -> failed(to, DiscordErrors.describe(failure)));
            }
        } catch (RuntimeException e) {
            failed(to, DiscordErrors.describe(e));
        }
    }

    private boolean isWanted(Destination to) {
        return database.read(
                tx -> STORE.wantsCrossposts(tx, Platform.DISCORD, to.chat().id()));
    }

    private static void answered(Destination to, SendResult result) {
        String answer = result.toString();
        if (!(result instanceof SendResult.Sent) && EXPECTED.stream().noneMatch(answer::contains)) {
            failed(to, answer);
        }
    }

    private static void failed(Destination to, String reason) {
        LOG.warn(
                "crosspost failed: message in announcement channel {} not published to its followers: {}",
                to.chat().id(),
                reason);
    }
}
