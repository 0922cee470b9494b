package digestbot.discord;

import java.net.URI;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/// Names a gateway by config instead of asking Discord for it.
///
/// A `ConcurrentSessionController`, because JDA's plain one knocks again without a pause where a handshake is refused.
final class GatewayAt extends ConcurrentSessionController {

    private final URI url;

    GatewayAt(URI url) {
        this.url = url;
    }

    @Override
    public String getGateway() {
        return url.toString();
    }
}
