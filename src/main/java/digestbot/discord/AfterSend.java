package digestbot.discord;

import digestbot.audience.Chat;
import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.ChatFlag;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.ReplyQueue;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.RestAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests that follow a message in channels whose managers want them: the message is
/// crossposted to the servers that follow the channel, and a discussion thread is started from each
/// digest. A failure is only logged, because the message itself has arrived.
record AfterSend(Database database, ReplyQueue replies) {

    private static final Logger LOG = LoggerFactory.getLogger(AfterSend.class);

    /// Discord allows ten crossposts per channel and hour. Further ones wait in JDA's queue for the
    /// channel, and are dropped after this time or when the process ends.
    private static final Duration CROSSPOST_TIMEOUT = Duration.ofMinutes(65);

    private static final Duration THREAD_TIMEOUT = Duration.ofMinutes(10);

    /// The codes of “missing permissions” and “missing access”.
    private static final Set<Integer> NO_RIGHTS = Set.of(50_013, 50_001);

    /// The codes of failures that need no attention: the message is already crossposted, or the
    /// channel is no longer an announcement channel.
    private static final Set<Integer> CROSSPOSTED = Set.of(40_033, 50_024);

    /// The codes for a message that already has a thread, for a deleted message, and for a channel
    /// that has changed its kind.
    private static final Set<Integer> NO_THREAD = Set.of(160_004, 10_008, 50_024);

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    /// Adds the role that the chat wants to mention, if any. Throws nothing.
    DiscordMessage withMention(Chat chat, DiscordMessage message) {
        try {
            return database.read(tx -> SUBSCRIBERS.mentioned(tx, chat))
                    .map(role -> message.mentioning(role.id()))
                    .orElse(message);
        } catch (RuntimeException e) {
            LOG.warn("no role mentioned in channel {}: {}", chat.id(), e.toString());
            return message;
        }
    }

    /// Crossposts a message that arrived in the channel, if the channel wants that. Returns at once
    /// and throws nothing.
    void crosspost(JDA jda, Destination to, String messageId) {
        Chat chat = to.chat();
        var step = new Step("crosspost failed: a message is not published to its followers", chat);
        step.attempt(() -> {
            if (to.thread() == 0 && database.read(tx -> SUBSCRIBERS.wants(tx, ChatFlag.CROSSPOSTS, chat))) {
                step.request(
                        ChannelRequest.crosspost(jda, chat.id(), messageId),
                        CROSSPOST_TIMEOUT,
                        () -> {},
                        CROSSPOSTED::contains);
            }
        });
    }

    /// Starts a thread from the last message of a digest in a channel, if the channel wants that.
    /// If the bot may not start threads, the channel is told once. Returns at once and throws
    /// nothing.
    void discuss(JDA jda, Destination to, String messageId, String name) {
        Chat chat = to.chat();
        var step = new Step("no thread for discussion started", chat);
        step.attempt(() -> {
            if (database.read(tx -> SUBSCRIBERS.wants(tx, ChatFlag.DISCUSSIONS, chat))) {
                step.request(
                        ChannelRequest.startThread(jda, chat.id(), messageId, name),
                        THREAD_TIMEOUT,
                        () -> started(chat),
                        code -> (NO_RIGHTS.contains(code) && tell(chat)) || NO_THREAD.contains(code));
            }
        });
    }

    /// `failure` describes the failure in the channel. Some refusals are handled by their codes.
    private record Step(String failure, Chat chat) {

        void attempt(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException e) {
                failed(e);
            }
        }

        void request(RestAction<?> request, Duration timeout, Runnable done, IntPredicate isHandled) {
            request.timeout(timeout.toMinutes(), TimeUnit.MINUTES)
                    .queue(
                            _ -> attempt(done),
                            refused -> attempt(() -> {
                                int code = refused instanceof ErrorResponseException answer ? answer.getErrorCode() : 0;
                                if (!isHandled.test(code)) {
                                    failed(refused);
                                }
                            }));
        }

        private void failed(Throwable cause) {
            LOG.warn("{} in channel {}: {}", failure, chat.id(), DiscordErrors.describe(cause));
        }
    }

    private void started(Chat chat) {
        if (database.read(tx -> SUBSCRIBERS.wasTold(tx, ChatFlag.DISCUSSIONS, chat))) {
            database.writeWithoutResult(tx -> SUBSCRIBERS.markDone(tx, ChatFlag.DISCUSSIONS, chat));
        }
    }

    /// Returns true.
    private boolean tell(Chat chat) {
        if (database.write(tx -> replies.tellOnce(tx, chat, ChatFlag.DISCUSSIONS, "discussions-no-right"))) {
            LOG.warn("no threads for discussion: the bot may not create public threads in channel {}", chat.id());
        }
        return true;
    }
}
