package digestbot.broadcast;

import digestbot.action.PreviewFingerprint;
import digestbot.action.PreviewFingerprint.Difference;
import digestbot.audience.Person;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastStore.Change;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.Outbox;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Sends broadcasts immediately, at a scheduled time, or as a test, and pauses, resumes, stops,
/// retries and withdraws those that were sent. Each method only changes the row's state, which is
/// quick; [BroadcastRunner] does the work. A change that is invalid in the current state has no
/// effect.
public final class BroadcastSender {

    /// From this number of recipients on, the operator is asked once more before sending.
    private static final long LARGE_AUDIENCE = 1_000;

    static final String CANCEL_REASON = "the broadcast was stopped";

    private final Broadcasts broadcasts;
    private final BroadcastReporter reporter;
    private final FanOutStore fanOuts;
    private final Outbox outbox;
    private final RecipientCounter recipientCounter;
    private final InstantSource clock;
    private final BroadcastStore store;
    private final AuditLog auditLog;

    public BroadcastSender(
            Broadcasts broadcasts,
            BroadcastReporter reporter,
            FanOutStore fanOuts,
            Outbox outbox,
            RecipientCounter recipientCounter,
            InstantSource clock) {
        this.broadcasts = broadcasts;
        this.recipientCounter = recipientCounter;
        this.reporter = reporter;
        this.fanOuts = fanOuts;
        this.outbox = outbox;
        this.clock = clock;
        store = new BroadcastStore(clock);
        auditLog = new AuditLog(clock);
    }

    public static boolean isLarge(long recipients) {
        return recipients >= LARGE_AUDIENCE;
    }

    /// The fingerprint of a preview made now, with the recipients that [RecipientCounter] has just
    /// counted.
    public PreviewFingerprint fingerprint(Transaction transaction, Broadcast open) {
        RecipientFilter recipients = open.recipients();
        return PreviewFingerprint.of(
                open.text(),
                recipients.canonicalForm(),
                open.sendAt().map(at -> Long.toString(at.toEpochMilli())).orElse(""),
                recipientCounter.cachedCount(transaction, recipients).total());
    }

    /// Compares the broadcast with the preview, which is empty if it is not known. A result means
    /// that the broadcast changed and must be previewed again.
    public Optional<StaleConfirmation> compareWithPreview(
            Transaction transaction, Broadcast open, Optional<PreviewFingerprint> previewed) {
        PreviewFingerprint current = fingerprint(transaction, open);
        return previewed
                        .filter(before -> current.differencesFrom(before).isEmpty())
                        .isPresent()
                ? Optional.empty()
                : Optional.of(new StaleConfirmation(previewed, current));
    }

    /// Sends a draft or scheduled broadcast now if it still matches the preview.
    ///
    /// @throws IllegalArgumentException if there is no such broadcast
    public StartResult send(
            Transaction transaction, long number, BroadcastConfirmation confirmation, Optional<Destination> reportTo) {
        Broadcast open = find(transaction, number);
        if (!open.isEditable()) {
            return new StartResult.AlreadyDecided(open);
        }
        Optional<StaleConfirmation> stale = compareWithPreview(transaction, open, confirmation.previewed());
        if (stale.isPresent()) {
            return new StartResult.Stale(stale.orElseThrow());
        }
        return start(transaction, open, confirmation.by(), reportTo);
    }

    /// Starts a scheduled broadcast that is due.
    ///
    /// @throws IllegalArgumentException if there is no such broadcast
    StartResult startScheduled(Transaction transaction, long number, Optional<Destination> reportTo) {
        Broadcast due = find(transaction, number);
        return due.state() == BroadcastState.SCHEDULED
                ? start(transaction, due, new Actor.BotItself(), reportTo)
                : new StartResult.AlreadyDecided(due);
    }

    private StartResult start(Transaction transaction, Broadcast open, Actor by, Optional<Destination> reportTo) {
        long number = open.number();
        long expected =
                recipientCounter.cachedCount(transaction, open.recipients()).total();
        if (expected == 0) {
            return new StartResult.NoRecipients();
        }
        long fanOut = fanOuts.create(transaction, broadcasts.content(open));
        store.apply(
                transaction,
                new Change(BroadcastAction.SEND, number, by),
                "state = 'running', send_at = NULL, shared_content = ?, expected_recipients = ?, started_at = ?",
                fanOut,
                expected,
                clock.millis());
        reportTo.ifPresent(to -> reporter.queueReport(transaction, find(transaction, number), to));
        return new StartResult.Started(expected);
    }

    /// Schedules the broadcast if it still matches the preview. Can be repeated with another time.
    ///
    /// @throws IllegalArgumentException if there is no such broadcast
    public ScheduleResult schedule(
            Transaction transaction, long number, BroadcastConfirmation confirmation, Instant at) {
        Broadcast open = find(transaction, number);
        if (!open.isEditable()) {
            return new ScheduleResult.AlreadyDecided(open);
        }
        if (!at.isAfter(clock.instant())) {
            return new ScheduleResult.TimePassed();
        }
        Optional<StaleConfirmation> stale = compareWithPreview(transaction, open, confirmation.previewed());
        if (stale.isPresent()) {
            // A second press of the same button: it is already scheduled for this time.
            boolean already = open.sendAt().equals(Optional.of(at))
                    && stale.orElseThrow().differences().equals(Set.of(Difference.TIME));
            return already ? new ScheduleResult.Scheduled(open) : new ScheduleResult.Stale(stale.orElseThrow());
        }
        store.apply(
                transaction,
                new Change(BroadcastAction.SCHEDULE, number, confirmation.by()),
                "state = 'scheduled', send_at = ?",
                at.toEpochMilli());
        return new ScheduleResult.Scheduled(find(transaction, number));
    }

    /// Sends a test to chats, whatever the broadcast's state.
    public void sendTest(Transaction transaction, Broadcast broadcast, List<Destination> to, Actor by) {
        if (!to.isEmpty()) {
            to.forEach(chat -> outbox.notice(transaction, chat, broadcasts.content(broadcast)));
            auditLog.record(
                    transaction,
                    by,
                    AuditAction.BROADCAST_TESTED,
                    new AuditSubject.BroadcastSubject(broadcast.number()));
        }
    }

    /// Sends a test to each person whose private chat is known.
    public int sendTestTo(Transaction transaction, Broadcast broadcast, List<Person> persons, Actor by) {
        List<Destination> known = persons.stream()
                .flatMap(person -> Destination.privateChat(transaction, person.platform(), person.userId()).stream())
                .toList();
        sendTest(transaction, broadcast, known, by);
        return known.size();
    }

    private Broadcast find(Transaction transaction, long number) {
        return store.find(transaction, number)
                .orElseThrow(() -> new IllegalArgumentException("there is no broadcast " + number));
    }

    public sealed interface StartResult {

        /// The broadcast was started; the running bot sends it.
        record Started(long recipients) implements StartResult {}

        /// No recipients match. The broadcast is unchanged.
        record NoRecipients() implements StartResult {}

        record Stale(StaleConfirmation stale) implements StartResult {}

        record AlreadyDecided(Broadcast broadcast) implements StartResult {}
    }

    public sealed interface ScheduleResult {

        /// The broadcast is scheduled. It is sent if the bot runs at that time.
        record Scheduled(Broadcast broadcast) implements ScheduleResult {}

        record TimePassed() implements ScheduleResult {}

        record Stale(StaleConfirmation stale) implements ScheduleResult {}

        record AlreadyDecided(Broadcast broadcast) implements ScheduleResult {}
    }

    /// A confirmation that a broadcast is to be sent as the preview showed it. The preview is empty
    /// if it is unknown, as with a button from an older version.
    public record BroadcastConfirmation(Actor by, Optional<PreviewFingerprint> previewed) {}

    /// A confirmation of an outdated preview; the broadcast must be previewed again. `shown` is
    /// empty if the confirmed fingerprint is unknown.
    public record StaleConfirmation(Optional<PreviewFingerprint> shown, PreviewFingerprint current) {

        Set<Difference> differences() {
            return shown.map(current::differencesFrom).orElseGet(Set::of);
        }

        /// The message that nothing was sent, with the differences, a sentence per line.
        public List<String> lines(Texts texts) {
            List<String> lines = new ArrayList<>(List.of(texts.format("broadcast-stale")));
            lines.addAll(differences(texts));
            return lines;
        }

        public List<String> differences(Texts texts) {
            return differences().stream()
                    .map(difference -> switch (difference) {
                        case TEXT -> texts.format("broadcast-stale-text");
                        case RECIPIENTS -> texts.format("broadcast-stale-recipients");
                        case TIME -> texts.format("broadcast-stale-time");
                        case COUNT ->
                            texts.format(
                                    "broadcast-stale-count",
                                    texts.number(shown.orElseThrow().count()),
                                    texts.number(current.count()));
                    })
                    .toList();
        }
    }

    /// Pauses the broadcast. Messages in flight still arrive.
    public boolean pause(Transaction transaction, long number, Actor by) {
        boolean paused = store.apply(transaction, new Change(BroadcastAction.PAUSE, number, by), "state = 'paused'");
        if (paused) {
            fanOuts.pause(transaction, sendState(transaction, number).fanOut(), true);
        }
        return paused;
    }

    public boolean resume(Transaction transaction, long number, Actor by) {
        boolean resumed = store.apply(transaction, new Change(BroadcastAction.RESUME, number, by), "state = 'running'");
        if (resumed) {
            fanOuts.pause(transaction, sendState(transaction, number).fanOut(), false);
        }
        return resumed;
    }

    /// Stops the broadcast for good. Messages in flight still arrive; the remaining recipients get
    /// nothing.
    public boolean stop(Transaction transaction, long number, Actor by) {
        boolean stopped = store.apply(
                transaction, new Change(BroadcastAction.STOP, number, by), "state = 'stopped', retry_cursor = NULL");
        if (stopped) {
            // Cancels the first batch here; the runner cancels the rest.
            fanOuts.cancel(transaction, sendState(transaction, number).fanOut(), CANCEL_REASON);
        }
        return stopped;
    }

    /// Tells whether the number of failed deliveries is still close to the number that was shown.
    public boolean failureCountMatches(Transaction transaction, long number, OptionalLong shownFailures) {
        return shownFailures.isPresent()
                && store.find(transaction, number)
                        .filter(found -> found.sendState().isPresent())
                        .filter(found -> !PreviewFingerprint.hasDrifted(
                                shownFailures.getAsLong(), reporter.failures(transaction, found)))
                        .isPresent();
    }

    /// Retries the failed deliveries of a finished broadcast, except those to chats that cannot be
    /// reached.
    public boolean retry(Transaction transaction, long number, Actor by) {
        boolean retried = store.apply(
                transaction,
                new Change(BroadcastAction.RETRY, number, by),
                "state = 'running', retry_cursor = 0, ended_at = NULL");
        if (retried) {
            fanOuts.pause(transaction, sendState(transaction, number).fanOut(), false);
        }
        return retried;
    }

    /// Withdraws the broadcast: pending deliveries are cancelled and delivered messages are
    /// deleted.
    ///
    /// @param reportTo the chat that receives a progress report, if there is no report yet
    public boolean withdraw(Transaction transaction, long number, Actor by, Optional<Destination> reportTo) {
        boolean withdrawn = store.apply(
                transaction,
                new Change(BroadcastAction.WITHDRAW, number, by),
                "state = 'withdrawn', withdrawal_cursor = 0, retry_cursor = NULL, ended_at = NULL,"
                        + " first_ended_at = coalesce(first_ended_at, ?)",
                clock.millis());
        if (withdrawn) {
            Content instead = Content.text(Texts.of("en").format("broadcast-announcement-withdrawn"), List.of());
            store.setWithdrawal(transaction, number, fanOuts.create(transaction, instead));
            fanOuts.cancel(transaction, sendState(transaction, number).fanOut(), CANCEL_REASON);
            report(transaction, number, reportTo);
        }
        return withdrawn;
    }

    private void report(Transaction transaction, long number, Optional<Destination> reportTo) {
        if (store.report(transaction, number).isEmpty()) {
            Broadcast broadcast = store.find(transaction, number).orElseThrow();
            reportTo.ifPresent(to -> reporter.queueReport(transaction, broadcast, to));
        }
    }

    private SendState sendState(Transaction transaction, long number) {
        return store.find(transaction, number).flatMap(Broadcast::sendState).orElseThrow();
    }
}
