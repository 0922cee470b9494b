package digestbot.faults;

import digestbot.outside.Mishap;
import java.util.List;
import java.util.Optional;

/// What the requests about one place meet with, in order.
///
/// @param steps of one request each; [Mishap.None] lets it through
/// @param forGood what all requests after these meet with
record Script(List<Mishap> steps, Optional<Mishap> forGood) {

    Script {
        steps = List.copyOf(steps);
    }

    /// How many messages arrive, and the bot hears of it.
    int answered() {
        return Math.toIntExact(
                steps.stream().filter(step -> step instanceof Mishap.None).count());
    }

    /// How many messages arrive of which the bot can't know.
    int open() {
        return Math.toIntExact(steps.stream().filter(Script::leavesOpen).count());
    }

    private static boolean leavesOpen(Mishap step) {
        return switch (step) {
            case Mishap.CutAfter _, Mishap.CutWithin _, Mishap.Garbled _ -> true;
            case Mishap.Silence(boolean arrives) -> arrives;
            case Mishap.None _, Mishap.CutBefore _, Mishap.Answered _, Mishap.MarkupRefused _ -> false;
        };
    }
}
