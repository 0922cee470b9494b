package digestbot.console;

import digestbot.broadcast.BroadcastAction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The addresses of the console's pages.
public final class Paths {

    static final String OVERVIEW = "/";
    static final String DIGESTS = "/digests";
    static final String BROADCASTS = "/broadcasts";
    static final String DELIVERIES = "/deliveries";
    static final String SUBSCRIBERS = "/subscribers";
    static final String AUDIT = "/audit";
    static final String CONFIGURATION = "/configuration";
    static final String SIGN_IN = "/sign-in";
    static final String SIGN_OUT = "/sign-out";
    static final String METRICS = "/metrics";
    public static final String HEALTH = "/healthz";
    static final String READY = "/readyz";

    /// The actions on a held digest, below the digest's address.
    static final String RELEASE = "/release";

    static final String DONT_PUBLISH = "/dont-publish";

    /// The actions on a published digest and the pages of its text, below the digest's address.
    static final String WITHDRAW = "/withdraw";

    static final String RETRY = "/retry";
    static final String SOURCE = "/source";
    static final String CHANGES = "/changes";

    static final String DUPLICATE = "/duplicate";

    private Paths() {}

    static String digest(long number) {
        return DIGESTS + "/" + number;
    }

    static String digestsOf(String topic) {
        return DIGESTS + "?topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
    }

    static String broadcast(long number) {
        return BROADCASTS + "/" + number;
    }

    /// The address of the action, from which its form and its confirmation are named.
    static String broadcast(long number, BroadcastAction action) {
        return broadcast(number) + "/" + action.id();
    }

    /// Whether the path is a health probe, which needs no authentication.
    static boolean isProbe(String path) {
        return path.equals(HEALTH) || path.equals(READY);
    }
}
