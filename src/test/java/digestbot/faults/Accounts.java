package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.SandboxProcess.At;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The accounts of a run, by their subscribers' numbers.
final class Accounts {

    private final FaultFixture ground;
    private final Map<Long, Account> byNumber = new LinkedHashMap<>();

    Accounts(FaultFixture ground) {
        this.ground = ground;
    }

    /// Makes them subscribers of all topics, and plans what befalls them.
    void settle(List<Account> made, List<String> topics) {
        SeededSubscribers.of(ground.premises.database())
                .topics(topics)
                .seats(made.stream().map(Account::seat).toList());
        SettledDeliveries books = books();
        made.forEach(account -> byNumber.put(books.number(account.seat()), account));
        made.forEach(account -> account.plan(ground.sandbox));
    }

    /// The outcomes on that platform, each with its number.
    String dealt(At at) {
        return byNumber.values().stream()
                .filter(account -> account.at() == at)
                .collect(Collectors.groupingBy(
                        account -> account.fate().map(Outcome::id).orElse("unharmed"), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(fate -> fate.getValue() + " " + fate.getKey())
                .collect(Collectors.joining(", "));
    }

    void forEach(BiConsumer<Long, Account> action) {
        byNumber.forEach(action);
    }

    /// Somebody writes to the bot in each of those that it can't reach.
    void writeWherePaused(SettledDeliveries books) {
        byNumber.forEach((number, account) -> {
            if (books.page(number).paused()) {
                ground.sandbox.write(account.at(), account.person(), account.home(), "/help");
            }
        });
    }

    /// A process of the bot is about to be started.
    ProcessRun life() {
        return ProcessRun.begin(this::received, this::settled);
    }

    private Map<Long, List<String>> received() {
        ReceivedDigests receipts = ReceivedDigests.read(ground.sandbox);
        Map<Long, List<String>> received = new HashMap<>();
        byNumber.forEach((number, account) -> received.put(
                number,
                Stream.of(account.place(), account.elsewhere())
                        .flatMap(place -> receipts.in(account.at(), place).stream())
                        .toList()));
        return received;
    }

    private Map<Long, Long> settled() {
        SettledDeliveries books = books();
        Map<Long, Long> settled = new HashMap<>();
        byNumber.keySet()
                .forEach(number -> settled.put(number, (long) books.page(number).settled()));
        return settled;
    }

    private SettledDeliveries books() {
        return SettledDeliveries.read(ground.premises.database());
    }
}
