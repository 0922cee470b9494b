package digestbot.discord.gateway;

import digestbot.discord.gateway.IdentifyGate.Permit;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDA.ShardInfo;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/// Starts the shards of this process one after the other in each bucket, and waits for the shards of
/// other processes where these share the account.
///
/// A `ConcurrentSessionController`, because JDA's default controller retries without a pause when
/// the handshake is refused.
public final class GatewayController extends ConcurrentSessionController {

    /// The start that runs on the current thread.
    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

    private final Optional<URI> url;
    private final GatewayShare share;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int concurrency = 1;

    /// @param url the address that is used instead of asking Discord for one. The number of shards
    ///     that may start at once still comes from Discord
    public GatewayController(Optional<URI> url, GatewayShare share) {
        this.url = url;
        this.share = share;
    }

    /// From now on, no shard is started. Threads that wait for a permission end.
    public void close() {
        closed.countDown();
    }

    @Override
    public void setConcurrency(int level) {
        super.setConcurrency(level);
        concurrency = level;
    }

    /// JDA asks again after it could not connect, and tries to connect right after that.
    @Override
    public String getGateway() {
        Optional.ofNullable(CURRENT.get()).ifPresent(Attempt::repeat);
        return url.map(URI::toString).orElseGet(super::getGateway);
    }

    @Override
    public ShardedGateway getShardedGateway(JDA jda) {
        ShardedGateway told = super.getShardedGateway(jda);
        return url.isEmpty()
                ? told
                : new ShardedGateway(url.get().toString(), told.getShardTotal(), told.getConcurrency());
    }

    @Override
    public void appendSession(SessionConnectNode node) {
        super.appendSession(share.gate().isPresent() ? new GatedNode(node, this) : node);
    }

    @Override
    public void removeSession(SessionConnectNode node) {
        super.removeSession(share.gate().isPresent() ? new GatedNode(node, this) : node);
    }

    /// One start of a shard.
    private final class Attempt {

        private final IdentifyGate gate;
        private final int bucket;
        private Optional<Permit> permit = Optional.empty();

        Attempt(IdentifyGate gate, int bucket) {
            this.gate = gate;
            this.bucket = bucket;
        }

        /// @return false if no shard may be started any more
        boolean begin() throws InterruptedException {
            permit = gate.enter(bucket, closed, share.term()::isCurrent);
            return permit.isPresent();
        }

        /// Begins again after a connection could not be opened.
        void repeat() {
            end(false);
            try {
                var _ = begin();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        void end(boolean identified) {
            permit.ifPresent(given -> gate.leave(given, identified));
            permit = Optional.empty();
        }
    }

    /// The start of a shard that waits for a permission.
    private record GatedNode(SessionConnectNode node, GatewayController controller) implements SessionConnectNode {

        @Override
        public boolean isReconnect() {
            return node.isReconnect();
        }

        @Override
        public JDA getJDA() {
            return node.getJDA();
        }

        @Override
        public ShardInfo getShardInfo() {
            return node.getShardInfo();
        }

        /// The wrapped node returns once Discord has answered. It throws if the connection could not be
        /// opened, and is run again later.
        @Override
        public void run(boolean isLast) throws InterruptedException {
            Attempt attempt = controller
            .new Attempt(controller.share.gate().orElseThrow(), getShardInfo().getShardId() % controller.concurrency);
            if (!attempt.begin()) {
                return;
            }
            CURRENT.set(attempt);
            boolean identified = true;
            try {
                node.run(isLast);
            } catch (RuntimeException e) {
                identified = false;
                throw e;
            } finally {
                CURRENT.remove();
                attempt.end(identified);
            }
        }
    }
}
