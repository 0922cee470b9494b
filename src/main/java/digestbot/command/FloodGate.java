package digestbot.command;

import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Ignores who sends more commands than a person would. Safe for use by several threads.
///
/// What it remembers is bounded by the number of persons who sent a command within the last minute, and by 20 times
/// for each of them: whoever was silent for a minute is forgotten at the next command of anybody.
final class FloodGate {

    /// What becomes of a command.
    enum Verdict {
        ANSWER,
        /// Say that it is too much; the commands that follow are ignored.
        WARN,
        IGNORE
    }

    private static final int COMMANDS = 20;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private record Who(Platform platform, long userId) {}

    /// The times of a person's last commands, ignored ones too, the oldest first.
    private static final class Recent {
        private final ArrayDeque<Instant> times = new ArrayDeque<>(COMMANDS);
        private boolean warned;
    }

    private final InstantSource clock;
    /// Whoever was heard last is last.
    private final LinkedHashMap<Who, Recent> persons = new LinkedHashMap<>(16, 0.75f, true);

    FloodGate(InstantSource clock) {
        this.clock = clock;
    }

    /// What becomes of the command that the person has just sent.
    synchronized Verdict judge(Person person) {
        Instant now = clock.instant();
        Instant since = now.minus(WITHIN);
        forgetSilent(since);
        Recent recent = persons.computeIfAbsent(new Who(person.platform(), person.userId()), _ -> new Recent());
        while (!recent.times.isEmpty() && !recent.times.getFirst().isAfter(since)) {
            recent.times.removeFirst();
        }
        boolean tooMany = recent.times.size() >= COMMANDS;
        if (tooMany) {
            recent.times.removeFirst();
        }
        recent.times.addLast(now);
        boolean first = !recent.warned;
        recent.warned = tooMany;
        return tooMany ? first ? Verdict.WARN : Verdict.IGNORE : Verdict.ANSWER;
    }

    /// How many persons are remembered.
    synchronized int remembered() {
        return persons.size();
    }

    private void forgetSilent(Instant since) {
        Iterator<Map.Entry<Who, Recent>> all = persons.entrySet().iterator();
        while (all.hasNext() && !all.next().getValue().times.getLast().isAfter(since)) {
            all.remove();
        }
    }
}
