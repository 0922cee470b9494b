package digestbot.faults;

import digestbot.outside.NetworkFault;
import java.util.List;
import java.util.Optional;

/// The faults of the requests about one place, in order.
///
/// @param steps of one request each; [NetworkFault.None] lets it through
/// @param forGood the fault of all requests after these
record FaultScript(List<NetworkFault> steps, Optional<NetworkFault> forGood) {

    FaultScript {
        steps = List.copyOf(steps);
    }

    /// The number of messages that arrive with an answer to the bot.
    int answered() {
        return Math.toIntExact(
                steps.stream().filter(step -> step instanceof NetworkFault.None).count());
    }

    /// The number of messages that arrive without an answer to the bot.
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
