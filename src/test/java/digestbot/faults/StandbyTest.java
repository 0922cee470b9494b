package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digestbot.database.Database;
import digestbot.database.DatabaseHome;
import digestbot.faults.FaultFixture.Crowd;
import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine is lost in the middle of a fan-out, and the bot goes on elsewhere from Litestream's
/// copy of the SQLite file, as docs/backups.md describes.
@Tag("faults")
@Tag("sqlite")
class StandbyTest {

    private static final int CHATS = 4_000;
    private static final MarkedDigests DIGEST = new MarkedDigests("trade", "a", 2);

    @TempDir
    Path folder;

    @Test
    void goesOnFromTheCopyAfterItsMachineIsLost() throws Exception {
        String program = litestream();
        String copies = "file://" + folder.resolve("copies");
        Path log = folder.resolve("litestream.txt");
        var telegram = SimulatedPlatform.TELEGRAM;
        try (FaultFixture fixture = FaultFixture.telegram(folder, BotHome.ROOMY)) {
            List<String> parts = fixture.parts(List.of(DIGEST)).get(telegram);
            List<Long> chats =
                    fixture.subscribe(new Crowd(CHATS, 0, 0), List.of(DIGEST)).get(telegram);
            long before = fixture.sandbox.delivered(telegram);
            long quarter = (long) CHATS * parts.size() / 4;
            Process litestream =
                    start(log, program, "replicate", fixture.botHome.database().toString(), copies);
            try (BotProcess _ = fixture.startReady()) {
                Awaitility.await("a snapshot").until(() -> copied() > 0);
                fixture.drop(DIGEST);
                fixture.awaitSent(telegram, before + quarter);
                // The second of these has everything that was settled until now.
                long copied = copied();
                Awaitility.await("two more copies").until(() -> copied() >= copied + 2);
                fixture.awaitSent(telegram, before + 2 * quarter);
            } finally {
                litestream.destroyForcibly().onExit().join();
            }
            long sent = fixture.sandbox.delivered(telegram) - before;

            BotHome standby = BotHome.in(folder.resolve("standby"));
            assertThat(start(log, program, "restore", "-o", standby.database().toString(), copies)
                            .waitFor())
                    .as("litestream restore:\n%s", Files.readString(log))
                    .isZero();
            try (Database copy = Database.open(standby.location())) {
                DatabaseHome.adopt(copy, standby.location());
            }
            standby.drop(DIGEST.file(), DIGEST.text());
            try (BotProcess bot = fixture.start(standby)) {
                fixture.awaitReady(bot);
                Awaitility.await("the rest")
                        .until(() ->
                                fixture.ledger(telegram, chats, parts).lost().isEmpty());
                FaultFixture.end(bot);
            }

            DeliveryLedger ledger = fixture.ledger(telegram, chats, parts);
            assertThat(ledger.isSound()).as(ledger::toString).isTrue();
            assertThat((long) ledger.repeated())
                    .as("repeated, of what was sent since the last copy that is sure")
                    .isLessThanOrEqualTo(sent - quarter + 2 * FaultFixture.IN_FLIGHT);
        }
    }

    /// The property `litestream`, or the file of that name on the path. Skips the test if there is
    /// none.
    private static String litestream() {
        Optional<String> program = Optional.ofNullable(System.getProperty("litestream"))
                .or(() -> Arrays.stream(System.getenv("PATH").split(":", -1))
                        .map(path -> Path.of(path, "litestream").toString())
                        .filter(file -> Files.isExecutable(Path.of(file)))
                        .findFirst());
        assumeTrue(program.isPresent(), "Litestream is not installed");
        return program.orElseThrow();
    }

    private static Process start(Path log, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// Counts the files that Litestream has written.
    private long copied() {
        try (Stream<Path> files = Files.walk(folder.resolve("copies"))) {
            return files.filter(file -> file.toString().endsWith(".lz4")).count();
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
