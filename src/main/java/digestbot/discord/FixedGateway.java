package digestbot.discord;

import java.net.URI;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/// Names a gateway by config instead of asking Discord for it; how many shards may begin at once, Discord is asked.
///
/// A `ConcurrentSessionController`, because JDA's plain one knocks again without a pause where a handshake is refused.
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
        ShardedGateway told = super.getShardedGateway(jda);
        return new ShardedGateway(getGateway(), told.getShardTotal(), told.getConcurrency());
    }
}
