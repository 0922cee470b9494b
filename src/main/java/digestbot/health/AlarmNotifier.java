package digestbot.health;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.health.Alarm.Kind;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.notice.AdminNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifies admins once when a problem starts and once when it is resolved, also across restarts:
/// open alarms are stored in the transaction that queues the notices. Storage failures are reported
/// as soon as writes succeed again.
public final class AlarmNotifier {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmNotifier.class);

    /// Grace period for the first scan and for connecting.
    private static final Duration AFTER_THE_START = Duration.ofMinutes(2);

    private final AlarmStore store = new AlarmStore();
    private final Database database;
    private final Library library;
    private final AdminNotices notices;
    private final AlarmRules judge;
    private final InstantSource clock;
    private final Instant notBefore;
    private final Clocks clocks;
    private final long begun;
    private Optional<Alarm> untold = Optional.empty();

    public AlarmNotifier(
            Database database, Library library, AdminNotices notices, AlarmRules judge, InstantSource clock) {
        this.database = database;
        this.library = library;
        this.notices = notices;
        this.judge = judge;
        this.clock = clock;
        this.notBefore = clock.instant().plus(AFTER_THE_START);
        this.clocks = Clocks.of(clock);
        this.begun = clocks.nanos();
    }

    /// Evaluates the rules and sends notices about changes. Call once a minute from one thread.
    public void tend() {
        Instant now = clock.instant();
        // Either clock ends the grace period, so that setting the clock back does not extend it.
        if (now.isBefore(notBefore) && clocks.since(begun).compareTo(AFTER_THE_START) < 0) {
            return;
        }
        List<Alarm> before = database.read(store::all);
        AlarmRules.Verdict verdict = database.read(tx -> judge.judge(tx, before, now));
        List<Alarm> begun = without(before, Stream.concat(verdict.alarms().stream(), missed(verdict)));
        List<Alarm> known = Stream.concat(before.stream(), begun.stream()).toList();
        List<Alarm> over = without(verdict.alarms(), known.stream()).stream()
                .filter(alarm -> verdict.judged().contains(alarm.kind()))
                .toList();
        if (!begun.isEmpty() || !over.isEmpty()) {
            untold =
                    begun.stream().filter(alarm -> alarm.kind() == Kind.STORAGE).findFirst();
            database.run(tx -> {
                begun.forEach(alarm -> begin(tx, alarm));
                over.forEach(alarm -> end(tx, alarm, now));
            });
            untold = Optional.empty();
        }
    }

    /// A storage alarm that could not be stored and is resolved by now.
    private Stream<Alarm> missed(AlarmRules.Verdict verdict) {
        return untold.filter(alarm -> verdict.alarms().stream().noneMatch(named(alarm))).stream();
    }

    private static List<Alarm> without(List<Alarm> others, Stream<Alarm> alarms) {
        return alarms.filter(alarm -> others.stream().noneMatch(named(alarm))).toList();
    }

    private static Predicate<Alarm> named(Alarm alarm) {
        return other -> other.name().equals(alarm.name());
    }

    private void begin(Transaction transaction, Alarm alarm) {
        store.add(transaction, alarm);
        AlarmText text = text(transaction, alarm);
        tell(transaction, text::begun, elsewhere(alarm));
        transaction.afterCommit(() -> LOG.warn("{}", text.begun(Texts.of("en"))));
    }

    private void end(Transaction transaction, Alarm alarm, Instant now) {
        store.remove(transaction, alarm);
        AlarmText text = text(transaction, alarm);
        Function<Texts, String> told =
                judge.gaveUp(transaction, alarm, now) ? text::givenUp : words -> text.over(words, now);
        tell(transaction, told, List.of(Platform.values()));
        transaction.afterCommit(() -> LOG.info("{}", told.apply(Texts.of("en"))));
    }

    /// A disconnected platform cannot deliver the alarm, and later it would be outdated.
    private static List<Platform> elsewhere(Alarm alarm) {
        return Stream.of(Platform.values())
                .filter(platform ->
                        alarm.kind() != Kind.PLATFORM || !platform.id().equals(alarm.of()))
                .toList();
    }

    private void tell(Transaction transaction, Function<Texts, String> text, List<Platform> platforms) {
        notices.tell(transaction, words -> Content.text(text.apply(words), List.of()), platforms);
    }

    private AlarmText text(Transaction transaction, Alarm alarm) {
        String of = alarm.kind() == Kind.LATE ? library.topicName(transaction, alarm.of()) : alarm.of();
        return new AlarmText(alarm, of, judge.zone());
    }
}
