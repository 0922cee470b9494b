package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.outside.BotProcess;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every outcome of a send occurs at random, on both platforms.
///
/// Two digests go out while each account's script runs. Then the faults end, each paused person
/// writes to the bot, and a third digest goes out, at first to platforms that can't be reached.
@Tag("faults")
class OutcomesTest {

    private static final List<MarkedDigests> DIGESTS = List.of(
            new MarkedDigests("trade", "a", 40), new MarkedDigests("tech", "b", 2), new MarkedDigests("arts", "c", 2));

    private final Random random = new Random(FaultFixture.SEED);

    @TempDir
    Path folder;

    private FaultFixture fixture;
    private Accounts accounts;
    private BotProcess bot;
    private ProcessRun life;
    private int unsettled;

    /// @param kills the number of kills in each half; if at all, requests may also take as long as
    ///     the bot waits
    private record Size(int onTelegram, int onDiscord, int kills) {

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

    @BeforeEach
    void start() throws Exception {
        fixture = FaultFixture.withDoors(folder);
        accounts = new Accounts(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyDeliveryEndsAsItsOutcomesPolicySays() throws Exception {
        check(new Size(60, 50, 0));
    }

    @Test
    void everyDeliveryEndsAsItsOutcomesPolicySaysThoughTheBotIsKilled() throws Exception {
        check(new Size(
                Math.max(60, FaultFixture.share(1_500)),
                Math.max(50, FaultFixture.share(190)),
                FaultFixture.share(10)));
    }

    private void check(Size size) throws Exception {
        System.out.printf("every outcome, seed %d: %s%n", FaultFixture.SEED, size);
        Map<SimulatedPlatform, List<String>> parts = fixture.parts(DIGESTS);
        settle(parts, size);
        var scripted = new DeliveryAudit(DIGESTS, parts, size.isLong());
        var later = new DeliveryAudit(DIGESTS, parts, size.isLong());
        life = accounts.life();
        bot = fixture.startReady();
        tooMuch();
        for (MarkedDigests digest : DIGESTS.subList(0, 2)) {
            fixture.drop(digest);
            fixture.awaitPlanned(digest);
        }
        kill(size.kills(), 3L * size.onTelegram());
        fixture.awaitDelivered();
        SettledDeliveries settled = SettledDeliveries.read(fixture);
        ReceivedDigests receipts = ReceivedDigests.read(fixture.sandbox);
        accounts.forEach((number, account) -> scripted.scripted(number, account, settled.page(number), receipts));
        comeBack(settled);
        tooMuch();
        outage(size.isLong());
        kill(size.kills(), size.onTelegram());
        fixture.awaitDelivered();
        bot.kill();
        SettledDeliveries after = SettledDeliveries.read(fixture);
        ReceivedDigests last = ReceivedDigests.read(fixture.sandbox).since(receipts);
        accounts.forEach(
                (number, account) -> later.later(number, account, after.page(number), settled.page(number), last));

        check("while the scripts ran", scripted);
        check("when all was calm", later);
        assertThat(scripted.excess() + later.excess())
                .as("seed %d: sent again though no outcome left it open, of what was not settled", FaultFixture.SEED)
                .isLessThanOrEqualTo(unsettled);
    }

    private static void check(String when, DeliveryAudit audit) {
        System.out.println(when + ": " + audit.line());
        assertThat(audit.complaints())
                .as("seed %d, %s", FaultFixture.SEED, when)
                .isEmpty();
        assertThat(audit.ledger().isSound())
                .as("seed %d, %s: %s", FaultFixture.SEED, when, audit.ledger())
                .isTrue();
    }

    private void settle(Map<SimulatedPlatform, List<String>> parts, Size size) {
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            int messages = DIGESTS.subList(0, 2).stream()
                    .mapToInt(digest -> digest.of(parts.get(at)).size())
                    .sum();
            var generator = new Accounts.AccountGenerator(
                    fixture.sandbox, random, new FaultScripts(random, messages, size.isLong()));
            accounts.settle(
                    generator.accounts(at, size.on(at)),
                    DIGESTS.stream().map(MarkedDigests::topic).toList());
        }
    }

    /// @param messages how many the fan-out to Telegram sends, about
    private void kill(int kills, long messages) throws Exception {
        long end = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) + messages;
        for (int left = kills; left > 0; left--) {
            fixture.awaitMoment(SimulatedPlatform.TELEGRAM, random, end, left);
            bot.kill();
            unsettled += life.unsettled();
            life = accounts.life();
            bot = fixture.startReady();
        }
    }

    /// The next requests without another fault are refused by a rate limit.
    private void tooMuch() {
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            FaultReplies.of(at, Outcome.OVERALL_LIMIT, false, 0)
                    .getFirst()
                    .forEach(fault -> fixture.sandbox.network(at).inject(fault, 1));
        }
    }

    private void comeBack(SettledDeliveries settled) {
        networks().forEach(FaultyNetwork::clearFaults);
        accounts.writeWherePaused(settled);
        Awaitility.await("all are back")
                .until(() -> fixture.number("SELECT count(*) FROM subscriber WHERE paused_reason IS NOT NULL") == 0);
        fixture.awaitDelivered();
    }

    /// The last digest finds no platform at first, and if there is time for that, no connection in
    /// time.
    private void outage(boolean isLong) throws IOException {
        networks().forEach(isLong ? FaultyNetwork::stall : FaultyNetwork::shut);
        fixture.drop(DIGESTS.getLast());
        if (isLong) {
            awaitFailures("(?i)time");
            networks().forEach(FaultyNetwork::shut);
        }
        awaitFailures("ConnectException");
        networks().forEach(FaultyNetwork::reopen);
    }

    private void awaitFailures(String sign) {
        Pattern wanted = Pattern.compile(sign);
        Awaitility.await("requests to both platforms have failed of " + sign)
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
        return Stream.of(SimulatedPlatform.values()).map(fixture.sandbox::network);
    }
}
