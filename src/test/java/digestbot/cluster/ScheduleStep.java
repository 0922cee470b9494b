package digestbot.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A step of a schedule of nodes that share a database.
///
/// @param action what happens
/// @param node the index of the node to which it happens
/// @param millis the time that passes with [Action#PASS]
record ScheduleStep(Action action, int node, int millis) {

    /// What may happen.
    enum Action {
        /// Time passes.
        PASS,
        RENEW,
        WATCH,
        ROTATE,
        /// The parts that were started or stopped start or stop.
        WORK,
        CLAIM,
        /// The node decides to send a claimed delivery.
        CHECK,
        /// The platform receives what the node has decided to send.
        TRANSMIT,
        /// The node stores what it has sent.
        SETTLE,
        SUSPEND,
        RESUME,
        /// The node can no longer reach the database.
        CUT,
        MEND,
        /// The node's next transaction takes that long after it has read the clock.
        SLOW,
        /// The process ends, and another one of that name starts.
        RESTART
    }

    /// How often each action is chosen. Ordinary work is frequent.
    private static final List<Action> WEIGHTED = weighted();

    private static List<Action> weighted() {
        List<Action> all = new ArrayList<>();
        for (Action action : Action.values()) {
            int times = switch (action) {
                case PASS, RENEW -> 6;
                case WATCH, ROTATE, WORK, CLAIM, CHECK, TRANSMIT, SETTLE -> 4;
                case RESUME, MEND -> 2;
                case SUSPEND, CUT, SLOW, RESTART -> 1;
            };
            all.addAll(java.util.Collections.nCopies(times, action));
        }
        return List.copyOf(all);
    }

    /// A random schedule.
    static List<ScheduleStep> random(Random random, int steps, int nodes) {
        List<ScheduleStep> schedule = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            Action action = WEIGHTED.get(random.nextInt(WEIGHTED.size()));
            int millis = random.nextInt(10) == 0 ? 2_000 + random.nextInt(10_000) : random.nextInt(2_000);
            schedule.add(new ScheduleStep(action, random.nextInt(nodes), millis));
        }
        return List.copyOf(schedule);
    }
}
