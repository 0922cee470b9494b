package digestbot.discord;

import digestbot.delivery.Attachment;
import digestbot.delivery.Destination;
import digestbot.delivery.Messenger;
import digestbot.delivery.Outcome;
import digestbot.delivery.SendResult;
import digestbot.delivery.SendResult.RateLimited.Whom;
import digestbot.edition.Budget;
import digestbot.edition.Content;
import digestbot.subscription.Platform;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/// Sends messages to channels and direct messages, by the channel's id alone.
///
/// A repeat with the same nonce within minutes makes no second message: Discord answers with the first. A pause that
/// Discord wants is the answer; nothing is repeated in here.
final class DiscordMessenger implements Messenger<DiscordMessage> {

    private final Supplier<Optional<JDA>> session;
    private final Supplier<Duration> rest;

    /// @param session empty while there is none
    /// @param rest how long nothing may be sent, so that Discord does not ban the bot; zero for now
    DiscordMessenger(Supplier<Optional<JDA>> session, Supplier<Duration> rest) {
        this.session = session;
        this.rest = rest;
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public Budget budget() {
        return DiscordRenderer.budget();
    }

    @Override
    public int rendererVersion() {
        return DiscordRenderer.VERSION;
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
    public SendResult send(Destination to, DiscordMessage message, String nonce, boolean silent) {
        MessageCreateData created = message.create(silent);
        DataObject body = created.toData().put("nonce", nonce).put("enforce_nonce", true);
        return request(to, jda -> ChannelRequest.send(jda, channel(to), body, created.getAllDistinctFiles()));
    }

    @Override
    public SendResult edit(Destination to, String messageId, DiscordMessage message) {
        DataObject body = message.edit().toData();
        return request(to, jda -> ChannelRequest.edit(jda, channel(to), messageId, body));
    }

    @Override
    public SendResult delete(Destination to, String messageId) {
        return request(to, jda -> ChannelRequest.delete(jda, channel(to), messageId));
    }

    /// A thread is a channel of its own.
    private static long channel(Destination to) {
        return to.thread() == 0 ? to.chat().id() : to.thread();
    }

    private SendResult request(Destination to, Function<JDA, ChannelRequest> request) {
        Duration pause = rest.get();
        if (pause.isPositive()) {
            return new SendResult.RateLimited(pause, Whom.EVERYONE);
        }
        return session.get().map(jda -> result(to, request.apply(jda))).orElseGet(DiscordMessenger::notConnected);
    }

    /// JDA makes a channel's requests one by one, and waits while it knows that the channel has had enough; a 429 that
    /// comes all the same is ours to judge, not repeated there.
    private static SendResult result(Destination to, ChannelRequest request) {
        try {
            return inContext(to, request.complete(false));
        } catch (RateLimitedException limited) {
            return new SendResult.RateLimited(Duration.ofMillis(limited.getRetryAfter()), Whom.CHAT);
        } catch (RejectedExecutionException _) {
            return notConnected();
        }
    }

    /// To Discord a thread is a channel too. That it was deleted says nothing about the channel around it.
    private static SendResult inContext(Destination to, SendResult result) {
        return to.thread() != 0
                        && result instanceof SendResult.Unreachable(Outcome outcome, String why)
                        && outcome == Outcome.UNKNOWN_CHANNEL
                ? new SendResult.ThreadGone(Outcome.THREAD_DELETED, why)
                : result;
    }

    private static SendResult notConnected() {
        return new SendResult.NotSent("not connected to Discord");
    }
}
