package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.faults.BystanderProbes.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;

/// Attacks a bot and judges it: it lives, everybody else is answered within a second, memory and
/// disk are bounded, and subscribers receive the digests of that time once.
final class AttackRun {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// The heap of 256 MiB, and the memory that Java, SQLite and the server need beside it.
    /// compose.yaml permits 512 MiB in all.
    private static final double MOST_MEMORY_MIB = 450;

    private static final int PROCESSES = 3;

    private static final Duration DELIVERED = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final AttackedBot bot;
    private final BystanderProbes bystanders;
    private final Duration idle;
    private final long control;

    /// The result of an attack.
    ///
    /// @param control the slowest answer while nothing happened
    /// @param strain see [MachineLoad]
    /// @param wrong the number of subscribers who did not receive both digests exactly once
    record Row(
            String attack,
            long requests,
            double peakMib,
            Figures others,
            long control,
            double strain,
            double diskMib,
            long wrong,
            boolean alive) {

        /// The longest permitted time of an answer; see [AttackRun#check]. That is a second on a
        /// machine with nothing else to do. On a busy one, an answer waits for a processor in each
        /// of the three processes that it passes through: the person's, the sandbox and the bot.
        long allowedMillis() {
            return Math.round(SECOND.toMillis() * (1 + PROCESSES * (strain - 1))) + control;
        }

        String line() {
            return ("%-22s %,9d requests  %4.0f MiB peak  slowest answer %,6d ms (Telegram %d, Discord %d, console %d;"
                            + " %d of %d none; %d before; strain %.1f)  %6.1f MiB disk  %d wrong  %s")
                    .formatted(
                            attack,
                            requests,
                            peakMib,
                            others.slowestMillis(),
                            others.telegramMillis(),
                            others.discordMillis(),
                            others.consoleMillis(),
                            others.unanswered(),
                            others.asked(),
                            control,
                            strain,
                            diskMib,
                            wrong,
                            alive ? "alive" : "DEAD");
        }
    }

    /// Watches others while nothing happens, for comparison.
    ///
    /// @param idle the duration, also of the pause after each attack
    AttackRun(AttackedBot bot, Duration idle) throws InterruptedException {
        this.bot = bot;
        this.idle = idle;
        bystanders = new BystanderProbes(bot);
        watch();
        // The first answers of a process are slower.
        control = watch();
    }

    /// The names of the topics that an attack of that name needs.
    static List<String> topics(String attack) {
        return List.of(attack + "early", attack + "late");
    }

    private long watch() throws InterruptedException {
        bystanders.begin();
        LockSupport.parkNanos(idle.toNanos());
        return bystanders.end().slowestMillis();
    }

    Row run(Attack attack) throws Exception {
        attack.warmUp(bot);
        ProcessFootprint footprint = bot.footprint();
        footprint.forgetPeak();
        double diskBefore = footprint.diskMib();
        var growth = new Growth(footprint);
        MachineLoad strain = MachineLoad.begin();
        bystanders.begin();
        List<MarkedDigests> expected = new ArrayList<>();
        expected.add(drop(topics(attack.name()).getFirst()));
        long requests = attack.run(bot);
        expected.add(drop(topics(attack.name()).getLast()));
        LockSupport.parkNanos(idle.toNanos());
        awaitDelivered(expected);
        Figures others = bystanders.end();
        return new Row(
                attack.name(),
                requests,
                growth.endPeak(),
                others,
                control,
                strain.end(),
                growth.endDisk() - diskBefore,
                wrong(expected),
                bot.isAlive());
    }

    private MarkedDigests drop(String topic) throws IOException {
        var digest = new MarkedDigests(topic, topic, 2);
        bot.botHome.drop(topic + ".md", digest.text());
        return digest;
    }

    private void awaitDelivered(List<MarkedDigests> expected) {
        long deadline = System.nanoTime() + DELIVERED.toNanos();
        while (bot.isAlive() && wrong(expected) > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10 * LOOK.toNanos());
        }
    }

    private long wrong(List<MarkedDigests> expected) {
        return expected.stream()
                .flatMap(digest -> bot.participants.copies(digest).stream())
                .filter(copies -> copies != 1)
                .count();
    }

    /// Measures memory and disk again and again, as a peak may be gone at the end.
    private static final class Growth {

        private final ProcessFootprint footprint;
        private final Thread thread = Thread.ofVirtual().unstarted(this::look);
        private volatile boolean stopped;
        private double peak;
        private double disk;

        Growth(ProcessFootprint footprint) {
            this.footprint = footprint;
            thread.start();
        }

        private void look() {
            while (!stopped) {
                peak = Math.max(peak, footprint.peakMib());
                disk = Math.max(disk, footprint.diskMib());
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }

        double endPeak() throws InterruptedException {
            stopped = true;
            thread.join();
            return peak;
        }

        double endDisk() throws InterruptedException {
            stopped = true;
            thread.join();
            return disk;
        }
    }

    /// The limit of a second is for a machine that does nothing else: where other processes
    /// compute, it grows by the factor that they slow computing down, and the time of an answer
    /// while nothing happened is added.
    void check(Attack attack, Row row) {
        SoftAssertions all = new SoftAssertions();
        all.assertThat(row.alive()).as("the bot lives").isTrue();
        all.assertThat(bot.log()).as("log").doesNotContain("OutOfMemoryError");
        all.assertThat(row.others().unanswered())
                .as("questions without an answer")
                .isZero();
        all.assertThat(row.others().slowestMillis())
                .as("slowest answer to others, in ms")
                .isLessThanOrEqualTo(row.allowedMillis());
        all.assertThat(row.peakMib()).as("memory, in MiB").isLessThanOrEqualTo(MOST_MEMORY_MIB);
        all.assertThat(row.diskMib()).as("growth on the disk, in MiB").isLessThanOrEqualTo(attack.disk());
        all.assertThat(row.wrong())
                .as("digests that subscribers did not receive exactly once")
                .isZero();
        attack.check(all);
        all.assertAll();
        assertThat(row.others().asked()).as("questions of others").isPositive();
    }
}
