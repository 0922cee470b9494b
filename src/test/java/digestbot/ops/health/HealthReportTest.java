package digestbot.ops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import digestbot.audience.Platform;
import digestbot.ops.health.CheckFinding.ClockSkew;
import digestbot.ops.health.CheckFinding.Level;
import digestbot.ops.health.HealthReport.HealthSnapshot;
import digestbot.ops.health.HealthReport.HealthSnapshot.Backlog;
import digestbot.ops.health.Heartbeat.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HealthReportTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");

    private final Heartbeat bot = beat("bot", 4, true, "");
    private final Heartbeat telegram = beat("telegram", 4, true, "connected");
    private final Heartbeat discord = beat("discord", 4, true, "connected");

    @Test
    void aBotThatHasNothingToDoIsWell() {
        assertThat(lines(List.of(bot, discord, telegram)))
                .containsExactly(
                        "✓ Bot last active 4 s ago",
                        "✓ All jobs work",
                        "✓ Discord: connected",
                        "✓ Telegram: connected",
                        "✓ Queue up to date");
    }

    @Test
    void withoutAHeartbeatNoBotRunsAndWhatASilentOneSaidIsNotRepeated() {
        assertThat(lines(List.of(), backlog("telegram", 900, false)))
                .containsExactly("✗ No bot is running on this database");
        assertThat(lines(List.of(beat("bot", 60, true, ""), beat("telegram", 60, true, "connected"))))
                .containsExactly("✗ No sign of life for 60 s");
    }

    @Test
    void aJobThatDoesNotWorkIsNamed() {
        var job = new Heartbeat(
                "", "job:digests", NOW, new HealthState(false, "it hangs"), NOW.minus(Duration.ofSeconds(130)));
        assertThat(lines(List.of(bot, job, telegram)))
                .containsExactly(
                        "✓ Bot last active 4 s ago",
                        "✗ the job “digests” has not worked for 130 s: it hangs",
                        "✓ Telegram: connected",
                        "✓ Queue up to date");
    }

    @ParameterizedTest
    @CsvSource({"0, ✓", "30, ✓", "31, ✗", "7200, ✗", "-5, ✓", "-86400, ✗"})
    void aBotThatSaysNothingForHalfAMinuteHangs(long seconds, String mark) {
        assertThat(lines(List.of(beat("bot", seconds, true, ""))).getFirst()).startsWith(mark);
    }

    @Test
    void aPlatformThatDoesNotWorkIsNamedAlsoOneOfALaterVersion() {
        assertThat(lines(List.of(bot, beat("discord", 4, false, "token rejected"), telegram)))
                .contains("✗ Discord: token rejected", "✓ Telegram: connected");
        assertThat(lines(List.of(bot, beat("telegram", 4, false, Heartbeat.RIVAL))))
                .contains("✗ Telegram: another program polls with this token");
        assertThat(lines(List.of(bot, beat("matrix", 4, true, "connected"), telegram)))
                .containsExactly(
                        "✓ Bot last active 4 s ago",
                        "✓ All jobs work",
                        "! matrix: connected (unknown to this version)",
                        "✓ Telegram: connected",
                        "✓ Queue up to date");
        assertThat(lines(List.of(bot, beat("matrix", 4, false, "not connected"))))
                .contains("✗ matrix: not connected (unknown to this version)");
    }

    @ParameterizedTest
    @CsvSource({"600, false, ✓", "601, false, ✗", "601, true, !", "9000, true, !", "0, false, ✓"})
    void whatIsDueMustLeaveWithinTenMinutesUnlessThereIsALotOfIt(long seconds, boolean moving, String mark) {
        assertThat(lines(List.of(bot, telegram), backlog("telegram", seconds, moving)))
                .last()
                .asString()
                .startsWith(mark + " Telegram: 1,200 queued, the oldest for ");
    }

    @Test
    void whatIsOwedOnAPlatformThatIsOffHarmsNobody() {
        assertThat(lines(List.of(bot, telegram), backlog("discord", 90_000, false)))
                .noneMatch(line -> line.startsWith("✗"))
                .anyMatch(line -> line.endsWith("Queue up to date"));
    }

    @Test
    void theNodeThatHasBeenUnhealthyForLongestDecides() {
        Heartbeat connected = node("a", 1, true, 500);
        Heartbeat lately = node("b", 5, false, 20);
        Heartbeat longer = node("c", 9, false, 300);
        assertThat(platforms(connected)).containsExactly(connected);
        assertThat(platforms(connected, lately)).containsExactly(lately);
        assertThat(platforms(connected, lately, longer)).containsExactly(longer);
    }

    @Test
    void aNodeThatWasKilledDecidesOnlyIfNoOtherServesThePlatform() {
        Heartbeat killed = node("a", 60, false, 600);
        Heartbeat connected = node("b", 1, true, 500);
        assertThat(platforms(killed)).containsExactly(killed);
        assertThat(platforms(killed, connected)).containsExactly(connected);
    }

    private static List<Heartbeat> platforms(Heartbeat... heartbeats) {
        return new HealthSnapshot(Stream.of(heartbeats).toList(), List.of()).platforms(NOW);
    }

    private static Heartbeat node(String node, long secondsAgo, boolean healthy, long since) {
        return new Heartbeat(
                node,
                "discord",
                NOW.minus(Duration.ofSeconds(secondsAgo)),
                new HealthState(healthy, ""),
                NOW.minus(Duration.ofSeconds(since)));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "WELL")
    void whatIsNotWellComesWithWhatToDo(Level level) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CheckFinding(level, "It failed", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0, ✓", "5, ✓", "-5, ✓", "6, !", "-60, !", "61, ✗", "-61, ✗"})
    void aClockThatIsWrongByAMinuteIsTooMuch(long seconds, String mark) {
        Instant theirs = Instant.parse("2026-02-06T12:00:00Z");
        CheckFinding finding = ClockSkew.between("Telegram", theirs, theirs.plusSeconds(seconds));
        assertThat(finding.level().mark()).isEqualTo(mark);
        assertThat(finding.message()).contains(Math.abs(seconds) <= 5 ? "is right" : seconds < 0 ? "slow" : "fast");
    }

    private static Heartbeat beat(String part, long secondsAgo, boolean well, String detail) {
        Instant at = NOW.minusSeconds(secondsAgo);
        return new Heartbeat("", part, at, new HealthState(well, detail), at);
    }

    private static Backlog backlog(String platform, long secondsAgo, boolean moving) {
        return new Backlog(Platform.of(platform), 1_200, NOW.minus(Duration.ofSeconds(secondsAgo)), moving);
    }

    private static List<String> lines(List<Heartbeat> heartbeats, Backlog... backlogs) {
        return HealthReport.findings(
                        new HealthSnapshot(heartbeats, Stream.of(backlogs).toList()), NOW)
                .stream()
                .map(finding -> finding.level().mark() + " " + finding.message())
                .toList();
    }
}
