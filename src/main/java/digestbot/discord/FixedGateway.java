package digestbot.discord;

import java.net.URI;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/// Uses the configured gateway address instead of asking Discord for one. The number of shards that
/// may start at once still comes from Discord.
///
/// It extends `ConcurrentSessionController`, because JDA's default controller retries without a
/// pause when the handshake is rejected.
final class FixedGateway extends ConcurrentSessionController {

    private final URI url;

    FixedGateway(URI url) {
        this.url = url;
    }

    @Override
    public String getGateway() {
        return url.toString();
    }

    @Override
    public ShardedGateway getShardedGateway(JDA jda) {
        ShardedGateway gateway = super.getShardedGateway(jda);
        return new ShardedGateway(getGateway(), gateway.getShardTotal(), gateway.getConcurrency());
    }
}
