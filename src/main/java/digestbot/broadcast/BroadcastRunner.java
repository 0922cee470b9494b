package digestbot.broadcast;

import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastProgress.Speed;
import digestbot.broadcast.BroadcastRunStore.Report;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.Outbox.MessageState;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Advances all broadcasts by a bounded amount per round: starts those that are due, plans
/// deliveries, cancels stopped ones, withdraws messages, updates the report and records the end.
///
/// All state is in the database, so the runner resumes after a restart. Not thread-safe.
public final class BroadcastRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastRunner.class);

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(3);

    /// The longer a broadcast runs, the less often its report is edited: once a minute after an
    /// hour. Platforms limit the edits of an old message.
    private static final int RARER = 60;

    /// The progress at the time when the report last changed.
    private record Mark(Instant at, State state, long over) {}

    private record Look(Broadcast broadcast, BroadcastProgress progress, Texts words, Optional<Told> told) {}

    private record Told(Report report, MessageState standing) {}

    private final Database database;
    private final FanOuts fanOuts;
    private final BroadcastReporter reporting;
    private final Outbox outbox;
    private final ScheduledBroadcasts due;
    private final InstantSource clock;
    private final FanOutBatches ranges;
    private final BroadcastStore store = new BroadcastStore();
    private final BroadcastRunStore runs = new BroadcastRunStore();
    private final Map<Long, Mark> marks = new HashMap<>();
    private final RepeatedFailureLog outage = new RepeatedFailureLog(
            LOG, "carrying on a broadcast failed, retrying", "carrying on broadcasts works again");

    /// The ways to the recipients.
    ///
    /// @param fanOuts to them
    /// @param outbox to those who wrote them
    public record Ways(FanOuts fanOuts, Outbox outbox) {}

    public BroadcastRunner(
            Database database,
            BroadcastDrafts broadcasts,
            BroadcastReporter reporting,
            ScheduledBroadcasts due,
            Ways ways,
            InstantSource clock) {
        this.database = database;
        this.reporting = reporting;
        this.due = due;
        this.clock = clock;
        fanOuts = ways.fanOuts();
        outbox = ways.outbox();
        ranges = new FanOutBatches(database, fanOuts, Set.copyOf(broadcasts.platforms()));
    }

    /// One round; to be called about once a second.
    public void tend() {
        boolean well = tried("those that are due", due::tend);
        for (Broadcast broadcast : database.read(store::atWork)) {
            well &= tried("broadcast " + broadcast.number(), () -> tend(broadcast.number()));
        }
        if (well) {
            outage.worked();
        }
    }

    private boolean tried(String what, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            outage.failed(new IllegalStateException(what, e));
            return false;
        }
    }

    private void tend(long number) {
        ranges.tend(number);
        Instant now = clock.instant();
        Optional<Mark> mark = Optional.ofNullable(marks.get(number));
        Look look = database.read(transaction -> look(transaction, number, mark, now));
        var here =
                new Mark(now, look.broadcast().state(), look.progress().parts().over());
        if (look.progress().over()) {
            end(look);
        } else if (mark.isEmpty()) {
            marks.put(number, here);
        } else if (isTime(look, mark.orElseThrow(), now)) {
            marks.put(number, here);
            look.told()
                    .filter(told -> !told.standing().isOpen())
                    .ifPresent(told -> database.run(transaction -> tell(transaction, look, told)));
        }
    }

    private static boolean isTime(Look look, Mark mark, Instant now) {
        Run run = look.broadcast().run().orElseThrow();
        return mark.state() != look.broadcast().state()
                || !now.isBefore(mark.at().plus(interval(run, now)));
    }

    private Look look(Transaction transaction, long number, Optional<Mark> mark, Instant now) {
        Broadcast broadcast = store.find(transaction, number).orElseThrow();
        BroadcastProgress progress = reporting.progress(transaction, broadcast);
        Optional<Speed> speed = mark.filter(before -> before.at().isBefore(now) && before.state() == broadcast.state())
                .map(before -> new Speed(progress.parts().over() - before.over(), Duration.between(before.at(), now)));
        return new Look(
                broadcast,
                speed.map(progress::at).orElse(progress),
                reporting.words(transaction, broadcast),
                runs.report(transaction, number)
                        .map(report -> new Told(report, outbox.messageState(transaction, report.delivery()))));
    }

    private static Duration interval(Run run, Instant now) {
        Duration rare = Duration.between(run.startedAt(), now).dividedBy(RARER);
        return rare.compareTo(BETWEEN_REPORTS) < 0 ? BETWEEN_REPORTS : rare;
    }

    /// Ends the broadcast, unless its report is still being sent.
    private void end(Look look) {
        boolean waits = look.told()
                .filter(told ->
                        told.standing().isOpen() && told.standing().messageId().isEmpty())
                .isPresent();
        if (!waits) {
            long number = look.broadcast().number();
            database.run(transaction -> store.find(transaction, number)
                    // An operator may have changed it since it was read.
                    .filter(look.broadcast()::equals)
                    .ifPresent(_ -> end(transaction, look)));
            marks.remove(number);
            LOG.info("broadcast {} finished: {}", number, new BroadcastProgressText(look.words()).of(look.progress()));
        }
    }

    private void end(Transaction transaction, Look look) {
        long number = look.broadcast().number();
        runs.end(transaction, number, clock.instant());
        fanOuts.pause(transaction, look.broadcast().run().orElseThrow().shared(), false);
        Broadcast ended = store.find(transaction, number).orElseThrow();
        BroadcastProgress progress = BroadcastProgress.of(ended, look.progress().parts());
        look.told().ifPresent(told -> tell(transaction, new Look(ended, progress, look.words(), look.told()), told));
    }

    private void tell(Transaction transaction, Look look, Told told) {
        String line = new BroadcastProgressText(look.words()).of(look.progress());
        long number = look.broadcast().number();
        told.standing()
                .messageId()
                .filter(_ -> !line.equals(told.report().said()))
                // The recipient's data may have been deleted since it was read.
                .filter(_ -> runs.report(transaction, number).isPresent())
                .ifPresent(messageId -> {
                    outbox.update(
                            transaction,
                            told.standing().to(),
                            BroadcastReportText.of(look.broadcast(), line, look.progress(), look.words()),
                            messageId);
                    runs.setReport(transaction, number, new Report(told.report().delivery(), line));
                });
    }
}
