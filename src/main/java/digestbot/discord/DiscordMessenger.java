package digestbot.discord;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.database.Database;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.discord.ChannelKind.ChannelKindFinder;
import digestbot.discord.ChannelKind.Forum;
import digestbot.discord.ChannelKind.Forum.PostTag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.utils.MiscUtil;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends messages to channels and direct messages, which need only the channel's id.
///
/// A request that is repeated with the same nonce within minutes creates no second message: Discord
/// returns the first one. If Discord demands a pause, that is the result; nothing is retried here.
/// In a forum the first message opens a post, and further messages go into the post's thread.
final class DiscordMessenger implements Messenger<DiscordMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordMessenger.class);
    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    /// Part of the error for “Cannot send messages in this channel type”.
    private static final String NO_MESSAGES = "(50008)";

    private final Supplier<Optional<JDA>> session;
    private final ChannelKindFinder kinds;
    private final Supplier<Duration> suspension;
    private final Database database;
    private final MessageBodies bodies = new MessageBodies();

    /// `suspension` is the time for which sending is suspended to avoid a ban by Discord; zero if
    /// it is not.
    DiscordMessenger(
            Supplier<Optional<JDA>> session,
            ChannelKindFinder kinds,
            Supplier<Duration> suspension,
            Database database) {
        this.session = session;
        this.kinds = kinds;
        this.suspension = suspension;
        this.database = database;
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public MessageBudget budget() {
        return DiscordRenderer.budget();
    }

    @Override
    public DiscordMessage render(Content content) {
        return DiscordRenderer.render(content);
    }

    @Override
    public Optional<DiscordMessage> plain(DiscordMessage message) {
        return message.plain();
    }

    @Override
    public DiscordMessage attach(DiscordMessage message, Attachment file) {
        return message.with(file);
    }

    @Override
    public DiscordMessage firstOfDigest(DiscordMessage message) {
        return message.startingDigest();
    }

    @Override
    public SendResult send(Destination to, DiscordMessage message, String nonce, boolean silent) {
        boolean mayMention = message.startsDigest() && !silent && to.chat().kind() != ChatType.PRIVATE;
        return sendAs(to, mayMention ? withMention(to.chat(), message) : message, nonce, silent);
    }

    /// The message with the role that the chat has chosen to mention, if it has; never throws.
    private DiscordMessage withMention(Chat chat, DiscordMessage message) {
        try {
            return database.read(tx -> SUBSCRIBERS.mentioned(tx, chat))
                    .map(role -> message.mentioning(role.id()))
                    .orElse(message);
        } catch (RuntimeException e) {
            LOG.warn("no role mentioned in channel {}: {}", chat.id(), e.toString());
            return message;
        }
    }

    private SendResult sendAs(Destination to, DiscordMessage message, String nonce, boolean silent) {
        Optional<ChannelKind> kind =
                mayBeForum(to) ? kinds.recent(session.get(), to.chat().id()) : Optional.empty();
        if (kind.isPresent() && kind.get() instanceof Forum forum) {
            return post(to, forum, message, silent);
        }
        Optional<String> body = message.role().isPresent() ? Optional.empty() : bodies.of(message, silent, nonce);
        SendResult result = request(
                to,
                jda -> body.map(json -> ChannelRequest.send(jda, channel(to), json))
                        .orElseGet(() -> withOwnBody(jda, channel(to), message, silent, nonce)));
        if (result instanceof SendResult.Unreachable(Outcome _, String reason)
                && reason.endsWith(NO_MESSAGES)
                && mayBeForum(to)) {
            return postIfForum(to, message, silent, result);
        }
        return result;
    }

    private static ChannelRequest withOwnBody(
            JDA jda, long channel, DiscordMessage message, boolean silent, String nonce) {
        MessageCreateData created = message.create(silent);
        return ChannelRequest.send(
                jda,
                channel,
                created.toData().put("nonce", nonce).put("enforce_nonce", true),
                created.getAllDistinctFiles());
    }

    private SendResult postIfForum(Destination to, DiscordMessage message, boolean silent, SendResult refused) {
        Optional<ChannelKind> kind = kinds.ask(session.get(), to.chat().id());
        if (kind.isEmpty()) {
            return new SendResult.NotSent(Outcome.SERVER_DOWN, "Discord did not tell the kind of the channel");
        }
        return kind.get() instanceof Forum forum ? post(to, forum, message, silent) : refused;
    }

    private SendResult post(Destination to, Forum forum, DiscordMessage message, boolean silent) {
        List<PostTag> tags = forum.tagsFor(message.topics());
        if (forum.requiresTag() && tags.isEmpty()) {
            return new SendResult.Rejected("the forum requires a tag for posts but has none");
        }
        SendResult result = post(to, tags, message, silent);
        // A tag may have been deleted since the forum's tags were requested.
        return result instanceof SendResult.Rejected && !tags.isEmpty() && !forum.requiresTag()
                ? post(to, List.of(), message, silent)
                : result;
    }

    private SendResult post(Destination to, List<PostTag> tags, DiscordMessage message, boolean silent) {
        MessageCreateData created = message.create(silent);
        SendResult result = request(
                to,
                jda -> ChannelRequest.post(
                        jda,
                        to.chat().id(),
                        message.name(),
                        tags.stream().map(PostTag::id).toList(),
                        created.toData(),
                        created.getAllDistinctFiles()));
        boolean onlyForModerators = tags.stream().anyMatch(PostTag::moderated)
                && result instanceof SendResult.Unreachable(Outcome outcome, String _)
                && outcome == Outcome.NO_RIGHTS;
        return onlyForModerators
                ? new SendResult.Rejected("the forum requires a tag for posts, and only moderators may use its tags")
                : result;
    }

    @Override
    public SendResult edit(Destination to, String messageId, DiscordMessage message) {
        DataObject body = message.edit().toData();
        SendResult result = modify(to, jda -> ChannelRequest.edit(jda, channel(to, messageId), messageId, body));
        boolean asPost = result instanceof SendResult.MessageGone && isUnknown(to) && isForum(to);
        return asPost ? modify(to, jda -> ChannelRequest.edit(jda, channel(to, messageId), messageId, body)) : result;
    }

    /// First finds the kind of an unknown channel, because a message that is missing in the forum
    /// itself would count as deleted.
    @Override
    public SendResult delete(Destination to, String messageId) {
        if (isUnknown(to)) {
            var _ = isForum(to);
        }
        return modify(to, jda -> ChannelRequest.delete(jda, channel(to, messageId), messageId));
    }

    /// A post's first message cannot be deleted, because the post would remain.
    @Override
    public boolean isDeletable(long thread, String messageId) {
        return !messageId.equals(Long.toUnsignedString(thread));
    }

    private static long channel(Destination to) {
        return to.thread() == 0 ? to.chat().id() : to.thread();
    }

    /// The channel of a message. A message directly in a forum is the first one of a post with the
    /// same id.
    private long channel(Destination to, String messageId) {
        return isKnownForum(to) ? MiscUtil.parseSnowflake(messageId) : channel(to);
    }

    /// Changes a message. Messages in an archived thread, such as an old post, cannot be edited, so
    /// the thread is unarchived first unless it is locked.
    private SendResult modify(Destination to, Function<JDA, ChannelRequest> change) {
        SendResult result = request(to, change);
        if (result instanceof SendResult.Unreachable(Outcome outcome, String reason)
                && outcome == Outcome.UNKNOWN_CHANNEL
                && isKnownForum(to)) {
            return new SendResult.MessageGone(reason); // deleted with its post
        }
        boolean archived = result instanceof SendResult.ThreadGone(Outcome outcome, String _)
                && outcome == Outcome.THREAD_ARCHIVED;
        return archived && isReopened(to) ? request(to, change) : result;
    }

    private boolean isReopened(Destination to) {
        return to.thread() != 0
                && request(to, jda -> ChannelRequest.unarchive(jda, to.thread())) instanceof SendResult.Sent;
    }

    /// Whether the destination is a channel, not a thread or a direct message.
    private static boolean mayBeForum(Destination to) {
        return to.thread() == 0 && to.chat().kind() != ChatType.PRIVATE;
    }

    private boolean isUnknown(Destination to) {
        return mayBeForum(to) && kinds.known(to.chat().id()).isEmpty();
    }

    private boolean isKnownForum(Destination to) {
        return mayBeForum(to)
                && kinds.known(to.chat().id()).filter(Forum.class::isInstance).isPresent();
    }

    /// Whether the destination is a forum; asks Discord if the channel is unknown.
    private boolean isForum(Destination to) {
        return kinds.ask(session.get(), to.chat().id())
                .filter(Forum.class::isInstance)
                .isPresent();
    }

    private SendResult request(Destination to, Function<JDA, ChannelRequest> request) {
        Duration pause = suspension.get();
        return pause.isPositive()
                ? new SendResult.RateLimited(pause, LimitScope.GLOBAL)
                : session.get().map(jda -> result(to, request.apply(jda))).orElseGet(DiscordMessenger::notConnected);
    }

    /// Executes the request immediately on this thread, without JDA's own rate limiter, because the
    /// outbox limits the rate. A 429 is returned without a retry.
    private SendResult result(Destination to, ChannelRequest request) {
        try {
            return withThreadOutcome(to, request.complete(false));
        } catch (RateLimitedException limited) {
            return new SendResult.RateLimited(Duration.ofMillis(limited.getRetryAfter()), LimitScope.CHAT);
        } catch (RejectedExecutionException _) {
            return notConnected();
        }
    }

    /// A deleted thread does not mean that its parent channel is gone, although Discord reports a
    /// thread as a channel.
    private static SendResult withThreadOutcome(Destination to, SendResult result) {
        if (to.thread() != 0
                && result instanceof SendResult.Unreachable(Outcome outcome, String reason)
                && outcome == Outcome.UNKNOWN_CHANNEL) {
            return new SendResult.ThreadGone(Outcome.THREAD_DELETED, reason);
        }
        return result;
    }

    private static SendResult notConnected() {
        return new SendResult.NotSent("not connected to Discord");
    }

    /// Keeps the body of the latest message, because a digest goes to many channels in succession.
    /// Thread-safe.
    static final class MessageBodies {

        private volatile Latest latest = new Latest(List.of(), false, "");

        /// `json` has neither a nonce nor the closing brace yet.
        private record Latest(List<MessageTopLevelComponent> components, boolean silent, String json) {

            /// Comparing equal components by value would take longer than writing them.
            @SuppressWarnings("ReferenceEquality")
            boolean isOf(DiscordMessage message, boolean wanted) {
                return components == message.components() && silent == wanted;
            }
        }

        /// The body of a request that creates at most one message with this nonce of letters,
        /// digits and hyphens; empty for a message with files.
        Optional<String> of(DiscordMessage message, boolean silent, String nonce) {
            Latest known = latest;
            if (known.isOf(message, silent)) {
                return Optional.of(with(nonce, known.json));
            }
            MessageCreateData created = message.create(silent);
            if (!created.getAllDistinctFiles().isEmpty()) {
                return Optional.empty();
            }
            String json = created.toData().toString();
            String open = json.substring(0, json.length() - 1);
            latest = new Latest(message.components(), silent, open);
            return Optional.of(with(nonce, open));
        }

        private static String with(String nonce, String open) {
            return open + ",\"nonce\":\"" + nonce + "\",\"enforce_nonce\":true}";
        }
    }
}
