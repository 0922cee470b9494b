package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.NetworkFault;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Writes random scripts.
final class FaultScripts {

    private static final double BESIDES = 0.1;

    /// The largest number of requests that are told of a limit, as the bot slows down each time
    /// that several are.
    private static final int MOST_LIMITED = 12;

    /// The largest number of requests that take as long as the bot waits: each occupies one of the
    /// few places in flight.
    private static final int MOST_PATIENT = 12;

    private final Random random;
    private final int messages;
    private int patient;
    private int limited = MOST_LIMITED;

    /// @param messages the number of messages due to an account while its script runs
    /// @param patient true if some requests take as long as the bot waits at most
    FaultScripts(Random random, int messages, boolean patient) {
        this.random = random;
        this.messages = messages;
        this.patient = patient ? MOST_PATIENT : 0;
    }

    /// The outcomes of a send to a single place, on that platform.
    static List<Outcome> outcomes(SimulatedPlatform at) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome != Outcome.OVERALL_LIMIT)
                .filter(outcome -> !FaultReplies.of(at, outcome, false, 0).isEmpty())
                .toList();
    }

    /// Writes a script. A lasting fault begins at some message; a passing one happens before some
    /// message. Other passing faults are added here and there.
    ///
    /// @param movedTo the chat's new id, if it is to move
    FaultScript script(SimulatedPlatform at, Optional<Outcome> outcome, long movedTo) {
        if (outcome.isEmpty()) {
            return new FaultScript(List.of(), Optional.empty());
        }
        int when = random.nextInt(messages);
        List<NetworkFault> steps = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            if (i == when) {
                List<NetworkFault> told = told(at, outcome.get(), movedTo);
                if (lasts(outcome.get())) {
                    return new FaultScript(steps, Optional.of(told.getFirst()));
                }
                steps.addAll(told);
            } else if (random.nextDouble() < BESIDES) {
                steps.addAll(told(at, passing(at), 0));
            }
            steps.add(new NetworkFault.None());
        }
        return new FaultScript(steps, Optional.empty());
    }

    private List<NetworkFault> told(SimulatedPlatform at, Outcome outcome, long movedTo) {
        if (outcome == Outcome.CHAT_LIMIT && limited-- <= 0) {
            return List.of();
        }
        boolean slow = outcome == Outcome.UNANSWERED && patient > 0 && random.nextInt(4) == 0;
        patient -= slow ? 1 : 0;
        List<List<NetworkFault>> ways = FaultReplies.of(at, outcome, slow, movedTo);
        return ways.get(random.nextInt(ways.size()));
    }

    private Outcome passing(SimulatedPlatform at) {
        List<Outcome> outcomes =
                outcomes(at).stream().filter(outcome -> !lasts(outcome)).toList();
        return outcomes.get(random.nextInt(outcomes.size()));
    }

    private static boolean lasts(Outcome outcome) {
        return switch (outcome.policy()) {
            case PAUSE, FOLLOW, FALL_BACK, MOVE, PLAIN, FAIL -> true;
            case WAIT, PAUSE_PLATFORM, RETRY -> false;
            case DONE, BLANK, DEFER -> throw new IllegalArgumentException(outcome + " does not come of a send");
        };
    }

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
            return Math.toIntExact(steps.stream()
                    .filter(step -> step instanceof NetworkFault.None)
                    .count());
        }

        /// The number of messages that arrive without an answer to the bot.
        int open() {
            return Math.toIntExact(
                    steps.stream().filter(FaultScript::leavesOpen).count());
        }

        private static boolean leavesOpen(NetworkFault step) {
            return switch (step) {
                case NetworkFault.CutAfter _, NetworkFault.CutWithin _, NetworkFault.Garbled _ -> true;
                case NetworkFault.Silence(boolean arrives) -> arrives;
                case NetworkFault.None _,
                        NetworkFault.CutBefore _,
                        NetworkFault.Answered _,
                        NetworkFault.MarkupRefused _ -> false;
            };
        }
    }
}
