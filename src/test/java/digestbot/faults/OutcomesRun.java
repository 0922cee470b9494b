package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A run in which every outcome of a send occurs at random, on both platforms.
///
/// Two digests go out while each account's script runs. Then the faults end, each paused person
/// writes to the bot, and a third digest goes out, at first to platforms that can't be reached.
final class OutcomesRun {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<MarkedDigests> DIGESTS = List.of(
            new MarkedDigests("trade", "a", 40), new MarkedDigests("tech", "b", 2), new MarkedDigests("arts", "c", 2));

    private final FaultFixture fixture;
    private final Size size;
    private final Random random;
    private final Consumer<String> print;
    private final Accounts accounts;
    private int unsettled;

    /// @param kills the number of kills in each half; if at all, requests may also take as long as
    ///     it waits
    record Size(int onTelegram, int onDiscord, int kills) {

        boolean isLong() {
            return kills > 0;
        }

        private int on(SimulatedPlatform at) {
            return switch (at) {
                case TELEGRAM -> onTelegram;
                case DISCORD -> onDiscord;
            };
        }
    }

    /// The end of a run.
    ///
    /// @param scripted the comparison of received and expected messages while the scripts ran
    /// @param later the same of what came then
    /// @param unsettled the number of messages sent but not settled when the bot was killed
    record Result(DeliveryAudit scripted, DeliveryAudit later, int unsettled) {}

    OutcomesRun(FaultFixture fixture, Size size, Random random, Consumer<String> print) {
        this.fixture = fixture;
        this.size = size;
        this.random = random;
        this.print = print;
        accounts = new Accounts(fixture);
    }

    Result run() throws Exception {
        Map<SimulatedPlatform, List<String>> parts = fixture.parts(DIGESTS);
        settle(parts);
        DeliveryAudit scripted = new DeliveryAudit(DIGESTS, parts, size.isLong());
        DeliveryAudit later = new DeliveryAudit(DIGESTS, parts, size.isLong());
        try (var bot = new RunningBot(fixture, size.isLong())) {
            ProcessRun life = accounts.life();
            bot.start();
            tooMuch();
            for (MarkedDigests digest : DIGESTS.subList(0, 2)) {
                fixture.drop(digest);
                fixture.awaitPlanned(digest);
            }
            life = kill(bot, life, 3L * size.onTelegram());
            fixture.awaitDelivered(PATIENCE);
            SettledDeliveries settledDeliveries = SettledDeliveries.read(fixture.botHome.database());
            ReceivedDigests receipts = ReceivedDigests.read(fixture.sandbox);
            accounts.forEach(
                    (number, account) -> scripted.scripted(number, account, settledDeliveries.page(number), receipts));

            comeBack(settledDeliveries);
            tooMuch();
            outage();
            kill(bot, life, size.onTelegram());
            fixture.awaitDelivered(PATIENCE);
            SettledDeliveries after = SettledDeliveries.read(fixture.botHome.database());
            ReceivedDigests last = ReceivedDigests.read(fixture.sandbox).since(receipts);
            accounts.forEach((number, account) ->
                    later.later(number, account, after.page(number), settledDeliveries.page(number), last));
        }
        return new Result(scripted, later, unsettled);
    }

    private void settle(Map<SimulatedPlatform, List<String>> parts) {
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            int messages = DIGESTS.subList(0, 2).stream()
                    .mapToInt(digest -> digest.of(parts.get(at)).size())
                    .sum();
            var generator =
                    new AccountGenerator(fixture.sandbox, random, new FaultScripts(random, messages, size.isLong()));
            accounts.settle(
                    generator.accounts(at, size.on(at)),
                    DIGESTS.stream().map(MarkedDigests::topic).toList());
            print.accept(at + ": " + accounts.dealt(at));
        }
    }

    /// @param messages how many the fan-out to Telegram sends, about
    /// @return the life of the last process
    private ProcessRun kill(RunningBot bot, ProcessRun first, long messages) throws Exception {
        ProcessRun life = first;
        var moments = new KillMoments(fixture, SimulatedPlatform.TELEGRAM, random, messages);
        for (int left = size.kills(); left > 0; left--) {
            moments.await(left);
            bot.close();
            int open = life.unsettled();
            print.accept("killed: %d sent and not settled".formatted(open));
            unsettled += open;
            life = accounts.life();
            bot.start();
        }
        return life;
    }

    /// The next requests without another fault are refused by a rate limit.
    private void tooMuch() {
        TelegramFaultReplies.of(Outcome.OVERALL_LIMIT, false, 0)
                .getFirst()
                .forEach(fault -> network(SimulatedPlatform.TELEGRAM).inject(fault, 1));
        DiscordFaultReplies.of(Outcome.OVERALL_LIMIT, false)
                .getFirst()
                .forEach(fault -> network(SimulatedPlatform.DISCORD).inject(fault, 1));
    }

    private void comeBack(SettledDeliveries settledDeliveries) {
        networks().forEach(FaultyNetwork::clearFaults);
        accounts.writeWherePaused(settledDeliveries);
        Awaitility.await("all are back")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> fixture.read("SELECT 'paused', count(*) FROM subscriber WHERE paused_reason IS NOT NULL")
                                .get("paused")
                        == 0);
        fixture.awaitDelivered(PATIENCE);
    }

    /// The last digest finds no platform at first, and if there is time for that, no connection in
    /// time.
    private void outage() throws IOException {
        networks().forEach(size.isLong() ? FaultyNetwork::stall : FaultyNetwork::shut);
        fixture.drop(DIGESTS.getLast());
        if (size.isLong()) {
            awaitFailures("(?i)time");
            networks().forEach(FaultyNetwork::shut);
        }
        awaitFailures("ConnectException");
        networks().forEach(FaultyNetwork::reopen);
    }

    private void awaitFailures(String sign) {
        Pattern wanted = Pattern.compile(sign);
        Awaitility.await("requests to both platforms have failed of " + sign)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> fixture
                                .read("SELECT DISTINCT platform || ': ' || reason, 1 FROM delivery"
                                        + " WHERE cause = 'digest' AND state = 'queued' AND reason IS NOT NULL")
                                .keySet()
                                .stream()
                                .filter(failure -> wanted.matcher(failure).find())
                                .map(failure -> failure.replaceAll(":.*", ""))
                                .distinct()
                                .count()
                        == SimulatedPlatform.values().length);
    }

    private Stream<FaultyNetwork> networks() {
        return Stream.of(SimulatedPlatform.values()).map(this::network);
    }

    private FaultyNetwork network(SimulatedPlatform at) {
        return fixture.sandbox.network(at);
    }
}
