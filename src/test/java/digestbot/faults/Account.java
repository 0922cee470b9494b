package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.At;
import digestbot.sandbox.SandboxPlace;
import java.util.Optional;

/// A subscriber, and what its requests meet with.
///
/// @param fate what it comes to; empty for nothing worth a name
/// @param seat where it receives
/// @param elsewhere where its chat moves to, or what is around its thread; 0 for nothing
/// @param home where somebody writes in order to come back
/// @param person who that is
record Account(
        Optional<Outcome> fate,
        SeededSubscribers.Seat seat,
        long elsewhere,
        SandboxPlace home,
        long person,
        FaultScript script) {

    At at() {
        return seat.at();
    }

    Optional<Policy> policy() {
        return fate.map(Outcome::policy);
    }

    /// The place that it receives in: its thread, or else its chat.
    long place() {
        return seat.thread() == 0 ? seat.chat() : seat.thread();
    }

    /// Plans what its requests meet with.
    void plan(SandboxProcess sandbox) {
        FaultyNetwork network = sandbox.network(at());
        script.steps().forEach(step -> network.inject(place(), step, 1));
        script.forGood().ifPresent(fault -> network.injectForGood(place(), fault));
    }

    @Override
    public String toString() {
        return "%s %s %d, %s"
                .formatted(at(), seat.kind(), place(), fate.map(Outcome::id).orElse("unharmed"));
    }
}
