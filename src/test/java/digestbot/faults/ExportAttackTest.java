package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.Simulators.SimulatedPlatform;
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

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int ANSWERS = 5_000;
    private static final int BYTES = 30_000;

    @TempDir
    Path folder;

    @Test
    void anExportOfMoreThanTheMemoryHoldsIsSentAndOthersAreAnswered() throws Exception {
        try (FaultFixture fixture = FaultFixture.telegram(folder, BotHome.ROOMY)) {
            List<Long> people = fixture.subscribe(
                            new FaultFixture.Crowd(2, 0, 0), List.of(new MarkedDigests("trade", "a", 1)))
                    .get(SimulatedPlatform.TELEGRAM);
            long attacker = people.getFirst();
            fill(fixture, attacker);
            BotProcess bot = fixture.startReady("-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
            for (int i = 0; i < 5; i++) {
                fixture.sandbox.write(SimulatedPlatform.TELEGRAM, attacker, chat(attacker), "/export");
            }
            for (long person : people.reversed()) {
                assertThat(fixture.sandbox.ask(SimulatedPlatform.TELEGRAM, person, chat(person), "/help", LONG))
                        .as("answer to %d; the bot's log: %s", person, bot.log())
                        .isPresent();
            }
            assertThat(bot.process().isAlive())
                    .as("the bot lives: %s", bot.log())
                    .isTrue();
            assertThat(fixture.number(
                            "SELECT count(*) FROM delivery WHERE content LIKE '%\"ExportFile\"%' AND state = 'sent'"))
                    .as("exports")
                    .isPositive();
            assertThat(fixture.read("SELECT payload, times FROM interrupted")).isEmpty();
            FaultFixture.end(bot);
        }
    }

    private static SandboxPlace chat(long person) {
        return new SandboxPlace(person, SandboxPlace.Kind.PRIVATE, "");
    }

    /// As if an earlier process had stored whole views for a week.
    private static void fill(FaultFixture fixture, long attacker) {
        try (Database database = Database.open(fixture.botHome.location())) {
            database.writeWithoutResult(tx -> tx.execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content, created_at,
                                          settled_at)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    SELECT u.number, 'telegram', 'reply', 0, 0, 0, 'sent', '{"said": "' || ? || '"}',
                           u.created_at, u.created_at
                    FROM n JOIN subscriber u ON u.chat_id = ?
                    """, ANSWERS, "0".repeat(BYTES), attacker));
        }
    }
}
