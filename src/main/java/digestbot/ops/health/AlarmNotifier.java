package digestbot.ops.health;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.OverdueDigests;
import digestbot.markdown.MomentText;
import digestbot.ops.health.Alarm.AlarmKind;
import digestbot.ops.notice.OperatorNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifies operators once when a problem starts and once when it ends, even across restarts: open
/// alarms are stored in the transaction that queues the notices. Storage failures are reported as
/// soon as writes succeed again.
public final class AlarmNotifier {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmNotifier.class);

    /// The time for the first scan and for connecting.
    private static final Duration STARTUP_GRACE = Duration.ofMinutes(2);

    private final Database database;
    private final Library library;
    private final OperatorNotices notices;
    private final AlarmRules rules;
    private final BiConsumer<Transaction, OverdueDigests.MissingDigest> lateDigests;
    private final Clocks clocks;
    private final Instant notBefore;
    private final long startedAtNanos;
    private Instant lastCheck = Instant.MIN;
    private Optional<Alarm> unsentStorageAlarm = Optional.empty();

    /// `lateDigests` receives late digests in the transaction that stores the alarm.
    public AlarmNotifier(
            Database database,
            Library library,
            OperatorNotices notices,
            AlarmRules rules,
            BiConsumer<Transaction, OverdueDigests.MissingDigest> lateDigests,
            Clocks clocks) {
        this.database = database;
        this.library = library;
        this.notices = notices;
        this.rules = rules;
        this.lateDigests = lateDigests;
        this.clocks = clocks;
        notBefore = clocks.now().plus(STARTUP_GRACE);
        startedAtNanos = clocks.nanos();
    }

    /// Checks the alarms. Must be called once a minute from one thread.
    public void check() {
        Instant now = clocks.now();
        // Either clock ends the grace period, so that setting the clock back does not extend it.
        Duration sinceStart = clocks.elapsedSince(startedAtNanos);
        if (now.isBefore(notBefore) && sinceStart.compareTo(STARTUP_GRACE) < 0) {
            return;
        }
        List<Alarm> before = database.read(AlarmStore::all);
        Instant previous = lastCheck;
        List<Alarm> open = database.read(tx -> rules.evaluate(tx, before, previous, sinceStart, now));
        lastCheck = now;
        List<Alarm> newAlarms = without(before, Stream.concat(open.stream(), missed(open)));
        List<Alarm> known = Stream.concat(before.stream(), newAlarms.stream()).toList();
        List<Alarm> over = without(open, known.stream());
        if (!newAlarms.isEmpty() || !over.isEmpty()) {
            unsentStorageAlarm = newAlarms.stream()
                    .filter(alarm -> alarm.kind() == AlarmKind.STORAGE)
                    .findFirst();
            database.writeWithoutResult(tx -> {
                newAlarms.forEach(alarm -> begin(tx, alarm));
                over.forEach(alarm -> end(tx, alarm, now));
            });
            unsentStorageAlarm = Optional.empty();
        }
    }

    /// The open alarms for the console, the oldest first. Late digests are omitted, because the
    /// console lists them separately.
    public static List<Alarm> open(Transaction transaction) {
        return AlarmStore.all(transaction).stream()
                .filter(alarm -> alarm.kind() != AlarmKind.LATE)
                .toList();
    }

    /// A storage alarm that could not be stored and has ended meanwhile.
    private Stream<Alarm> missed(List<Alarm> open) {
        return unsentStorageAlarm.filter(alarm -> open.stream().noneMatch(named(alarm))).stream();
    }

    private static List<Alarm> without(List<Alarm> others, Stream<Alarm> alarms) {
        return alarms.filter(alarm -> others.stream().noneMatch(named(alarm))).toList();
    }

    private static Predicate<Alarm> named(Alarm alarm) {
        return other -> other.name().equals(alarm.name());
    }

    private void begin(Transaction transaction, Alarm alarm) {
        transaction.execute(
                "INSERT INTO alarm (name, since, detail) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                alarm.name(),
                alarm.since(),
                alarm.detail());
        rules.lateDigest(transaction, alarm, clocks.now()).ifPresent(digest -> lateDigests.accept(transaction, digest));
        String topic = topic(transaction, alarm);
        tell(transaction, (texts, zone) -> alarm.begun(texts, zone, topic), otherPlatforms(alarm));
        transaction.afterCommit(
                () -> LOG.warn("{}", MomentText.plain(alarm.begun(Texts.of("en"), rules.zone(), topic))));
    }

    private void end(Transaction transaction, Alarm alarm, Instant now) {
        transaction.execute("DELETE FROM alarm WHERE name = ?", alarm.name());
        String topic = topic(transaction, alarm);
        BiFunction<Texts, ZoneId, String> told = rules.isAbandoned(transaction, alarm, now)
                ? (texts, zone) -> alarm.givenUp(texts, zone, topic)
                : (texts, _) -> alarm.over(texts, now, topic);
        tell(transaction, told, Platform.all());
        transaction.afterCommit(() -> LOG.info("{}", MomentText.plain(told.apply(Texts.of("en"), rules.zone()))));
    }

    /// The platforms on which the alarm is sent. A disconnected platform cannot deliver it, and
    /// later it would be outdated. If another program polls, messages can still be sent.
    private static List<Platform> otherPlatforms(Alarm alarm) {
        return Platform.all().stream()
                .filter(platform -> alarm.kind() != AlarmKind.PLATFORM
                        || !platform.id().equals(alarm.subject())
                        || alarm.detail().equals(Heartbeat.RIVAL))
                .toList();
    }

    private void tell(Transaction transaction, BiFunction<Texts, ZoneId, String> text, List<Platform> platforms) {
        notices.send(transaction, (texts, zone) -> Content.text(text.apply(texts, zone), List.of()), platforms);
    }

    private String topic(Transaction transaction, Alarm alarm) {
        return alarm.kind() == AlarmKind.LATE ? library.topicName(transaction, alarm.subject()) : alarm.subject();
    }

    private static final class AlarmStore {

        private AlarmStore() {}

        /// All alarms except the kinds of a later version, which are kept for that version.
        static List<Alarm> all(Transaction transaction) {
            return transaction
                    .select("SELECT name, since, detail FROM alarm ORDER BY since, name")
                    .map((row, _) -> Alarm.parse(
                            row.getString("name"), Instant.ofEpochMilli(row.getLong("since")), row.getString("detail")))
                    .list()
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
