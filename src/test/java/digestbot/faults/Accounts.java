package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The accounts of a run, by their subscribers' numbers.
final class Accounts {

    private final FaultFixture fixture;
    private final Map<Long, Account> byNumber = new LinkedHashMap<>();

    Accounts(FaultFixture fixture) {
        this.fixture = fixture;
    }

    /// Makes them subscribers of all topics, and scripts their requests.
    void settle(List<Account> made, List<String> topics) {
        SeededSubscribers.of(fixture.botHome.database())
                .topics(topics)
                .destinations(made.stream().map(Account::destination).toList());
        SettledDeliveries settledDeliveries = settledDeliveries();
        made.forEach(account -> byNumber.put(settledDeliveries.number(account.destination()), account));
        made.forEach(account -> account.plan(fixture.sandbox));
    }

    /// The outcomes on that platform, each with its number.
    String dealt(SimulatedPlatform at) {
        return byNumber.values().stream()
                .filter(account -> account.at() == at)
                .collect(Collectors.groupingBy(
                        account -> account.outcome().map(Outcome::id).orElse("unharmed"), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                .collect(Collectors.joining(", "));
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
        return ProcessRun.begin(this::received, this::settled);
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
        return SettledDeliveries.read(fixture.botHome.database());
    }
}
