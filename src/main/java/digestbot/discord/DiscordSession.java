package digestbot.discord;

import digestbot.concurrent.Deadline;
import digestbot.delivery.api.Messenger;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.cache.CacheFlag;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JDA with as many shards as Discord recommends, and JDA's threads and connections.
final class DiscordSession {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordSession.class);
    private static final Duration MAX_CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final int CONNECTIONS = 32;
    private static final int RECOMMENDED_SHARDS = -1;

    /// Runs callbacks. It is never shut down, because callers may wait for a callback after the
    /// session has ended. It is idle without tasks.
    private static final ExecutorService CALLBACKS = Executors.newVirtualThreadPerTaskExecutor();

    private final OkHttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ShardManager shards;

    DiscordSession(DiscordSettings settings, List<Interceptor> watch, Object... listeners) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(CONNECTIONS, 1, TimeUnit.MINUTES))
                .readTimeout(Duration.ZERO) // CallWatch ends a request that takes too long.
                .writeTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false); // the outbox decides about retries
        watch.forEach(client::addInterceptor);
        client.addInterceptor(new CallWatch(Messenger.LONGEST_REQUEST));
        http = client.build();
        shards = builder(settings).addEventListeners(listeners).build(false);
    }

    /// Returns before the first shard is connected; all shards connect in the background. Fails
    /// with a [RuntimeException] if Discord cannot be reached or rejects the token. After a
    /// failure, the session is unusable.
    void logIn() {
        shards.login();
    }

    /// Any shard, for requests that do not depend on the shard; empty before the login.
    Optional<JDA> any() {
        return shards.getShardsTotal() == RECOMMENDED_SHARDS
                ? Optional.empty()
                : Optional.ofNullable(shards.getShardById(0));
    }

    /// A channel of a server; empty if the server is not loaded, which is always so right after the
    /// login.
    Optional<GuildChannel> channel(long id) {
        return shards.getShardsTotal() == RECOMMENDED_SHARDS
                ? Optional.empty()
                : Optional.ofNullable(shards.getGuildChannelById(id));
    }

    /// Closes all connections within about a second. Idempotent.
    void close() {
        if (any().isEmpty()) {
            http.dispatcher().cancelAll(); // nothing else interrupts a login in progress
        }
        Thread closeThread = Thread.ofVirtual().name("discord-goodbye").start(this::end);
        try {
            if (!closeThread.join(MAX_CLOSE_TIMEOUT)) {
                LOG.warn("closing a connection to Discord timed out");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
            http.dispatcher().executorService().shutdownNow();
            http.connectionPool().evictAll();
        }
    }

    /// Shuts the shards down. For up to ten seconds, JDA cannot shut down a shard that is
    /// connecting, and throws.
    private void end() {
        try {
            shards.shutdown();
            for (JDA shard : started()) {
                shard.shutdownNow();
            }
            for (JDA shard : started()) {
                var _ = shard.awaitShutdown(MAX_CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.debug("closing a connection to Discord failed", e);
        }
    }

    private List<JDA> started() {
        return shards.getShardsTotal() == RECOMMENDED_SHARDS ? List.of() : shards.getShards();
    }

    private DefaultShardManagerBuilder builder(DiscordSettings settings) {
        return DefaultShardManagerBuilder.createLight(settings.token().reveal(), GatewayIntent.DIRECT_MESSAGES)
                .setShardsTotal(RECOMMENDED_SHARDS)
                .setHttpClient(http)
                .setRestConfig(new RestConfig().setBaseUrl(settings.apiUrl().toString()))
                .setSessionController(new GatewayController())
                .setThreadFactory(Thread.ofVirtual().name("discord-shards").factory())
                .setEventPool(threads, false)
                .setCallbackPool(CALLBACKS, false)
                .setRateLimitElastic(threads, false)
                .setRequestTimeoutRetry(false)
                .enableCache(CacheFlag.FORUM_TAGS) // some forums accept no post without a tag
                .setUseShutdownNow(true)
                .setEnableShutdownHook(false);
    }

    /// Ends requests that take too long, including the reading of their responses.
    record CallWatch(Duration longest) implements Interceptor {

        @Override
        public Response intercept(Chain chain) throws IOException {
            Deadline deadline = Deadline.in(longest, chain.call()::cancel);
            try (deadline) {
                Response response = chain.proceed(chain.request());
                response.body().source().request(Long.MAX_VALUE); // reads the whole body
                return response;
            } catch (IOException e) {
                if (deadline.isOver()) {
                    var timeout = new InterruptedIOException("timeout");
                    timeout.initCause(e);
                    throw timeout;
                }
                throw e;
            }
        }
    }

    /// Starts the shards of each bucket one after the other. If an address of the gateway is
    /// configured, connects to that one.
    ///
    /// Extends `ConcurrentSessionController`, because JDA's default controller retries without a
    /// pause when the handshake is refused.
    private static final class GatewayController extends ConcurrentSessionController {

        private volatile Optional<String> url = Optional.empty();

        /// Asked for after a failed attempt to connect. The client's own answer is a fixed address,
        /// whatever `apiUrl` is.
        @Override
        public String getGateway() {
            return url.orElseGet(super::getGateway);
        }

        @Override
        public ShardedGateway getShardedGateway(JDA jda) {
            ShardedGateway told = super.getShardedGateway(jda);
            url = Optional.of(told.getUrl());
            return told;
        }
    }
}
