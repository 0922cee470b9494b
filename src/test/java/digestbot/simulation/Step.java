package digestbot.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What may happen next: the bot does a piece of its work, a person does something, or something
/// breaks. The weight says how often.
@SuppressWarnings("ImmutableEnumChecker") // methods without state
enum Step {
    PASS_MOMENT(10, World::passMoment),
    PASS_LONG(3, World::passLong),
    SCAN(8, World::scan),
    PLAN(10, World::plan),
    CLAIM(14, World::claim),
    PACE(18, World::pace),
    ANSWER(20, World::answer),
    SETTLE(14, World::settle),
    WRITE_DIGEST(7, World::writeDigest),
    REVISE_DIGEST(4, World::reviseDigest),
    WITHDRAW(2, World::withdraw),
    SUBSCRIBE(3, World::subscribe),
    UNSUBSCRIBE(2, World::unsubscribe),
    STOP(1, World::stop),
    COME_BACK(2, World::comeBack),
    BLOCK(1, World::block),
    FORGET(1, World::forget),
    SCHEDULE(2, World::schedule),
    QUIET_HOURS(1, World::quietHours),
    RESTART(1, World::restart),
    CRASH_SOON(3, World::crashSoon),
    FAIL_SOON(2, World::failSoon);

    private static final List<Step> ALL = Arrays.asList(values());
    private static final int TOTAL = ALL.stream().mapToInt(step -> step.weight).sum();

    private final int weight;
    private final Consumer<World> action;

    Step(int weight, Consumer<World> action) {
        this.weight = weight;
        this.action = action;
    }

    static Step draw(RandomGenerator random) {
        int drawn = random.nextInt(TOTAL);
        for (Step step : ALL) {
            drawn -= step.weight;
            if (drawn < 0) {
                return step;
            }
        }
        throw new IllegalStateException();
    }

    void run(World world) {
        action.accept(world);
    }
}
