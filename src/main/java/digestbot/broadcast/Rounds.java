package digestbot.broadcast;

import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastStore.Report;
import digestbot.broadcast.Progress.Speed;
import digestbot.database.Database;
import digestbot.database.Outage;
import digestbot.database.Transaction;
import digestbot.delivery.FanOutProgress;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import digestbot.delivery.Outbox.Standing;
import digestbot.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries on what is announced, a little in each round: stores what is owed, cancels what was stopped, brings the
/// report up to date, and notes the end.
///
/// Everything it goes by is in the rows, so that it goes on after a restart where it was. Not safe for several threads.
public final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /// How many ranges of subscribers a round looks at, each in its own transaction.
    private static final int RANGES = 40;

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(3);

    /// The longer it takes, the rarer the report changes: an hour after the start, once a minute. Platforms allow only
    /// so many edits of an old message.
    private static final int RARER = 60;

    /// How far it was when the report last changed.
    private record Mark(Instant at, long over) {}

    private record Look(Broadcast broadcast, FanOutProgress parts, Words words, Optional<Told> told) {}

    private record Told(Report report, Standing standing) {}

    private final Database database;
    private final Broadcasts broadcasts;
    private final FanOuts fanOuts;
    private final Outbox outbox;
    private final InstantSource clock;
    private final BroadcastStore store = new BroadcastStore();
    private final Map<Long, Mark> marks = new HashMap<>();
    private final Outage outage = new Outage(
            LOG, "an announcement cannot be carried on; it is tried again", "announcements can be carried on again");

    public Rounds(Database database, Broadcasts broadcasts, FanOuts fanOuts, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.broadcasts = broadcasts;
        this.fanOuts = fanOuts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// One round; to be called about once a second.
    public void tend() {
        boolean well = true;
        for (Broadcast broadcast : database.read(store::atWork)) {
            try {
                tend(broadcast.number());
            } catch (RuntimeException e) {
                outage.failed(new IllegalStateException("broadcast " + broadcast.number(), e));
                well = false;
            }
        }
        if (well) {
            outage.worked();
        }
    }

    private void tend(long number) {
        repeat(() -> planRange(number));
        repeat(() -> cancelRange(number));
        Look look = database.read(transaction -> look(transaction, number));
        Run run = look.broadcast().run().orElseThrow();
        Instant now = clock.instant();
        Optional<Mark> mark = Optional.ofNullable(marks.get(number));
        Optional<Speed> speed = mark.filter(before -> before.at().isBefore(now))
                .map(before -> new Speed(look.parts().over() - before.over(), Duration.between(before.at(), now)));
        Progress progress = Progress.of(look.broadcast(), look.parts(), speed);
        if (progress.over()) {
            end(look, new ProgressText(look.words()).of(progress));
        } else if (mark.isEmpty()) {
            marks.put(number, new Mark(now, look.parts().over()));
        } else if (!now.isBefore(mark.orElseThrow().at().plus(interval(run, now)))) {
            marks.put(number, new Mark(now, look.parts().over()));
            String line = new ProgressText(look.words()).of(progress);
            look.told()
                    .filter(told -> !told.standing().busy())
                    .ifPresent(told -> database.run(transaction -> tell(transaction, look, told, line)));
        }
    }

    private static void repeat(BooleanSupplier step) {
        for (int i = 0; i < RANGES && step.getAsBoolean(); i++) {
            // A range at a time, so that others can write in between.
        }
    }

    /// Stores what is owed to the next subscribers, and says whether there are more.
    boolean planRange(long number) {
        return database.write(transaction -> at(transaction, number, State.RUNNING)
                .filter(Predicate.not(found -> run(found).planned()))
                .map(found -> {
                    OptionalLong after = fanOuts.plan(
                            transaction,
                            run(found).shared(),
                            broadcasts.audience(found.to()),
                            run(found).after());
                    store.advance(transaction, number, after);
                    return after.isPresent();
                })
                .orElse(false));
    }

    private boolean cancelRange(long number) {
        return database.write(transaction -> at(transaction, number, State.STOPPED)
                .map(found -> fanOuts.cancel(transaction, run(found).shared(), Broadcasts.STOPPED))
                .orElse(false));
    }

    /// The broadcast if it is in that state; looked at anew each time, as somebody may have stopped it.
    private Optional<Broadcast> at(Transaction transaction, long number, State state) {
        return store.find(transaction, number).filter(found -> found.state() == state);
    }

    private static Run run(Broadcast broadcast) {
        return broadcast.run().orElseThrow();
    }

    private Look look(Transaction transaction, long number) {
        Broadcast broadcast = store.find(transaction, number).orElseThrow();
        return new Look(
                broadcast,
                fanOuts.progress(transaction, run(broadcast).shared()),
                broadcasts.words(transaction, broadcast),
                store.report(transaction, number)
                        .map(report -> new Told(report, outbox.standing(transaction, report.delivery()))));
    }

    private static Duration interval(Run run, Instant now) {
        Duration rare = Duration.between(run.startedAt(), now).dividedBy(RARER);
        return rare.compareTo(BETWEEN_REPORTS) < 0 ? BETWEEN_REPORTS : rare;
    }

    /// It ends once its report says so, or cannot.
    private void end(Look look, String line) {
        boolean waits = look.told()
                .filter(told ->
                        told.standing().busy() && told.standing().messageId().isEmpty())
                .isPresent();
        if (!waits) {
            long number = look.broadcast().number();
            database.run(transaction -> {
                store.end(transaction, number, clock.instant());
                Look ended = new Look(
                        store.find(transaction, number).orElseThrow(), look.parts(), look.words(), look.told());
                look.told().ifPresent(told -> tell(transaction, ended, told, line));
            });
            marks.remove(number);
            LOG.info("broadcast {} is over: {}", number, line);
        }
    }

    private void tell(Transaction transaction, Look look, Told told, String line) {
        told.standing()
                .messageId()
                .filter(_ -> !line.equals(told.report().said()))
                // Its reader may have been forgotten since it was looked at.
                .filter(_ ->
                        store.report(transaction, look.broadcast().number()).isPresent())
                .ifPresent(messageId -> {
                    outbox.replace(
                            transaction,
                            told.standing().to(),
                            Reports.of(look.broadcast(), line, look.words()),
                            0,
                            messageId);
                    store.setReport(
                            transaction,
                            look.broadcast().number(),
                            new Report(told.report().delivery(), line));
                });
    }
}
