package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.faults.FaultScripts.FaultScript;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The accounts of a run, by their subscribers' numbers.
final class Accounts {

    private final FaultFixture fixture;
    private final Map<Long, Account> byNumber = new LinkedHashMap<>();

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

    Accounts(FaultFixture fixture) {
        this.fixture = fixture;
    }

    /// Makes them subscribers of all topics, and scripts their requests.
    void settle(List<Account> made, List<String> topics) {
        SeededSubscribers.of(fixture.botHome.location())
                .topics(topics)
                .destinations(made.stream().map(Account::destination).toList());
        SettledDeliveries settledDeliveries = settledDeliveries();
        made.forEach(account -> byNumber.put(settledDeliveries.number(account.destination()), account));
        made.forEach(account -> account.plan(fixture.sandbox));
    }

    void forEach(BiConsumer<Long, Account> action) {
        byNumber.forEach(action);
    }

    /// A person writes to the bot in each chat that it can't reach.
    void writeWherePaused(SettledDeliveries settledDeliveries) {
        byNumber.forEach((number, account) -> {
            if (settledDeliveries.page(number).paused()) {
                fixture.sandbox.write(account.at(), account.person(), account.home(), "/help");
            }
        });
    }

    /// Prepares for the start of a process of the bot.
    ProcessRun life() {
        return new ProcessRun(this::received, this::settled);
    }

    private Map<Long, List<String>> received() {
        ReceivedDigests receipts = ReceivedDigests.read(fixture.sandbox);
        Map<Long, List<String>> received = new HashMap<>();
        byNumber.forEach((number, account) -> received.put(
                number,
                Stream.of(account.place(), account.elsewhere())
                        .flatMap(place -> receipts.in(account.at(), place).stream())
                        .toList()));
        return received;
    }

    private Map<Long, Long> settled() {
        SettledDeliveries settledDeliveries = settledDeliveries();
        Map<Long, Long> settled = new HashMap<>();
        byNumber.keySet()
                .forEach(number -> settled.put(
                        number, (long) settledDeliveries.page(number).settled()));
        return settled;
    }

    private SettledDeliveries settledDeliveries() {
        return SettledDeliveries.read(fixture);
    }
}
