package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine is lost in the middle of a fan-out, and the bot goes on elsewhere from Litestream's copy of
/// the SQLite file, as docs/standby.md says.
@Tag("faults")
@Tag("sqlite")
class StandbyTest {

    private static final long FIRST = 10_000;
    private static final int CHATS = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final MarkedDigests DIGEST = new MarkedDigests("trade", "a", 2);

    /// The seconds before the loss of which messages may be sent again: Litestream copies every second,
    /// and writes the copy.
    private static final int SECONDS_LOST = 3;

    @TempDir
    Path folder;

    @Test
    void goesOnFromTheCopyAfterItsMachineIsLost() throws Exception {
        Path copies = folder.resolve("copies");
        LitestreamProcess.program();
        try (FaultFixture fixture = FaultFixture.telegram(folder)) {
            List<String> parts = fixture.parts(List.of(DIGEST)).get(SimulatedPlatform.TELEGRAM);
            fixture.sandbox.join(FIRST, CHATS);
            SeededSubscribers.of(fixture.botHome.database())
                    .topics(List.of(DIGEST.topic()))
                    .telegram(FIRST, CHATS);
            long arrivedBefore = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
            try (BotProcess bot = fixture.start(BotProcess.QUICK);
                    LitestreamProcess litestream = LitestreamProcess.replicate(
                            fixture.botHome.database(), copies, folder.resolve("litestream.txt"))) {
                fixture.sandbox.mind(litestream.process());
                fixture.awaitReady(bot);
                litestream.awaitSnapshot();
                fixture.drop(DIGEST);
                Awaitility.await("half of the messages")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) - arrivedBefore
                                >= (long) CHATS * parts.size() / 2);
            } // both are killed

            BotHome standby = BotHome.in(folder.resolve("standby"));
            LitestreamProcess.restore(copies, standby.database(), folder.resolve("restored.txt"));
            standby.drop(DIGEST.file(), DIGEST.text());
            try (BotProcess bot = fixture.start(standby, BotProcess.QUICK)) {
                fixture.awaitReady(bot);
                Awaitility.await("the rest")
                        .atMost(PATIENCE)
                        .until(() -> ledger(fixture, parts).lost().isEmpty());
                assertThat(bot.end(BotProcess.SOON)).isTrue();
            }

            DeliveryLedger ledger = ledger(fixture, parts);
            long mostInASecond =
                    fixture.sandbox.counts(SimulatedPlatform.TELEGRAM).mostInASecond();
            System.out.printf("%s, at most %d in a second%n", ledger.line(), mostInASecond);
            assertThat(ledger.isSound()).as(ledger.line()).isTrue();
            assertThat((long) ledger.repeated()).isLessThanOrEqualTo(SECONDS_LOST * mostInASecond);
        }
    }

    private static DeliveryLedger ledger(FaultFixture fixture, List<String> parts) {
        Map<Long, List<String>> received = new HashMap<>(fixture.sandbox.received(SimulatedPlatform.TELEGRAM));
        Map<Long, List<String>> expected = LongStream.range(FIRST, FIRST + CHATS)
                .boxed()
                .collect(Collectors.toMap(Function.identity(), _ -> parts));
        return DeliveryLedger.of(expected, received);
    }
}
