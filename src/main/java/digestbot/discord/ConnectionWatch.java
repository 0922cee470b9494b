package digestbot.discord;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import net.dv8tion.jda.api.JDA.ShardInfo;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.CloseCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the connections to Discord's gateway, one per shard, and logs what becomes of them; JDA itself reconnects.
///
/// JDA's own lines about it are turned off, because some of them hold whole payloads, with their tokens.
final class ConnectionWatch implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private final Map<Integer, DiscordStatus> shards = new ConcurrentHashMap<>();
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile int total = 1;
    private volatile Optional<DiscordStatus> end = Optional.empty();

    /// The worst of all shards: connected only if each of them is.
    DiscordStatus status() {
        if (end.isPresent()) {
            return end.get();
        }
        if (shards.containsValue(DiscordStatus.REFUSED)) {
            return DiscordStatus.REFUSED;
        }
        if (shards.containsValue(DiscordStatus.CLOSED)) {
            return DiscordStatus.CLOSED;
        }
        boolean all = shards.size() == total && !shards.containsValue(DiscordStatus.CONNECTING);
        return all ? DiscordStatus.CONNECTED : DiscordStatus.CONNECTING;
    }

    /// Waits until all shards have been connected at once.
    void awaitConnected() throws InterruptedException {
        connected.await();
    }

    void refused() {
        end = Optional.of(DiscordStatus.REFUSED);
    }

    /// The token is not refused, or not any more.
    void accepted() {
        if (end.equals(Optional.of(DiscordStatus.REFUSED))) {
            end = Optional.empty();
        }
    }

    void closed() {
        end = Optional.of(DiscordStatus.CLOSED);
    }

    @Override
    public void onEvent(GenericEvent event) {
        ShardInfo shard = event.getJDA().getShardInfo();
        switch (event) {
            case ReadyEvent _ -> connected(shard, "");
            case SessionResumeEvent _ -> connected(shard, " again");
            case SessionRecreateEvent _ -> connected(shard, " again, in a new session");
            case SessionDisconnectEvent lost -> {
                shards.put(shard.getShardId(), DiscordStatus.CONNECTING);
                LOG.warn("lost the connection to {} ({}); reconnecting", name(shard), reason(lost.getCloseCode()));
            }
            case ShutdownEvent ended -> ended(shard, ended.getCloseCode());
            default -> {}
        }
    }

    private void connected(ShardInfo shard, String how) {
        total = shard.getShardTotal();
        shards.put(shard.getShardId(), DiscordStatus.CONNECTED);
        LOG.info("connected to {}{}", name(shard), how);
        if (status() == DiscordStatus.CONNECTED) {
            connected.countDown();
        }
    }

    /// Without a code it was we who ended it, or a login that failed.
    private void ended(ShardInfo shard, @Nullable CloseCode code) {
        if (code != null && !code.isReconnect()) {
            boolean token = code == CloseCode.AUTHENTICATION_FAILED;
            shards.put(shard.getShardId(), token ? DiscordStatus.REFUSED : DiscordStatus.CLOSED);
            LOG.error(
                    "the connection to {} was ended for good ({}); see to it and start again",
                    name(shard),
                    reason(code));
        }
    }

    private static String name(ShardInfo shard) {
        return shard.getShardTotal() == 1
                ? "Discord"
                : "Discord, shard " + (shard.getShardId() + 1) + " of " + shard.getShardTotal();
    }

    private static String reason(@Nullable CloseCode code) {
        return code == null ? "no reason given" : code.getCode() + " " + code.getMeaning();
    }
}
