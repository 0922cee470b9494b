package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.ActorNames;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastStore.Cursor;
import digestbot.broadcast.BroadcastStore.Report;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.fanout.FanOutStore.FanOutProgress;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.Outbox.MessageState;
import digestbot.i18n.Texts;
import digestbot.ops.notice.OperatorNotices;
import digestbot.ops.notice.OperatorNotices.NoticeText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Advances all broadcasts in steps: starts those that are due, plans deliveries, cancels stopped
/// ones, withdraws messages, updates the report and records the end.
///
/// Deliveries are planned, retried and withdrawn for one range of subscribers per short
/// transaction, so that other writers are not blocked. All state is in the database, so the runner
/// resumes after a restart. Not thread-safe.
public final class BroadcastRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastRunner.class);

    private static final BroadcastStore TABLE = new BroadcastStore();

    private static final Duration MIN_REPORT_INTERVAL = Duration.ofSeconds(3);

    /// The longer a broadcast runs, the less often its report is edited: once a minute after an
    /// hour. Platforms limit the edits of an old message.
    private static final int REPORT_INTERVAL_DIVISOR = 60;

    /// Broadcasts are polled, because other processes (the command line) start some, too.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    static final Duration MAX_LATENESS = Duration.ofHours(3);
    private static final int MAX_EXCERPT = 60;

    private static final ActorNames NAMES = new ActorNames();

    private static final Set<BroadcastState> SENDING = Set.of(BroadcastState.RUNNING, BroadcastState.PAUSED);
    private static final Set<BroadcastState> CANCELLED = Set.of(BroadcastState.STOPPED, BroadcastState.WITHDRAWN);

    @FunctionalInterface
    public interface SendPermission {
        boolean maySend(Transaction transaction, Platform platform, long userId);
    }

    private record ReportedState(Instant at, BroadcastState state, long settled) {}

    /// A broadcast and the message that reports it, which is empty if nobody gets one.
    private record Snapshot(
            Broadcast broadcast, BroadcastProgress progress, Texts texts, Optional<ReportMessage> message) {}

    private record ReportMessage(Report report, MessageState state) {}

    private final Database database;
    private final BroadcastService broadcasts;
    private final FanOutStore fanOuts;
    private final Outbox outbox;
    private final SendPermission sendPermission;
    private final OperatorNotices notices;
    private final Set<Platform> platforms;
    private final BiConsumer<Transaction, Broadcast> endListener;
    private final InstantSource clock;
    private final Map<Long, ReportedState> reportedStates = new HashMap<>();
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(LOG, "processing broadcasts failed, retrying", "processing broadcasts works again");

    BroadcastRunner(
            Database database,
            BroadcastService broadcasts,
            FanOutStore fanOuts,
            Outbox outbox,
            SendPermission sendPermission,
            OperatorNotices notices,
            BiConsumer<Transaction, Broadcast> endListener,
            InstantSource clock) {
        this.database = database;
        this.broadcasts = broadcasts;
        this.fanOuts = fanOuts;
        this.outbox = outbox;
        this.endListener = endListener;
        this.clock = clock;
        platforms = Set.copyOf(broadcasts.platforms());
        this.sendPermission = sendPermission;
        this.notices = notices;
    }

    /// Starts broadcasts that are due, and handles the next range of each one. Only when none is
    /// left, it counts how far they are, because that takes long.
    ///
    /// @return the time until the next step
    public Duration step() {
        List<Long> numbers = new ArrayList<>();
        List<Long> unfinished = new ArrayList<>();
        boolean succeeded = attempt("those that are due", this::startDue);
        succeeded &= attempt(
                "those in progress",
                () -> database.read(TABLE::inProgress).forEach(broadcast -> numbers.add(broadcast.number())));
        for (long number : numbers) {
            succeeded &= attempt("broadcast " + number, () -> {
                if (advance(number)) {
                    unfinished.add(number);
                }
            });
        }
        if (!unfinished.isEmpty()) {
            return Duration.ZERO;
        }
        for (long number : numbers) {
            succeeded &= attempt("broadcast " + number, () -> observe(number));
        }
        if (succeeded) {
            failureLog.recovered();
        }
        return POLL_INTERVAL;
    }

    private boolean attempt(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            failureLog.failed(new IllegalStateException(what, e));
            return false;
        }
    }

    private void observe(long number) {
        Snapshot snapshot = database.read(transaction -> snapshot(transaction, number));
        if (snapshot.progress().finished()) {
            end(snapshot);
        } else {
            reportProgress(snapshot);
        }
    }

    private Snapshot snapshot(Transaction transaction, long number) {
        Broadcast broadcast = TABLE.find(transaction, number).orElseThrow();
        return new Snapshot(
                broadcast,
                broadcasts.progress(transaction, broadcast),
                broadcasts.texts(transaction, broadcast),
                TABLE.report(transaction, number)
                        .map(report -> new ReportMessage(report, outbox.messageState(transaction, report.delivery()))));
    }

    private void reportProgress(Snapshot snapshot) {
        var now = new ReportedState(
                clock.instant(),
                snapshot.broadcast().state(),
                snapshot.progress().deliveries().settled());
        Optional<ReportedState> before =
                Optional.ofNullable(reportedStates.get(snapshot.broadcast().number()));
        if (before.filter(last -> !isTime(snapshot.broadcast(), last, now)).isPresent()) {
            return;
        }
        reportedStates.put(snapshot.broadcast().number(), now);
        if (before.isPresent()
                && snapshot.message()
                        .filter(message -> !message.state().isOpen())
                        .isPresent()) {
            String line = snapshot.progress().line(snapshot.texts(), perSecond(before.orElseThrow(), now));
            database.writeWithoutResult(transaction -> updateReport(transaction, snapshot, line));
        }
    }

    private static boolean isTime(Broadcast broadcast, ReportedState before, ReportedState now) {
        Duration rare = Duration.between(broadcast.sendState().orElseThrow().startedAt(), now.at())
                .dividedBy(REPORT_INTERVAL_DIVISOR);
        Duration interval = rare.compareTo(MIN_REPORT_INTERVAL) < 0 ? MIN_REPORT_INTERVAL : rare;
        return before.state() != now.state() || !now.at().isBefore(before.at().plus(interval));
    }

    private static Optional<Double> perSecond(ReportedState before, ReportedState now) {
        double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
        return before.state() == now.state() && seconds > 0
                ? Optional.of((now.settled() - before.settled()) / seconds)
                : Optional.empty();
    }

    /// Queues an edit of the report, if it says something else by now.
    private void updateReport(Transaction transaction, Snapshot snapshot, String line) {
        Broadcast broadcast = snapshot.broadcast();
        snapshot.message()
                .filter(message -> message.state().messageId().isPresent()
                        && !line.equals(message.report().text()))
                // The recipient's data may have been deleted since it was read.
                .filter(_ -> TABLE.report(transaction, broadcast.number()).isPresent())
                .ifPresent(message -> {
                    outbox.update(
                            transaction,
                            message.state().to(),
                            BroadcastService.report(broadcast, line, snapshot.texts()),
                            message.state().messageId().orElseThrow());
                    TABLE.setReport(
                            transaction,
                            broadcast.number(),
                            new Report(message.report().delivery(), line));
                });
    }

    /// Ends the broadcast, unless its report is still being sent.
    private void end(Snapshot snapshot) {
        boolean waits = snapshot.message()
                .map(ReportMessage::state)
                .filter(state -> state.isOpen() && state.messageId().isEmpty())
                .isPresent();
        if (!waits) {
            long number = snapshot.broadcast().number();
            // A withdrawn broadcast shows the progress of its withdrawal.
            FanOutProgress deliveries = database.read(transaction ->
                    broadcasts.figures(transaction, snapshot.broadcast()).all());
            database.writeWithoutResult(transaction -> TABLE.find(transaction, number)
                    // An operator may have changed it since it was read.
                    .filter(snapshot.broadcast()::equals)
                    .ifPresent(_ -> end(transaction, snapshot, deliveries)));
        }
    }

    private void end(Transaction transaction, Snapshot snapshot, FanOutProgress deliveries) {
        long number = snapshot.broadcast().number();
        TABLE.end(transaction, number, deliveries, clock.instant());
        fanOuts.pause(
                transaction, snapshot.broadcast().sendState().orElseThrow().fanOut(), false);
        Broadcast ended = TABLE.find(transaction, number).orElseThrow();
        endListener.accept(transaction, ended);
        BroadcastProgress progress =
                BroadcastProgress.of(ended, snapshot.progress().deliveries());
        String line = progress.line(snapshot.texts());
        updateReport(transaction, new Snapshot(ended, progress, snapshot.texts(), snapshot.message()), line);
        transaction.afterCommit(() -> {
            reportedStates.remove(number);
            LOG.info("broadcast {} finished: {}", number, line);
        });
    }

    /// Handles the next range of subscribers, and returns whether there are more.
    private boolean advance(long number) {
        return advance(
                        number,
                        SENDING,
                        Cursor.PLAN,
                        (transaction, found, state, after) ->
                                fanOuts.plan(transaction, state.fanOut(), found.recipients(), platforms, after))
                || advance(
                        number,
                        SENDING,
                        Cursor.RETRY,
                        (transaction, _, state, after) -> fanOuts.retry(transaction, state.fanOut(), after))
                || cancel(number)
                || advance(
                        number,
                        Set.of(BroadcastState.WITHDRAWN),
                        Cursor.WITHDRAWAL,
                        (transaction, _, state, after) -> fanOuts.withdraw(
                                transaction,
                                state.fanOut(),
                                state.withdrawalFanOut().orElseThrow(),
                                after));
    }

    private boolean cancel(long number) {
        return database.write(transaction -> TABLE.find(transaction, number)
                .filter(found -> CANCELLED.contains(found.state()))
                .flatMap(Broadcast::sendState)
                .map(state -> fanOuts.cancel(transaction, state.fanOut(), BroadcastService.CANCEL_REASON))
                .orElse(false));
    }

    /// Handles the range after the cursor, and returns the last subscriber in it; empty at the end.
    private interface RangeWork {
        OptionalLong after(Transaction transaction, Broadcast found, SendState state, long cursor);
    }

    private boolean advance(long number, Set<BroadcastState> states, Cursor cursor, RangeWork work) {
        return database.write(transaction -> {
            // It may have changed since it was read.
            Broadcast found = TABLE.find(transaction, number).orElseThrow();
            Optional<SendState> state = found.sendState()
                    .filter(sending ->
                            states.contains(found.state()) && cursor.of(sending).isPresent());
            Optional<OptionalLong> next = state.map(sending ->
                    work.after(transaction, found, sending, cursor.of(sending).getAsLong()));
            next.ifPresent(last -> TABLE.setCursor(transaction, number, cursor, last));
            return next.filter(OptionalLong::isPresent).isPresent();
        });
    }

    /// Starts scheduled broadcasts when they are due. One that is more than three hours late
    /// becomes a draft, and its author is notified, since its text may be outdated.
    ///
    /// It also stops broadcasts whose approver has lost the right to send, because their role was
    /// removed, they are no longer an owner, or their data was deleted. A scheduled broadcast
    /// becomes a draft, a running one is paused, and owners and admins are notified.
    private void startDue() {
        checkApprovals();
        Instant now = clock.instant();
        for (Broadcast due : database.read(transaction -> TABLE.scheduled(transaction, now))) {
            boolean late = due.sendAt().orElseThrow().plus(MAX_LATENESS).isBefore(now);
            if (!late) {
                broadcasts.count(due.recipients());
            }
            database.writeWithoutResult(transaction -> TABLE.find(transaction, due.number())
                    .filter(due::equals)
                    // The role may have been removed since.
                    .filter(unchanged -> !revokeIfLapsed(transaction, unchanged))
                    .ifPresent(unchanged -> begin(transaction, unchanged, late)));
        }
    }

    private void begin(Transaction transaction, Broadcast due, boolean late) {
        if (late) {
            unscheduleMissed(transaction, due, "broadcast-missed");
            return;
        }
        Optional<Destination> reportTo = due.author()
                .flatMap(author -> Destination.privateChat(transaction, author.platform(), author.userId()));
        switch (broadcasts.start(transaction, due, new Actor.BotItself(), reportTo)) {
            case STARTED -> LOG.info("broadcast {} started as scheduled", due.number());
            case NO_RECIPIENTS -> unscheduleMissed(transaction, due, "broadcast-missed-all");
            case SCHEDULED, TIME_PASSED, STALE, ALREADY_DECIDED -> {}
        }
    }

    private void unscheduleMissed(Transaction transaction, Broadcast due, String reason) {
        broadcasts.unschedule(transaction, due.number(), new Actor.BotItself());
        LOG.warn("broadcast {} missed its scheduled time: it is a draft again", due.number());
        NoticeText text = (texts, _) -> Content.text(texts.format(reason, Long.toString(due.number())), List.of());
        boolean isNotified = due.author()
                .filter(author -> notices.send(transaction, author.platform(), author.userId(), text))
                .isPresent();
        if (!isNotified) {
            notices.send(transaction, text, Platform.all());
        }
    }

    private void checkApprovals() {
        List<Broadcast> lapsed = database.read(transaction -> TABLE.scheduledAndRunning(transaction).stream()
                .filter(found -> !isStillApproved(transaction, found))
                .toList());
        lapsed.forEach(found -> database.writeWithoutResult(transaction ->
                TABLE.find(transaction, found.number()).ifPresent(current -> revokeIfLapsed(transaction, current))));
    }

    private boolean isStillApproved(Transaction transaction, Broadcast broadcast) {
        return broadcast
                .approver()
                .filter(by -> switch (by) {
                    case Actor.ChatUser(Platform platform, long userId) ->
                        sendPermission.maySend(transaction, platform, userId);
                    // Everyone with access to the command line or the console may send.
                    case Actor.CommandLineUser(), Actor.ConsoleUser _, Actor.BotItself() -> true;
                })
                .isPresent();
    }

    /// Unschedules or pauses the broadcast if its approver may no longer send it, and returns
    /// whether that is so.
    private boolean revokeIfLapsed(Transaction transaction, Broadcast broadcast) {
        boolean lapsed = !isStillApproved(transaction, broadcast);
        if (lapsed) {
            revoke(transaction, broadcast);
        }
        return lapsed;
    }

    private void revoke(Transaction transaction, Broadcast broadcast) {
        long number = broadcast.number();
        boolean scheduled = broadcast.state() == BroadcastState.SCHEDULED;
        boolean ended = scheduled
                ? broadcasts.unschedule(transaction, number, new Actor.BotItself())
                : broadcasts.pause(transaction, number, new Actor.BotItself());
        if (ended) {
            LOG.warn(
                    "broadcast {} is {}: its sender may no longer send broadcasts",
                    number,
                    scheduled ? "a draft again" : "paused");
            String reason = scheduled ? "broadcast-no-right" : "broadcast-no-right-paused";
            String text = TextShortener.shorten(
                    MAX_EXCERPT, broadcast.text().replaceAll("\\s+", " ").strip());
            notices.send(
                    transaction,
                    (texts, _) -> Content.text(
                            texts.format(
                                    reason,
                                    Long.toString(number),
                                    text,
                                    personName(transaction, texts, broadcast.approver())),
                            List.of()),
                    Platform.all());
        }
    }

    private String personName(Transaction transaction, Texts texts, Optional<Actor> by) {
        return by.orElse(null) instanceof Actor.ChatUser(Platform platform, long userId)
                ? NAMES.person(transaction, platform, userId)
                : texts.format("broadcast-forgotten-person");
    }
}
