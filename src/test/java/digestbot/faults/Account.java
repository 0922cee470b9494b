package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.util.Optional;

/// A subscriber, and the script of its requests.
///
/// @param outcome the outcome of its requests; empty for an account without a fault
/// @param destination the place of its deliveries
/// @param elsewhere the id that its chat moves to, or the chat around its thread; 0 for none
/// @param home the place where its person writes in order to come back
/// @param person the person
record Account(
        Optional<Outcome> outcome,
        SeededSubscribers.Destination destination,
        long elsewhere,
        SandboxPlace home,
        long person,
        FaultScript script) {

    SimulatedPlatform at() {
        return destination.at();
    }

    Optional<Policy> policy() {
        return outcome.map(Outcome::policy);
    }

    /// The place of its deliveries: its thread, or else its chat.
    long place() {
        return destination.thread() == 0 ? destination.chat() : destination.thread();
    }

    /// Scripts the results of its requests.
    void plan(SandboxProcess sandbox) {
        FaultyNetwork network = sandbox.network(at());
        script.steps().forEach(step -> network.inject(place(), step, 1));
        script.forGood().ifPresent(fault -> network.injectForGood(place(), fault));
    }

    @Override
    public String toString() {
        return "%s %s %d, %s"
                .formatted(
                        at(),
                        destination.kind(),
                        place(),
                        outcome.map(Outcome::id).orElse("unharmed"));
    }
}
