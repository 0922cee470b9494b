package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastProgress.BroadcastFigures;
import digestbot.broadcast.BroadcastRunner.SendPermission;
import digestbot.broadcast.BroadcastText.BroadcastPreviews;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.fanout.FanOutStore.FanOutProgress;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.fanout.RecipientFilter.RecipientCount;
import digestbot.delivery.files.PictureStore;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.delivery.outbox.Outbox;
import digestbot.i18n.Texts;
import digestbot.ops.notice.OperatorNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Writes, sends, controls and reports broadcasts.
///
/// The row is the only state, so another process can write it and a restart loses nothing. Each
/// method only changes the row, which is quick; [BroadcastRunner] does the work. A change that the
/// broadcast's state does not allow has no effect.
public final class BroadcastService {

    private static final Duration COUNT_TTL = Duration.ofSeconds(30);

    static final String CANCEL_REASON = "the broadcast was stopped";

    private final BroadcastStore table = new BroadcastStore();
    private final PictureStore pictures = new PictureStore();
    private final PersonStore persons = new PersonStore();
    private final Database database;
    private final FanOutStore fanOuts;
    private final Outbox outbox;
    private final BroadcastPreviews previews;
    private final Set<Platform> platforms;
    private final InstantSource clock;
    private final AuditStore auditLog;
    private final Map<RecipientFilter, RecipientCount> counts = new ConcurrentHashMap<>();

    /// The decision on a confirmation that a broadcast be sent or scheduled. Unless it was started
    /// or scheduled, it is unchanged.
    public enum Decision {
        /// The running bot sends it.
        STARTED,
        /// It is sent if the bot runs at that time.
        SCHEDULED,
        NO_RECIPIENTS,
        TIME_PASSED,
        /// It has changed since it was shown, and must be shown again.
        STALE,
        /// It was sent or discarded before.
        ALREADY_DECIDED
    }

    /// A confirmation that a broadcast is to be sent as it was shown in that version.
    public record BroadcastConfirmation(Actor by, long version) {}

    public BroadcastService(
            Database database,
            FanOutStore fanOuts,
            Outbox outbox,
            BroadcastPreviews previews,
            Set<Platform> platforms,
            InstantSource clock) {
        this.database = database;
        this.fanOuts = fanOuts;
        this.outbox = outbox;
        this.previews = previews;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
        auditLog = new AuditStore(clock);
    }

    /// The runner of all broadcasts; one per database.
    ///
    /// @param endListener is notified of each broadcast that has ended, with its final counts, in
    ///     the transaction that records it; it ends again after a retry or a withdrawal
    public BroadcastRunner runner(
            SendPermission sendPermission, OperatorNotices notices, BiConsumer<Transaction, Broadcast> endListener) {
        return new BroadcastRunner(database, this, fanOuts, outbox, sendPermission, notices, endListener, clock);
    }

    public List<Platform> platforms() {
        return platforms(RecipientFilter.EVERYONE);
    }

    public List<Platform> platforms(RecipientFilter recipients) {
        return platforms.stream()
                .filter(platform ->
                        recipients.platform().filter(only -> only != platform).isEmpty())
                .sorted()
                .toList();
    }

    public BroadcastPreviews previews() {
        return previews;
    }

    public Optional<BroadcastText.Refusal> refusal(String text) {
        return BroadcastText.of(text).refusal(platforms(), previews);
    }

    /// The content that recipients of the text would receive. The text is one that [#refusal] does
    /// not refuse.
    public Content content(String text) {
        return BroadcastText.of(text).content();
    }

    public Content content(Broadcast broadcast) {
        return content(broadcast.text())
                .withPicture(broadcast.hasPicture() ? Optional.of(broadcast.number()) : Optional.empty());
    }

    public Optional<Broadcast> find(Transaction transaction, long number) {
        return table.find(transaction, number);
    }

    /// The newest broadcasts in any state with a lower number, newest first; `Long.MAX_VALUE` for
    /// all.
    public List<Broadcast> newest(Transaction transaction, long beforeNumber, int limit) {
        return table.beforeNumber(transaction, beforeNumber, limit);
    }

    public List<Broadcast> paused(Transaction transaction) {
        return table.inProgress(transaction).stream()
                .filter(broadcast -> broadcast.state() == BroadcastState.PAUSED)
                .toList();
    }

    public List<Broadcast> scheduledUntil(Transaction transaction, Instant until) {
        return table.scheduled(transaction, until);
    }

    /// Stores a draft, addressed to everyone, of a text that [#refusal] does not refuse.
    ///
    /// @param author empty for the command line and the console
    public long draft(Transaction transaction, Optional<Person> author, String text, Optional<Picture> picture) {
        long number = table.add(transaction, author, text.stripTrailing(), clock.instant());
        picture.ifPresent(sent -> pictures.add(transaction, number, sent));
        return number;
    }

    /// Drafts a text and sends it to recipients who were just counted.
    public long sendNew(Transaction transaction, String text, RecipientFilter recipients, Actor by) {
        long number = draft(transaction, Optional.empty(), text, Optional.empty());
        setRecipients(transaction, number, recipients, by);
        start(transaction, existing(transaction, number), by, Optional.empty());
        return number;
    }

    /// Stores a draft with the text, the picture and the recipients of another broadcast; empty if
    /// that one does not exist.
    public Optional<Long> duplicate(Transaction transaction, long number, Actor by) {
        return find(transaction, number).map(original -> {
            long copy = table.add(transaction, Optional.empty(), original.text(), clock.instant());
            pictures.copy(transaction, number, copy);
            setRecipients(transaction, copy, original.recipients(), by);
            return copy;
        });
    }

    /// Changes the text to one that [#refusal] does not refuse. A scheduled broadcast becomes a
    /// draft, because nobody has confirmed the new text. Returns false, and stores nothing, once
    /// sending has started.
    public boolean edit(Transaction transaction, long number, String text, Actor by) {
        String written = text.stripTrailing();
        Optional<Broadcast> open = find(transaction, number).filter(Broadcast::isEditable);
        if (open.filter(found -> !found.text().equals(written)).isPresent()) {
            apply(transaction, BroadcastAction.EDIT, number, by, "text = ?", written);
            unschedule(transaction, number, by);
        }
        return open.isPresent();
    }

    /// Changes the recipients. Has no effect once sending has started. A scheduled broadcast
    /// becomes a draft, because nobody has confirmed the new recipients; returns whether that was
    /// so.
    public boolean setRecipients(Transaction transaction, long number, RecipientFilter recipients, Actor by) {
        boolean changes = find(transaction, number)
                .filter(found -> !found.recipients().equals(recipients))
                .isPresent();
        return changes
                && apply(
                        transaction,
                        BroadcastAction.RECIPIENTS,
                        number,
                        by,
                        "to_platform = ?, to_topic = ?",
                        recipients.platform().map(Platform::id),
                        recipients.topic())
                && unschedule(transaction, number, by);
    }

    /// Counts now in a separate transaction; must not be called within a write transaction.
    /// Counting takes time proportional to the number of subscribers, so it precedes the write
    /// transaction that needs the number, and the result is cached briefly.
    public RecipientCount count(RecipientFilter recipients) {
        return count(_ -> Optional.of(recipients)).orElseThrow();
    }

    /// Counts the recipients that the function finds in the same read transaction.
    public Optional<RecipientCount> count(Function<Transaction, Optional<RecipientFilter>> audienceOf) {
        return database.read(
                transaction -> audienceOf.apply(transaction).map(recipients -> count(transaction, recipients)));
    }

    public RecipientCount cachedCount(Transaction transaction, RecipientFilter recipients) {
        Instant since = clock.instant().minus(COUNT_TTL);
        return Optional.ofNullable(counts.get(recipients))
                .filter(each -> !each.at().isBefore(since))
                .orElseGet(() -> count(transaction, recipients));
    }

    private RecipientCount count(Transaction transaction, RecipientFilter recipients) {
        Instant now = clock.instant();
        RecipientCount counted = FanOutStore.count(transaction, recipients, platforms, now);
        counts.values().removeIf(each -> each.at().plus(COUNT_TTL).isBefore(now));
        counts.put(recipients, counted);
        return counted;
    }

    /// Sends a draft or scheduled broadcast now if it is still as it was shown.
    ///
    /// @throws IllegalArgumentException if the broadcast does not exist
    public Decision send(
            Transaction transaction, long number, BroadcastConfirmation confirmation, Optional<Destination> reportTo) {
        Broadcast open = existing(transaction, number);
        if (!open.isEditable()) {
            return Decision.ALREADY_DECIDED;
        }
        return open.version() == confirmation.version()
                ? start(transaction, open, confirmation.by(), reportTo)
                : Decision.STALE;
    }

    Decision start(Transaction transaction, Broadcast open, Actor by, Optional<Destination> reportTo) {
        long number = open.number();
        long expected = cachedCount(transaction, open.recipients()).total();
        if (expected == 0) {
            return Decision.NO_RECIPIENTS;
        }
        long fanOut = fanOuts.create(transaction, content(open));
        apply(
                transaction,
                BroadcastAction.SEND,
                number,
                by,
                "state = 'running', send_at = NULL, shared_content = ?, expected_recipients = ?, started_at = ?",
                fanOut,
                expected,
                clock.millis());
        reportTo.ifPresent(to -> queueReport(transaction, number, to));
        return Decision.STARTED;
    }

    /// Schedules the broadcast if it is still as it was shown. Can be repeated with another time.
    ///
    /// @throws IllegalArgumentException if the broadcast does not exist
    public Decision schedule(Transaction transaction, long number, BroadcastConfirmation confirmation, Instant at) {
        Broadcast open = existing(transaction, number);
        if (!open.isEditable()) {
            return Decision.ALREADY_DECIDED;
        }
        if (!at.isAfter(clock.instant())) {
            return Decision.TIME_PASSED;
        }
        if (open.sendAt().equals(Optional.of(at))) {
            // A second press of the same button. A change since would have made it a draft.
            return Decision.SCHEDULED;
        }
        if (open.version() != confirmation.version()) {
            return Decision.STALE;
        }
        apply(transaction, BroadcastAction.SCHEDULE, number, confirmation.by(), "state = 'scheduled', send_at = ?", at);
        return Decision.SCHEDULED;
    }

    private Broadcast existing(Transaction transaction, long number) {
        return find(transaction, number)
                .orElseThrow(() -> new IllegalArgumentException("there is no broadcast " + number));
    }

    /// Turns a scheduled broadcast back into a draft.
    public boolean unschedule(Transaction transaction, long number, Actor by) {
        return apply(transaction, BroadcastAction.UNSCHEDULE, number, by, "state = 'draft', send_at = NULL");
    }

    public boolean discard(Transaction transaction, long number, Actor by) {
        unschedule(transaction, number, by);
        return apply(
                transaction, BroadcastAction.DISCARD, number, by, "state = 'discarded', ended_at = ?", clock.millis());
    }

    /// Sends a test to chats, whatever the broadcast's state.
    public void sendTest(Transaction transaction, Broadcast broadcast, List<Destination> to, Actor by) {
        if (!to.isEmpty()) {
            to.forEach(chat -> outbox.notice(transaction, chat, content(broadcast)));
            record(transaction, by, AuditAction.BROADCAST_TESTED, broadcast.number());
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

    /// Pauses the broadcast. Messages in flight still arrive.
    public boolean pause(Transaction transaction, long number, Actor by) {
        return apply(transaction, BroadcastAction.PAUSE, number, by, "state = 'paused'")
                && pauseFanOut(transaction, number, true);
    }

    public boolean resume(Transaction transaction, long number, Actor by) {
        return apply(transaction, BroadcastAction.RESUME, number, by, "state = 'running'")
                && pauseFanOut(transaction, number, false);
    }

    /// Retries the failed deliveries of a finished broadcast, except those to chats that cannot be
    /// reached.
    public boolean retry(Transaction transaction, long number, Actor by) {
        return apply(
                        transaction,
                        BroadcastAction.RETRY,
                        number,
                        by,
                        "state = 'running', retry_cursor = 0, ended_at = NULL")
                && pauseFanOut(transaction, number, false);
    }

    private boolean pauseFanOut(Transaction transaction, long number, boolean paused) {
        fanOuts.pause(transaction, sendState(transaction, number).fanOut(), paused);
        return true;
    }

    /// Stops the broadcast for good. Messages in flight still arrive; the remaining recipients get
    /// nothing.
    public boolean stop(Transaction transaction, long number, Actor by) {
        return apply(transaction, BroadcastAction.STOP, number, by, "state = 'stopped', retry_cursor = NULL")
                && cancel(transaction, number);
    }

    /// Cancels the first batch of deliveries; the runner cancels the rest.
    private boolean cancel(Transaction transaction, long number) {
        fanOuts.cancel(transaction, sendState(transaction, number).fanOut(), CANCEL_REASON);
        return true;
    }

    /// Withdraws the broadcast: pending deliveries are cancelled and delivered messages are
    /// deleted.
    ///
    /// @param reportTo the chat that receives a progress report, if none exists yet
    public boolean withdraw(Transaction transaction, long number, Actor by, Optional<Destination> reportTo) {
        boolean withdrawn = apply(
                transaction,
                BroadcastAction.WITHDRAW,
                number,
                by,
                "state = 'withdrawn', withdrawal_cursor = 0, retry_cursor = NULL, ended_at = NULL,"
                        + " first_ended_at = coalesce(first_ended_at, ?)",
                clock.millis());
        if (withdrawn) {
            Content instead = Content.text(Texts.of("en").format("broadcast-announcement-withdrawn"), List.of());
            table.setWithdrawal(transaction, number, fanOuts.create(transaction, instead));
            cancel(transaction, number);
            reportTo.filter(_ -> table.report(transaction, number).isEmpty())
                    .ifPresent(to -> queueReport(transaction, number, to));
        }
        return withdrawn;
    }

    private SendState sendState(Transaction transaction, long number) {
        return find(transaction, number).flatMap(Broadcast::sendState).orElseThrow();
    }

    /// Applies the action if the broadcast's state allows it, and returns whether it did. An
    /// effective action is recorded in the audit log, and the operator who sends becomes the
    /// approver.
    private boolean apply(
            Transaction transaction,
            BroadcastAction action,
            long number,
            Actor by,
            String assignments,
            Object... values) {
        boolean applied = table.apply(transaction, action, number, assignments, values);
        if (applied) {
            if (action.isApproval() && !(by instanceof Actor.BotItself)) {
                table.approve(transaction, number, by);
            }
            action.recordedAs().ifPresent(recorded -> record(transaction, by, recorded, number));
        }
        return applied;
    }

    private void record(Transaction transaction, Actor by, AuditAction action, long number) {
        auditLog.record(transaction, by, action, new AuditSubject.BroadcastSubject(number));
    }

    /// The progress of a broadcast that has started. The query takes time proportional to the
    /// number of recipients.
    public BroadcastProgress progress(Transaction transaction, Broadcast broadcast) {
        return figures(transaction, broadcast).progress(broadcast);
    }

    /// The figures of a broadcast that has started, by platform.
    public BroadcastFigures figures(Transaction transaction, Broadcast broadcast) {
        SendState sendState = broadcast.sendState().orElseThrow();
        Map<Platform, FanOutProgress> deliveries = fanOuts.progressByPlatform(transaction, sendState.fanOut());
        long planned =
                deliveries.values().stream().mapToLong(FanOutProgress::all).sum();
        Optional<FanOutProgress> withdrawal = sendState.withdrawalFanOut().stream()
                .mapToObj(fanOut -> fanOuts.progress(transaction, fanOut))
                .findFirst();
        return new BroadcastFigures(sendState.recipients(planned, sendState.fullyPlanned()), deliveries, withdrawal);
    }

    public Content report(Transaction transaction, Broadcast broadcast, Texts texts) {
        return report(broadcast, progress(transaction, broadcast).line(texts), texts);
    }

    /// Queues the progress report; [BroadcastRunner] updates it.
    private void queueReport(Transaction transaction, long number, Destination to) {
        Broadcast started = existing(transaction, number);
        Texts texts = texts(transaction, started);
        String line = progress(transaction, started).line(texts);
        long delivery = outbox.notice(transaction, to, report(started, line, texts));
        table.setReport(transaction, number, new BroadcastStore.Report(delivery, line));
    }

    /// The texts in the language of the broadcast's author.
    Texts texts(Transaction transaction, Broadcast broadcast) {
        return Texts.of(broadcast
                .author()
                .map(author -> persons.language(transaction, author.platform(), author.userId()))
                .orElse(""));
    }

    static Content report(Broadcast broadcast, String line, Texts texts) {
        long number = broadcast.number();
        Button button = BroadcastAction.STOP.isAllowed(broadcast)
                ? Button.callback(texts.format("broadcast-stop-button"), new BroadcastRequest.StopBroadcast(number))
                : BroadcastAction.WITHDRAW.isAllowed(broadcast)
                        ? Button.callback(
                                texts.format("broadcast-ask-withdraw-button"),
                                new BroadcastRequest.ConfirmWithdrawal(number))
                        : Button.callback(texts.format("help-button"), new ChatAction.ShowHelp());
        return Content.text(line, List.of(List.of(button)));
    }
}
