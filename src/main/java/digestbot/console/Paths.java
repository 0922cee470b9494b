package digestbot.console;

/// The addresses of the console's pages.
final class Paths {

    static final String OVERVIEW = "/";
    static final String DIGESTS = "/digests";
    static final String BROADCASTS = "/broadcasts";
    static final String DELIVERIES = "/deliveries";
    static final String SUBSCRIBERS = "/subscribers";
    static final String AUDIT = "/audit";
    static final String CONFIGURATION = "/configuration";
    static final String SIGN_IN = "/sign-in";
    static final String SIGN_OUT = "/sign-out";
    static final String LIVE = "/live";
    static final String METRICS = "/metrics";
    static final String ALIVE = "/healthz";
    static final String READY = "/readyz";

    private Paths() {}

    static String digest(long number) {
        return DIGESTS + "/" + number;
    }

    static String broadcast(long number) {
        return BROADCASTS + "/" + number;
    }

    /// Whether programs that watch the bot ask there. The answer says nothing about anybody.
    static boolean isProbe(String path) {
        return path.equals(ALIVE) || path.equals(READY);
    }
}
