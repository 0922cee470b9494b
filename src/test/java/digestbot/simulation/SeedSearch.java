package digestbot.simulation;

import digestbot.database.SimulatedDisk;

/// Looks for seeds whose histories are unsound.
public final class SeedSearch {

    private SeedSearch() {}

    /// The first such seed; -1 if there is none.
    public static long firstFailing(long first, long seeds) {
        try (var disk = new SimulatedDisk()) {
            for (long seed = first; seed < first + seeds; seed++) {
                if (!History.of(seed).run(disk).isSound()) {
                    return seed;
                }
            }
            return -1;
        }
    }
}
