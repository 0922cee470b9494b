package digestbot.simulation;

import digestbot.database.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A seed, and those of its steps that are run. Each step has a source of chance of its own, so that
/// a step does the same when others are left out.
record History(long seed, List<Integer> steps) {

    private static final int MIN_STEPS = 40;
    private static final int MAX_STEPS = 120;
    private static final int SETUP = -1;

    static History of(long seed) {
        int length = random(seed, SETUP).nextInt(MIN_STEPS, MAX_STEPS);
        return new History(seed, IntStream.range(0, length).boxed().toList());
    }

    private static RandomGenerator random(long seed, int step) {
        return new SplittableRandom(seed * 1_000_003 + step);
    }

    /// What happened, in words, and the invariants that were broken.
    record Result(History history, List<String> story, List<String> violations) {

        boolean isSound() {
            return violations.isEmpty();
        }

        /// The story until the last invariant was broken, and no more than that many lines of it.
        String report(int lines) {
            int end = story.size();
            for (int i = story.size() - 1; i > 0 && !story.get(i).startsWith(World.BROKEN); i--) {
                end = i;
            }
            List<String> told = story.subList(Math.max(0, end - lines), end);
            return "%s: %s%n%s".formatted(history.name(), String.join("; ", violations), String.join("\n", told));
        }
    }

    Result run(SimulatedDisk disk) {
        disk.reset();
        var world = new World(disk, random(seed, SETUP));
        try {
            for (int index : steps) {
                world.step(index, random(seed, index));
            }
            world.rest();
            Invariants.check(world);
        } catch (RuntimeException e) {
            world.violated("a step ended with " + e);
        }
        return new Result(this, world.story(), world.violations());
    }

    /// The shortest history found that still breaks an invariant: leaves out ever smaller ranges of
    /// steps.
    Result shrunk(SimulatedDisk disk) {
        Result shortest = run(disk);
        for (int range = Math.max(1, steps.size() / 2); range > 0; range /= 2) {
            int from = 0;
            while (from < shortest.history().steps.size()) {
                Result shorter = shortest.history().without(from, range).run(disk);
                if (shorter.isSound()) {
                    from += range;
                } else {
                    shortest = shorter;
                }
            }
        }
        return shortest;
    }

    private History without(int from, int count) {
        List<Integer> left = new ArrayList<>(steps);
        left.subList(from, Math.min(from + count, left.size())).clear();
        return new History(seed, left);
    }

    String name() {
        return "seed " + seed + ", steps " + steps;
    }
}
