package digestbot.ops.health;

import digestbot.audience.Platform;
import digestbot.delivery.sending.SendCounters.SendTrouble;
import java.time.Instant;
import java.util.Optional;

/// The latest report of a part of the running bot about itself.
///
/// @param node the name of the node; empty if there is only one
/// @param part `bot`, a platform's id, `sending:` and the id of a platform that takes no messages, or
///     `job:` and the name of a failing job
/// @param since the time of the last change between healthy and unhealthy
public record Heartbeat(String node, String part, Instant at, HealthState state, Instant since) {

    public static final String BOT = "bot";

    /// The detail of a platform whose updates another program fetches.
    public static final String RIVAL = "another program polls with this token";

    /// The detail of a platform to which the bot connects for the first time.
    public static final String CONNECTING = "connecting…";

    private static final String JOB_PREFIX = "job:";
    private static final String SENDING_PREFIX = "sending:";

    static String ofJob(String name) {
        return JOB_PREFIX + name;
    }

    Optional<String> job() {
        return part.startsWith(JOB_PREFIX) ? Optional.of(part.substring(JOB_PREFIX.length())) : Optional.empty();
    }

    static Heartbeat ofSending(String node, Platform platform, Instant now, SendTrouble trouble) {
        var state = new HealthState(false, platform.title() + " " + trouble.detail());
        return new Heartbeat(node, SENDING_PREFIX + platform.id(), now, state, trouble.since());
    }

    boolean isOfSending() {
        return part.startsWith(SENDING_PREFIX);
    }

    boolean isOfPlatform() {
        return !part.equals(BOT) && job().isEmpty() && !isOfSending();
    }

    /// Whether a part works.
    ///
    /// @param trouble the reason why a connected platform takes no messages
    public record HealthState(boolean healthy, String detail, Optional<SendTrouble> trouble) {

        public HealthState(boolean healthy, String detail) {
            this(healthy, detail, Optional.empty());
        }
    }
}
