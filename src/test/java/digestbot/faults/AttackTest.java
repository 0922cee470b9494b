package digestbot.faults;

import digestbot.faults.HttpFlood.Server;
import digestbot.markdown.HostileMarkdown;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A bot under attack lives and answers everybody else, its memory and disk are bounded, and
/// subscribers receive the digests of that time once.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AttackTest {

    /// The heap of 256 MiB, and the memory that Java, SQLite and the server need beside it.
    /// compose.yaml permits 640 MiB in all.
    private static final double MOST_MEMORY_MIB = 450;

    /// Nineteen of twenty answers to others come within five times of what an idle bot takes, or in
    /// this time.
    private static final long USUAL_MILLIS = 300;

    private static final int TIMES_IDLE = 5;

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String BRIEF = "brief";

    @TempDir
    static Path folder;

    private final Map<String, Long> idle = new HashMap<>();
    private Optional<AttackedBot> bot = Optional.empty();
    private int bots;

    static List<Attack> briefAttacks() {
        return List.of(
                new ChatAttacks.PressFlood(SimulatedPlatform.TELEGRAM, 200, 100),
                new HttpFlood(Server.CONSOLE, 100, 5, 64),
                new HttpFlood(Server.SITE, 100, 5, 64));
    }

    static List<Attack> attacks() {
        return List.of(
                new SlowConnections(Server.CONSOLE, 50, 200, FaultFixture.share(Duration.ofSeconds(75))),
                new SlowConnections(Server.SITE, 100, 120, FaultFixture.share(Duration.ofSeconds(75))),
                new CardFlood(300, FaultFixture.share(Duration.ofSeconds(30))),
                new SearchFlood(FaultFixture.share(Duration.ofSeconds(60))),
                new ChatAttacks.GroupFlood(FaultFixture.share(1_000), FaultFixture.share(2_000), 50),
                new HostileFiles(FaultFixture.share(10_000)),
                new HttpFlood(Server.CONSOLE, 100, FaultFixture.share(100), 384),
                new HttpFlood(Server.SITE, 100, FaultFixture.share(100), 384),
                new ChatAttacks.PressFlood(SimulatedPlatform.DISCORD, FaultFixture.share(3_000), 100),
                new ChatAttacks.PressFlood(SimulatedPlatform.TELEGRAM, FaultFixture.share(3_000), 100));
    }

    @AfterAll
    void end() {
        bot.ifPresent(AttackedBot::close);
    }

    /// What the others' answers are compared with.
    @Test
    @Tag("short")
    @Order(0)
    void anIdleBotServesEverybody() throws Exception {
        attack("idle", new Idle(FaultFixture.share(Duration.ofSeconds(30))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("briefAttacks")
    @Tag("short")
    @Order(1) // a bot hears nothing of whoever has just pressed too much
    void everybodyElseIsServedDuringABriefAttack(Attack attack) throws Exception {
        attack(BRIEF + attack.name(), attack);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @Order(2)
    void everybodyElseIsServed(Attack attack) throws Exception {
        attack(attack.name(), attack);
    }

    private void attack(String name, Attack attack) throws Exception {
        AttackedBot attacked = bot.isPresent() ? bot.get() : start();
        // After a harmful attack, the next one gets another bot.
        bot = Optional.empty();
        try {
            attack(attacked, name, attack);
        } catch (Exception | Error e) {
            attacked.close();
            throw e;
        }
        bot = Optional.of(attacked);
    }

    private AttackedBot start() throws IOException {
        List<String> topics = Stream.concat(
                        briefAttacks().stream().map(attack -> BRIEF + attack.name()),
                        Stream.concat(Stream.of("idle"), attacks().stream().map(Attack::name)))
                .flatMap(name -> Stream.of(name + "early", name + "late"))
                .toList();
        return new AttackedBot(folder.resolve("bot-" + bots++), topics);
    }

    private void attack(AttackedBot bot, String name, Attack attack) throws Exception {
        attack.warmUp(bot);
        bot.forgetPeak();
        double diskBefore = bot.diskMib();
        var growth = new Growth(bot);
        var bystanders = new Bystanders(bot);
        bystanders.begin();
        MarkedDigests early = bot.publish(name + "early");
        long requests = attack.run(bot);
        MarkedDigests late = bot.publish(name + "late");
        try {
            Awaitility.await("the digests").until(() -> !bot.isAlive() || bot.wrong(early) + bot.wrong(late) == 0);
        } catch (ConditionTimeoutException _) {
            // They are counted below.
        }
        Bystanders.Report others = bystanders.end();
        growth.end();
        System.out.printf(
                "%-20s %,9d requests, %4.0f MiB at most, %5.1f MiB more on the disk, %d questions of others,"
                        + " 95%% answered in ms: %s, slowest: %s%n",
                name,
                requests,
                growth.peak,
                growth.disk - diskBefore,
                others.asked(),
                others.usual(),
                others.slowest());
        if (attack instanceof Idle) {
            idle.putAll(others.usual());
        }

        var all = new SoftAssertions();
        all.assertThat(bot.isAlive()).as("the bot lives: %s", bot.log()).isTrue();
        all.assertThat(bot.log()).as("log").doesNotContain("OutOfMemoryError");
        all.assertThat(others.asked()).as("questions of others").isPositive();
        all.assertThat(others.failed())
                .as("questions of others without an answer")
                .isEmpty();
        if (attack.leavesOthersAlone()) {
            idle.forEach((where, millis) -> all.assertThat(others.usual().get(where))
                    .as("ms within which 95 %% of the answers come: %s, idle %d", where, millis)
                    .isLessThanOrEqualTo(Math.max(USUAL_MILLIS, millis * TIMES_IDLE)));
        }
        all.assertThat(growth.peak).as("memory, in MiB").isLessThanOrEqualTo(MOST_MEMORY_MIB);
        all.assertThat(growth.disk - diskBefore)
                .as("growth on the disk, in MiB")
                .isLessThanOrEqualTo(attack.disk());
        all.assertThat(bot.wrong(early) + bot.wrong(late))
                .as("digests that subscribers did not receive exactly once")
                .isZero();
        attack.check(all);
        all.assertAll();
    }

    /// Measures memory and disk again and again, as a peak may be gone at the end.
    private static final class Growth {

        private final AttackedBot bot;
        private final Thread thread = Thread.ofVirtual().unstarted(this::look);
        private volatile boolean stopped;
        private double peak;
        private double disk;

        Growth(AttackedBot bot) {
            this.bot = bot;
            thread.start();
        }

        private void look() {
            while (!stopped) {
                peak = Math.max(peak, bot.peakMib());
                disk = Math.max(disk, bot.diskMib());
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }

        void end() throws InterruptedException {
            stopped = true;
            thread.join();
        }
    }

    /// Nobody attacks.
    private record Idle(Duration duration) implements Attack {

        @Override
        public String name() {
            return "idle";
        }

        @Override
        public long run(AttackedBot bot) {
            LockSupport.parkNanos(duration.toNanos());
            return 0;
        }
    }

    /// Very many files that are no digests, and digests that cost a parser far more than their size.
    private record HostileFiles(int files) implements Attack {

        private static final int MAX_LENGTH = 200_000;
        private static final int MAX_LINES = 9_000;

        @Override
        public String name() {
            return "files";
        }

        @Override
        public int disk() {
            return 48;
        }

        @Override
        public long run(AttackedBot bot) throws IOException {
            for (int i = 0; i < files && bot.isAlive(); i++) {
                Files.writeString(
                        bot.botHome.digests().resolve("bad-%05d.md".formatted(i)),
                        "---\ntitle: Number " + i + "\ndate: never\n---\nnothing\n");
            }
            int hostile = 0;
            for (HostileMarkdown.Input input : HostileMarkdown.all().toList()) {
                String text = input.text()
                        .substring(0, Math.min(MAX_LENGTH, input.text().length()))
                        .lines()
                        .limit(MAX_LINES)
                        .collect(Collectors.joining("\n"));
                String topic = "hostile-" + hostile++;
                bot.botHome.drop(
                        topic + ".md",
                        new MarkedDigests(topic, "z", 1).text().replace("- Qzh00Q", text + "\n\n- Qzh00Q"));
            }
            return (long) files + hostile;
        }
    }
}
