package digestbot.discord.thread;

import digestbot.audience.Chat;
import digestbot.audience.SubscriberStore;
import digestbot.content.Content;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.i18n.Texts;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a thread for discussion from each digest, in the channels whose managers want it. A
/// failure neither fails nor repeats the digest, which has arrived. If the bot may not start
/// threads, the channel is told once.
public record DiscussionThreads(Database database, ReplyQueue replies, ThreadRequest threadRequest) {

    private static final Logger LOG = LoggerFactory.getLogger(DiscussionThreads.class);
    private static final long TIMEOUT_MINUTES = 10;

    /// “Missing permissions” and “missing access”.
    private static final Set<Integer> NO_RIGHTS = Set.of(50013, 50001);

    /// The codes of failures that need no attention: the message has a thread already, it was
    /// deleted meanwhile, or the channel is of another kind now.
    private static final Set<Integer> EXPECTED = Set.of(160004, 10008, 50024);

    private static final SubscriberStore SETTINGS = new SubscriberStore();
    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    public interface ThreadRequest {

        /// Starts a thread from a message. The name has 1 to 100 characters.
        RestAction<DataObject> of(JDA jda, long channel, String messageId, String name);
    }

    /// Starts a thread from the last message of a digest in a channel, if that is wanted there.
    /// Returns at once, and throws nothing.
    public void start(JDA jda, Destination to, String messageId, String name) {
        Chat chat = to.chat();
        try {
            if (database.read(tx -> SETTINGS.wantsDiscussions(tx, chat.platform(), chat.id()))) {
                threadRequest
                        .of(jda, chat.id(), messageId, name)
                        .timeout(TIMEOUT_MINUTES, TimeUnit.MINUTES)
                        .queue(
                                _ -> attempt(chat, () -> started(chat)),
                                failure -> attempt(chat, () -> refused(chat, failure)));
            }
        } catch (RuntimeException e) {
            failed(chat, e.toString());
        }
    }

    private static void attempt(Chat chat, Runnable reaction) {
        try {
            reaction.run();
        } catch (RuntimeException e) {
            failed(chat, e.toString());
        }
    }

    private void refused(Chat chat, Throwable failure) {
        int code = failure instanceof ErrorResponseException refusal ? refusal.getErrorCode() : 0;
        if (NO_RIGHTS.contains(code)) {
            tell(chat);
        } else if (!EXPECTED.contains(code)) {
            failed(chat, failure.toString());
        }
    }

    private void started(Chat chat) {
        if (database.read(tx -> SETTINGS.wasTold(tx, chat.platform(), chat.id()))) {
            database.writeWithoutResult(tx -> SETTINGS.markStarted(tx, chat.platform(), chat.id()));
        }
    }

    private void tell(Chat chat) {
        boolean told = database.write(tx -> {
            boolean first = SETTINGS.markTold(tx, chat.platform(), chat.id());
            if (first) {
                String language = SUBSCRIBERS
                        .find(tx, chat.platform(), chat.id())
                        .orElseThrow()
                        .preferences()
                        .language();
                String text = Texts.of(language).format("discussions-no-right");
                replies.reply(tx, new Destination(chat, 0), language, Content.text(text, List.of()));
            }
            return first;
        });
        if (told) {
            LOG.warn("no threads for discussion: the bot may not create public threads in channel {}", chat.id());
        }
    }

    private static void failed(Chat chat, String reason) {
        LOG.warn("no thread for discussion started in channel {}: {}", chat.id(), reason);
    }
}
