package digestbot.discord;

import digestbot.delivery.Destination;
import digestbot.delivery.Messenger;
import digestbot.delivery.SendResult;
import digestbot.edition.Budget;
import digestbot.edition.Content;
import digestbot.subscription.Platform;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.utils.data.DataObject;

/// Sends messages to channels and direct messages, by the channel's id alone.
///
/// A repeat with the same nonce within minutes makes no second message: Discord answers with the first. Nothing waits
/// for a limit in here; a pause that Discord wants is the answer.
final class DiscordMessenger implements Messenger<DiscordMessage> {

    private final Supplier<Optional<JDA>> session;

    /// @param session empty while there is none
    DiscordMessenger(Supplier<Optional<JDA>> session) {
        this.session = session;
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
    public SendResult send(Destination to, DiscordMessage message, String nonce, boolean silent) {
        DataObject body = message.create(silent).toData().put("nonce", nonce).put("enforce_nonce", true);
        return session.get()
                .map(jda -> result(ChannelRequest.send(jda, channel(to), body)))
                .orElseGet(DiscordMessenger::notConnected);
    }

    @Override
    public SendResult edit(Destination to, String messageId, DiscordMessage message) {
        DataObject body = message.edit().toData();
        return session.get()
                .map(jda -> result(ChannelRequest.edit(jda, channel(to), messageId, body)))
                .orElseGet(DiscordMessenger::notConnected);
    }

    @Override
    public SendResult delete(Destination to, String messageId) {
        return session.get()
                .map(jda -> result(ChannelRequest.delete(jda, channel(to), messageId)))
                .orElseGet(DiscordMessenger::notConnected);
    }

    /// A thread is a channel of its own.
    private static long channel(Destination to) {
        return to.thread() == 0 ? to.chat().id() : to.thread();
    }

    /// Makes the request at once on this thread, past JDA's queue, so that its outcome is ours to judge.
    private static SendResult result(ChannelRequest request) {
        try {
            return request.complete(false);
        } catch (RateLimitedException limited) {
            return new SendResult.RateLimited(java.time.Duration.ofMillis(limited.getRetryAfter()), true);
        } catch (RejectedExecutionException _) {
            return notConnected();
        }
    }

    private static SendResult notConnected() {
        return new SendResult.NotSent("not connected to Discord");
    }
}
