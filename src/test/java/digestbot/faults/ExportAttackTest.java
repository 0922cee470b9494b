package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person whose answers fill more than the memory exports all of them, repeatedly.
@Tag("faults")
class ExportAttackTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long ATTACKER = 1_000;
    private static final long OTHER = 1_001;
    private static final int ANSWERS = 5_000;
    private static final int BYTES = 30_000;

    @TempDir
    Path folder;

    @Test
    void anExportOfMoreThanTheMemoryHoldsIsSentAndOthersAreAnswered() throws Exception {
        try (FaultFixture fixture = FaultFixture.telegram(folder)) {
            SeededSubscribers.of(fixture.botHome.database())
                    .topics(List.of("trade"))
                    .telegram(ATTACKER, 2);
            fill(fixture);
            fixture.sandbox.join(ATTACKER, 2);
            BotProcess bot = fixture.start(BotProcess.QUICK, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
            fixture.awaitReady(bot);
            var attacker = new SandboxPlace(ATTACKER, SandboxPlace.Kind.PRIVATE, "");
            for (int i = 0; i < 5; i++) {
                fixture.sandbox.write(SimulatedPlatform.TELEGRAM, ATTACKER, attacker, "/export");
            }
            assertThat(fixture.sandbox.ask(
                            SimulatedPlatform.TELEGRAM,
                            OTHER,
                            new SandboxPlace(OTHER, SandboxPlace.Kind.PRIVATE, ""),
                            "/help",
                            LONG))
                    .isPresent();
            assertThat(fixture.sandbox.ask(SimulatedPlatform.TELEGRAM, ATTACKER, attacker, "/help", LONG))
                    .isPresent();
            assertThat(bot.process().isAlive()).as(bot.log()).isTrue();
            assertThat(fixture.read("SELECT 'files', count(*) FROM delivery"
                            + " WHERE content LIKE '%\"export\":%' AND state = 'sent'"))
                    .allSatisfy((_, files) -> assertThat(files).isPositive());
            assertThat(fixture.read("SELECT payload, times FROM interrupted")).isEmpty();
            assertThat(bot.end(BotProcess.SOON)).as("ended in time").isTrue();
        }
    }

    /// Fills the database as if the previous process had stored whole views for a week.
    private static void fill(FaultFixture fixture) {
        try (Database database = TestDatabase.open(fixture.botHome.database())) {
            database.writeWithoutResult(tx -> tx.handle().execute("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content, created_at,
                                      settled_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT u.number, 'telegram', 'reply', 0, 0, 0, 'sent', '{"said": "' || ? || '"}',
                       unixepoch() * 1000, unixepoch() * 1000
                FROM n JOIN subscriber u ON u.chat_id = ?
                """, ANSWERS, "0".repeat(BYTES), ATTACKER));
        }
    }
}
