package digestbot.health;

import java.time.Instant;

/// The latest report of a part of the running bot about itself.
///
/// @param part `bot`, `jobs`, or a platform's id
/// @param at when
/// @param state how it was
public record Heartbeat(String part, Instant at, HealthState state) {

    /// The part that stands for the whole process.
    public static final String BOT = "bot";

    /// The part that stands for all scheduled jobs.
    static final String JOBS = "jobs";

    /// Tells whether it is a platform that says this.
    boolean isOfPlatform() {
        return !part.equals(BOT) && !part.equals(JOBS);
    }

    /// The state of a part.
    ///
    /// @param healthy whether it works
    /// @param detail a word or two for people
    public record HealthState(boolean healthy, String detail) {}
}
