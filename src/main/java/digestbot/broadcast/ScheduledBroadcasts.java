package digestbot.broadcast;

import digestbot.action.BroadcastRequest;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.ActorNames;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastModule.SendPermission;
import digestbot.broadcast.BroadcastSender.StartResult;
import digestbot.broadcast.BroadcastStore.Approval;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.i18n.Texts;
import digestbot.notice.OperatorNotices;
import digestbot.notice.OperatorNotices.NoticeText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts scheduled broadcasts when they are due. One that is more than three hours late becomes a
/// draft, and its author is notified, since its text may be outdated.
///
/// It also stops broadcasts whose approver has lost the right to send, because their role was
/// removed, they are no longer an owner, or their data was deleted. A scheduled broadcast becomes a
/// draft, a running one is paused, and owners and admins are notified.
final class ScheduledBroadcasts {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledBroadcasts.class);

    public static final Duration MAX_LATENESS = Duration.ofHours(3);

    private static final int MAX_EXCERPT = 60;

    private final ActorNames names = new ActorNames();
    private final BroadcastStore store;
    private final Database database;
    private final RecipientCounter recipientCounter;
    private final BroadcastSender sender;
    private final Broadcasts drafts;
    private final SendPermission sendPermission;
    private final OperatorNotices notices;
    private final InstantSource clock;

    ScheduledBroadcasts(
            Database database,
            BroadcastModule module,
            SendPermission sendPermission,
            OperatorNotices notices,
            InstantSource clock) {
        this.database = database;
        this.recipientCounter = module.recipientCounter();
        this.sender = module.sender();
        this.drafts = module.broadcasts();
        this.sendPermission = sendPermission;
        store = new BroadcastStore(clock);
        this.notices = notices;
        this.clock = clock;
    }

    void startDue() {
        checkApprovals();
        Instant now = clock.instant();
        for (Broadcast due : database.read(transaction -> store.scheduled(transaction, now))) {
            boolean late = due.sendAt()
                    .filter(at -> at.plus(MAX_LATENESS).isBefore(now))
                    .isPresent();
            if (!late) {
                recipientCounter.count(due.recipients());
            }
            database.writeWithoutResult(transaction -> store.find(transaction, due.number())
                    .filter(due::equals)
                    // The role may have been removed since.
                    .filter(_ -> revokeIfLapsed(transaction, due.number()))
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
        switch (sender.startScheduled(transaction, due.number(), reportTo)) {
            case StartResult.Started(long recipients) ->
                LOG.info("broadcast {} started as scheduled: {} recipients", due.number(), recipients);
            case StartResult.NoRecipients() -> unscheduleMissed(transaction, due, "broadcast-missed-all");
            case StartResult.AlreadyDecided _, StartResult.Stale _ -> {}
        }
    }

    private void unscheduleMissed(Transaction transaction, Broadcast due, String reason) {
        drafts.unschedule(transaction, due.number(), new Actor.BotItself());
        LOG.warn("broadcast {} missed its scheduled time: it is a draft again", due.number());
        NoticeText text = (texts, _) -> notice(texts, due, reason);
        boolean isNotified = due.author()
                .filter(author -> notices.send(transaction, author.platform(), author.userId(), text))
                .isPresent();
        if (!isNotified) {
            notices.send(transaction, text, Platform.all());
        }
    }

    private static Content notice(Texts texts, Broadcast due, String reason) {
        return notice(texts, due.number(), texts.format(reason, Long.toString(due.number())));
    }

    private static Content notice(Texts texts, long number, String sentence) {
        Button show =
                Button.callback(texts.format("broadcast-open-button"), new BroadcastRequest.ShowBroadcast(number));
        return Content.text(sentence, List.of(List.of(show)));
    }

    private void checkApprovals() {
        List<Approval> lapsed = database.read(transaction -> store.scheduledAndRunning(transaction).stream()
                .filter(approval -> !isStillValid(transaction, approval))
                .toList());
        lapsed.forEach(
                approval -> database.writeWithoutResult(transaction -> revokeIfLapsed(transaction, approval.number())));
    }

    /// Tells whether the approver may still send the broadcast. If not, it is unscheduled or
    /// paused.
    private boolean revokeIfLapsed(Transaction transaction, long number) {
        Approval approval = store.approval(transaction, number).orElseThrow();
        boolean holds = isStillValid(transaction, approval);
        if (!holds) {
            revoke(transaction, approval);
        }
        return holds;
    }

    private boolean isStillValid(Transaction transaction, Approval approval) {
        return approval.approver()
                .filter(by -> switch (by) {
                    case Actor.ChatUser(Platform platform, long userId) ->
                        sendPermission.maySend(transaction, platform, userId);
                    // Everyone with access to the command line or the console may send.
                    case Actor.CommandLineUser(), Actor.ConsoleUser _, Actor.BotItself() -> true;
                })
                .isPresent();
    }

    private void revoke(Transaction transaction, Approval approval) {
        long number = approval.number();
        boolean ended = approval.state() == BroadcastState.SCHEDULED
                ? drafts.unschedule(transaction, number, new Actor.BotItself())
                : sender.pause(transaction, number, new Actor.BotItself());
        if (ended) {
            LOG.warn(
                    "broadcast {} is {}: its sender may no longer send broadcasts",
                    number,
                    approval.state() == BroadcastState.SCHEDULED ? "a draft again" : "paused");
            Broadcast broadcast = store.find(transaction, number).orElseThrow();
            notices.send(
                    transaction, (texts, _) -> notice(transaction, texts, approval, broadcast.text()), Platform.all());
        }
    }

    private Content notice(Transaction transaction, Texts texts, Approval approval, String text) {
        String what = approval.state() == BroadcastState.SCHEDULED ? "broadcast-no-right" : "broadcast-no-right-paused";
        String sentence = texts.format(
                what,
                Long.toString(approval.number()),
                TextShortener.shorten(MAX_EXCERPT, text.replaceAll("\\s+", " ").strip()),
                personName(transaction, texts, approval.approver()));
        return notice(texts, approval.number(), sentence);
    }

    private String personName(Transaction transaction, Texts texts, Optional<Actor> by) {
        return by.orElse(null) instanceof Actor.ChatUser(Platform platform, long userId)
                ? names.person(transaction, platform, userId)
                : texts.format("broadcast-forgotten-person");
    }
}
