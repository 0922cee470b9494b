package digestbot.discord;

import digestbot.discord.DiscordPlatform.DiscordStatus;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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

/// Tracks and logs the state of the gateway connections, one per shard. JDA reconnects by itself
/// except after a final close, which is logged once until all shards are connected again.
///
/// JDA's own log lines are turned off, because some contain whole payloads with tokens.
final class GatewayStatusListener implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayStatusListener.class);

    private final Map<Integer, DiscordStatus> shards = new ConcurrentHashMap<>();
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile int expected = 1;
    private volatile boolean failureLogged;
    private volatile Optional<DiscordStatus> finalStatus = Optional.empty();

    /// The worst status of all shards: connected only if every shard is.
    DiscordStatus status() {
        if (finalStatus.isPresent()) {
            return finalStatus.get();
        }
        if (shards.containsValue(DiscordStatus.REFUSED)) {
            return DiscordStatus.REFUSED;
        }
        if (shards.containsValue(DiscordStatus.CLOSED)) {
            return DiscordStatus.CLOSED;
        }
        boolean all = shards.size() == expected && !shards.containsValue(DiscordStatus.CONNECTING);
        return all ? DiscordStatus.CONNECTED : DiscordStatus.CONNECTING;
    }

    boolean isAnyConnected() {
        return finalStatus.isEmpty() && shards.containsValue(DiscordStatus.CONNECTED);
    }

    void sessionStarting() {
        shards.clear();
    }

    /// Waits until all shards are connected or one was closed for good. Returns true if they are
    /// connected.
    boolean awaitConnected() throws InterruptedException {
        return awaitOther(EnumSet.of(DiscordStatus.CONNECTING)) == DiscordStatus.CONNECTED;
    }

    void awaitEnd() throws InterruptedException {
        awaitOther(EnumSet.of(DiscordStatus.CONNECTING, DiscordStatus.CONNECTED));
    }

    private DiscordStatus awaitOther(Set<DiscordStatus> than) throws InterruptedException {
        lock.lock();
        try {
            while (than.contains(status())) {
                changed.await();
            }
            return status();
        } finally {
            lock.unlock();
        }
    }

    private void put(ShardInfo shard, DiscordStatus status) {
        lock.lock();
        try {
            expected = shard.getShardTotal();
            shards.put(shard.getShardId(), status);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        return shards.containsValue(DiscordStatus.REFUSED) || shards.containsValue(DiscordStatus.CLOSED);
    }

    void tokenRejected() {
        finalStatus = Optional.of(DiscordStatus.REFUSED);
    }

    void tokenAccepted() {
        if (finalStatus.equals(Optional.of(DiscordStatus.REFUSED))) {
            finalStatus = Optional.empty();
        }
    }

    void closed() {
        finalStatus = Optional.of(DiscordStatus.CLOSED);
    }

    @Override
    public void onEvent(GenericEvent event) {
        ShardInfo shard = event.getJDA().getShardInfo();
        switch (event) {
            case ReadyEvent _ -> connected(shard, "");
            case SessionResumeEvent _ -> connected(shard, " again");
            case SessionRecreateEvent _ -> connected(shard, " again, in a new session");
            case SessionDisconnectEvent lost -> {
                put(shard, DiscordStatus.CONNECTING);
                LOG.warn("connection to {} lost ({}), reconnecting", name(shard), reason(lost.getCloseCode()));
            }
            case ShutdownEvent ended -> ended(shard, ended.getCloseCode());
            default -> {}
        }
    }

    private void connected(ShardInfo shard, String how) {
        put(shard, DiscordStatus.CONNECTED);
        LOG.info("connected to {}{}", name(shard), how);
        if (status() == DiscordStatus.CONNECTED) {
            failureLogged = false;
        }
    }

    /// Handles a closed connection. Without a close code, the bot closed the connection itself or
    /// the login failed.
    private void ended(ShardInfo shard, @Nullable CloseCode code) {
        if (code != null && !code.isReconnect()) {
            put(shard, code == CloseCode.AUTHENTICATION_FAILED ? DiscordStatus.REFUSED : DiscordStatus.CLOSED);
            if (!failureLogged) {
                LOG.error("{} closed the connection for good ({}). Retrying now and then", name(shard), reason(code));
            }
            failureLogged = true;
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
