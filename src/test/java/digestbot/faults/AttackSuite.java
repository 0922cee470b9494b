package digestbot.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Several attacks on one bot, one after the other, and their results in `target/abuse.json`. After
/// an attack that did harm, the next one gets another bot.
final class AttackSuite implements AutoCloseable {

    private final List<Attack> attacks;
    private final Setup setup;
    private final Duration idle;
    private final String[] options;
    private final AttackReport report = new AttackReport();
    private Optional<AttackedBot> bot = Optional.empty();
    private Optional<AttackRun> current = Optional.empty();
    private int bots;

    /// The state before the attacks; see [AttackParticipants.Size].
    record Setup(int chats, int channels, int oldReplies) {}

    /// @param attacks all of them
    /// @param idle see [AttackRun]
    /// @param options for Java
    AttackSuite(List<Attack> attacks, Setup setup, Duration idle, String... options) {
        this.attacks = attacks;
        this.setup = setup;
        this.idle = idle;
        this.options = options;
    }

    /// All attacks, or with `-Dfaults.attack=slow` the one of this name.
    static List<Attack> wanted(List<Attack> all) {
        String only = System.getProperty("faults.attack", "");
        return all.stream()
                .filter(attack -> only.isEmpty() || attack.name().equals(only))
                .toList();
    }

    /// Attacks the bot, and judges it.
    void check(Path folder, Attack attack) throws Exception {
        AttackRun under = current.isPresent() ? current.get() : start(folder);
        current = Optional.empty();
        AttackRun.Row row = under.run(attack);
        System.out.println(row.line());
        report.add(row);
        under.check(attack, row);
        current = Optional.of(under);
    }

    private AttackRun start(Path folder) throws IOException, InterruptedException {
        close();
        List<String> topics = attacks.stream()
                .flatMap(attack -> AttackRun.topics(attack.name()).stream())
                .toList();
        var size = new AttackParticipants.Size(setup.chats(), setup.channels(), setup.oldReplies(), topics);
        var started = new AttackedBot(folder.resolve("bot-" + bots++), size, options);
        bot = Optional.of(started);
        return new AttackRun(started, idle);
    }

    @Override
    public void close() {
        bot.ifPresent(AttackedBot::close);
        bot = Optional.empty();
    }
}
