package digestbot.faults;

import digestbot.outside.NetworkFault;
import java.util.List;
import java.util.Optional;

/// What the requests about one place meet with, in order.
///
/// @param steps of one request each; [NetworkFault.None] lets it through
/// @param forGood what all requests after these meet with
record FaultScript(List<NetworkFault> steps, Optional<NetworkFault> forGood) {

    FaultScript {
        steps = List.copyOf(steps);
    }

    /// How many messages arrive, and the bot hears of it.
    int answered() {
        return Math.toIntExact(
                steps.stream().filter(step -> step instanceof NetworkFault.None).count());
    }

    /// How many messages arrive of which the bot can't know.
    int open() {
        return Math.toIntExact(steps.stream().filter(FaultScript::leavesOpen).count());
    }

    private static boolean leavesOpen(NetworkFault step) {
        return switch (step) {
            case NetworkFault.CutAfter _, NetworkFault.CutWithin _, NetworkFault.Garbled _ -> true;
            case NetworkFault.Silence(boolean arrives) -> arrives;
            case NetworkFault.None _, NetworkFault.CutBefore _, NetworkFault.Answered _, NetworkFault.MarkupRefused _ ->
                false;
        };
    }
}
