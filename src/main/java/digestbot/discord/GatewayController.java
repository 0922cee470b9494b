package digestbot.discord;

import java.net.URI;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/// Starts the shards one after the other in each bucket, at another address of the gateway if one is
/// configured.
///
/// A `ConcurrentSessionController`, because JDA's default controller retries without a pause when
/// the handshake is refused.
final class GatewayController extends ConcurrentSessionController {

    private final Optional<URI> url;

    /// @param url the address that is used instead of asking Discord for one. The number of shards, and
    ///     how many of them may start at once, still come from Discord
    GatewayController(Optional<URI> url) {
        this.url = url;
    }

    @Override
    public String getGateway() {
        return url.map(URI::toString).orElseGet(super::getGateway);
    }

    @Override
    public ShardedGateway getShardedGateway(JDA jda) {
        ShardedGateway told = super.getShardedGateway(jda);
        return url.isEmpty()
                ? told
                : new ShardedGateway(url.get().toString(), told.getShardTotal(), told.getConcurrency());
    }
}
