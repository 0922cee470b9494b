package digestbot.broadcast;

import digestbot.action.BroadcastRequest;
import digestbot.action.ChatAction;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastProgress.Throughput;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOutProgress;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.Outbox.MessageState;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class BroadcastReporter {

    /// The period for which a rate is converted into a number of deliveries.
    private static final Duration RATE_PERIOD = Duration.ofSeconds(1_000);

    private final PersonStore persons = new PersonStore();
    private final BroadcastStore store;
    private final FanOutStore fanOuts;
    private final Outbox outbox;

    public BroadcastReporter(FanOutStore fanOuts, Outbox outbox, InstantSource clock) {
        store = new BroadcastStore(clock);
        this.fanOuts = fanOuts;
        this.outbox = outbox;
    }

    public record BroadcastCounts(long recipients, long sent, long failed) {}

    /// The progress as one line. The query takes time proportional to the number of recipients.
    public String line(Transaction transaction, Broadcast broadcast, Texts texts) {
        return progress(transaction, broadcast).line(texts);
    }

    /// The progress of a broadcast.
    ///
    /// @param failures the number of failed deliveries that a retry would send again
    /// @param left the number of recipients who neither received it nor failed to, as far as is
    ///     known
    /// @param delivered the number of chats that received it, or if it is withdrawn, in which it
    ///     was withdrawn
    public record BroadcastStatus(String line, long failures, long left, long delivered) {}

    /// The progress with throughput and remaining time.
    ///
    /// @param perSecond the recent number of settled deliveries per second; empty if unknown
    public BroadcastStatus status(
            Broadcast broadcast, BroadcastFigures figures, Texts texts, Optional<Double> perSecond) {
        FanOutProgress deliveries = figures.of(broadcast.state());
        BroadcastProgress progress = BroadcastProgress.of(broadcast, deliveries);
        String line = perSecond
                .map(rate -> progress.withThroughput(
                        new Throughput(Math.round(rate * RATE_PERIOD.toSeconds()), RATE_PERIOD)))
                .orElse(progress)
                .line(texts);
        return new BroadcastStatus(line, deliveries.failures(), progress.remaining(), deliveries.sent());
    }

    /// The counts that are stored at the end of a broadcast; empty before.
    public static Optional<BroadcastCounts> finalCounts(Broadcast broadcast) {
        return broadcast
                .sendState()
                .filter(sendState -> sendState.endedAt().isPresent())
                .map(sendState ->
                        new BroadcastCounts(sendState.expectedRecipients(), sendState.sent(), sendState.failed()));
    }

    /// Counts the recipients of a broadcast that is being sent. The query takes time proportional
    /// to their number.
    public BroadcastCounts counts(Transaction transaction, Broadcast broadcast) {
        SendState sendState = broadcast.sendState().orElseThrow();
        FanOutProgress progress = fanOuts.progress(transaction, sendState.fanOut());
        return new BroadcastCounts(
                sendState.recipients(progress.all(), sendState.fullyPlanned()), progress.sent(), progress.allFailed());
    }

    /// The figures of a broadcast that has started. The query takes time proportional to the number
    /// of recipients.
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

    public long failures(Transaction transaction, Broadcast broadcast) {
        return progress(transaction, broadcast).deliveries().failures();
    }

    public Content report(Transaction transaction, Broadcast broadcast, Texts texts) {
        return report(broadcast, line(transaction, broadcast, texts), texts);
    }

    /// Counts the recipients that neither received the broadcast nor failed to, as far as is known.
    public long left(Transaction transaction, Broadcast broadcast) {
        return progress(transaction, broadcast).remaining();
    }

    public long deliveredCount(Transaction transaction, Broadcast broadcast) {
        return broadcast
                .sendState()
                .map(sendState ->
                        fanOuts.progress(transaction, sendState.fanOut()).sent())
                .orElse(0L);
    }

    /// Queues the progress report; [BroadcastRunner] updates it.
    void queueReport(Transaction transaction, Broadcast started, Destination to) {
        Texts texts = texts(transaction, started);
        BroadcastProgress progress = progress(transaction, started);
        String line = progress.line(texts);
        long delivery = outbox.notice(transaction, to, report(started, line, texts));
        store.setReport(transaction, started.number(), new BroadcastStore.Report(delivery, line));
    }

    record ReportMessage(BroadcastStore.Report report, MessageState messageState) {}

    /// The message that reports the broadcast; empty if nobody gets one.
    Optional<ReportMessage> reportMessage(Transaction transaction, long number) {
        return store.report(transaction, number)
                .map(report -> new ReportMessage(report, outbox.messageState(transaction, report.delivery())));
    }

    /// Queues an edit of the report, if it says something else by now.
    void updateReport(
            Transaction transaction,
            Broadcast broadcast,
            BroadcastProgress progress,
            Texts texts,
            ReportMessage reportMessage) {
        String line = progress.line(texts);
        long number = broadcast.number();
        reportMessage
                .messageState()
                .messageId()
                .filter(_ -> !line.equals(reportMessage.report().text()))
                // The recipient's data may have been deleted since it was read.
                .filter(_ -> store.report(transaction, number).isPresent())
                .ifPresent(messageId -> {
                    outbox.update(
                            transaction, reportMessage.messageState().to(), report(broadcast, line, texts), messageId);
                    store.setReport(
                            transaction,
                            number,
                            new BroadcastStore.Report(reportMessage.report().delivery(), line));
                });
    }

    BroadcastProgress progress(Transaction transaction, Broadcast broadcast) {
        SendState sendState = broadcast.sendState().orElseThrow();
        boolean withdrawn = broadcast.state() == BroadcastState.WITHDRAWN;
        long fanOut = withdrawn ? sendState.withdrawalFanOut().orElseThrow() : sendState.fanOut();
        FanOutProgress parts = fanOuts.progress(transaction, fanOut);
        return BroadcastProgress.of(broadcast, parts);
    }

    Texts texts(Transaction transaction, Broadcast broadcast) {
        return Texts.of(broadcast
                .author()
                .flatMap(author -> persons.find(transaction, author.platform(), author.userId()))
                .map(Person::language)
                .orElse(""));
    }

    /// The figures of a broadcast so far; the number of recipients as far as is known.
    public record BroadcastFigures(
            long recipients, Map<Platform, FanOutProgress> byPlatform, Optional<FanOutProgress> withdrawal) {

        public BroadcastFigures {
            byPlatform = Map.copyOf(byPlatform);
        }

        public long sent() {
            return byPlatform.values().stream().mapToLong(FanOutProgress::sent).sum();
        }

        public long failed() {
            return byPlatform.values().stream()
                    .mapToLong(FanOutProgress::allFailed)
                    .sum();
        }

        /// The number of deliveries that no longer change by themselves.
        public long settled() {
            return byPlatform.values().stream()
                    .mapToLong(progress -> progress.settled() + progress.cancelled())
                    .sum();
        }

        /// The deliveries that a broadcast in that state waits for: its own, or those that withdraw
        /// it.
        public FanOutProgress of(BroadcastState state) {
            return state == BroadcastState.WITHDRAWN
                    ? withdrawal.orElse(FanOutProgress.NONE)
                    : byPlatform.values().stream().reduce(FanOutProgress.NONE, FanOutProgress::plus);
        }
    }

    private static Content report(Broadcast broadcast, String line, Texts texts) {
        return Content.text(line, List.of(buttons(broadcast, texts)));
    }

    private static List<Button> buttons(Broadcast broadcast, Texts texts) {
        long number = broadcast.number();
        if (BroadcastAction.STOP.isAllowed(broadcast)) {
            return List.of(
                    Button.callback(texts.format("broadcast-stop-button"), new BroadcastRequest.StopBroadcast(number)));
        }
        return List.of(
                BroadcastAction.WITHDRAW.isAllowed(broadcast)
                        ? Button.callback(
                                texts.format("broadcast-ask-withdraw-button"),
                                new BroadcastRequest.ConfirmWithdrawal(number))
                        : Button.callback(texts.format("help-button"), new ChatAction.ShowHelp()));
    }
}
