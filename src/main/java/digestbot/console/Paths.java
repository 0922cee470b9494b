package digestbot.console;

import digestbot.broadcast.BroadcastAction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The addresses of the console's pages.
public final class Paths {

    public static final String OVERVIEW = "/";
    public static final String DIGESTS = "/digests";
    public static final String BROADCASTS = "/broadcasts";
    public static final String DELIVERIES = "/deliveries";
    public static final String SUBSCRIBERS = "/subscribers";
    public static final String AUDIT = "/audit";
    public static final String CONFIGURATION = "/configuration";
    public static final String OUTLETS = "/outlets";
    public static final String SIGN_IN = "/sign-in";
    public static final String SIGN_OUT = "/sign-out";
    public static final String LIVE = "/live";
    public static final String METRICS = "/metrics";
    public static final String HEALTH = "/healthz";
    public static final String READY = "/readyz";

    /// The actions on a held digest, below the digest's address.
    public static final String RELEASE = "/release";

    public static final String DONT_PUBLISH = "/dont-publish";

    /// The actions on a published digest and the pages of its text, below the digest's address.
    public static final String WITHDRAW = "/withdraw";

    public static final String RETRY = "/retry";
    public static final String SOURCE = "/source";
    public static final String CHANGES = "/changes";

    public static final String DUPLICATE = "/duplicate";

    private Paths() {}

    public static String digest(long number) {
        return DIGESTS + "/" + number;
    }

    public static String digestsOf(String topic) {
        return DIGESTS + "?topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
    }

    public static String broadcast(long number) {
        return BROADCASTS + "/" + number;
    }

    /// The address of the action, which names its form and its confirmation.
    public static String broadcast(long number, BroadcastAction action) {
        return broadcast(number) + "/" + action.id();
    }

    /// Tells whether the path is a health probe, which needs no authentication.
    public static boolean isProbe(String path) {
        return path.equals(HEALTH) || path.equals(READY);
    }
}
