package digestbot.ops.health;

import java.time.Instant;
import java.util.Optional;

/// The latest report of a part of the running bot about itself.
///
/// @param node the name of the node; empty if there is only one
/// @param part `bot`, a platform's id, or `job:` and the name of a failing job
/// @param since the time of the last change between healthy and unhealthy
public record Heartbeat(String node, String part, Instant at, HealthState state, Instant since) {

    public static final String BOT = "bot";

    /// The detail of a platform whose updates another program fetches.
    public static final String RIVAL = "another program polls with this token";

    /// The detail of a platform to which the bot connects for the first time.
    public static final String CONNECTING = "connecting…";

    private static final String JOB_PREFIX = "job:";

    static String ofJob(String name) {
        return JOB_PREFIX + name;
    }

    Optional<String> job() {
        return part.startsWith(JOB_PREFIX) ? Optional.of(part.substring(JOB_PREFIX.length())) : Optional.empty();
    }

    boolean isOfPlatform() {
        return !part.equals(BOT) && job().isEmpty();
    }

    public record HealthState(boolean healthy, String detail) {}
}
