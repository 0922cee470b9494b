package digestbot.health;

import java.time.Instant;

/// The latest report of a part of the running bot about itself.
///
/// @param part `bot`, `jobs`, or a platform's id
/// @param at the time of the report
/// @param state the state of the part
public record Heartbeat(String part, Instant at, HealthState state) {

    /// The part that stands for the whole process.
    public static final String BOT = "bot";

    /// The part that stands for all scheduled jobs.
    static final String JOBS = "jobs";

    /// Tells whether the part is a platform.
    boolean isOfPlatform() {
        return !part.equals(BOT) && !part.equals(JOBS);
    }

    /// The state of a part.
    ///
    /// @param healthy true if it works
    /// @param detail a short explanation for people
    public record HealthState(boolean healthy, String detail) {}
}
