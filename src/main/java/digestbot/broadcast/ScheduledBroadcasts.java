package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.button.BroadcastPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.PrivateChats;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.notice.NoticeText;
import digestbot.notice.OperatorNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts scheduled broadcasts when they are due. One that is more than three hours late becomes a
/// draft, and its author is notified, since its text may be outdated.
final class ScheduledBroadcasts {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledBroadcasts.class);

    /// A broadcast that is later than this is not sent automatically.
    public static final Duration MAX_LATENESS = Duration.ofHours(3);

    private final BroadcastStore store = new BroadcastStore();
    private final PrivateChats chats = new PrivateChats();
    private final Database database;
    private final RecipientCounter recipientCounter;
    private final BroadcastApprovals approvals;
    private final BroadcastSender sender;
    private final Broadcasts drafts;
    private final OperatorNotices notices;
    private final InstantSource clock;

    /// @param notices informs all admins about broadcasts without an author
    ScheduledBroadcasts(
            Database database,
            BroadcastModule module,
            BroadcastApprovals approvals,
            OperatorNotices notices,
            InstantSource clock) {
        this.database = database;
        this.approvals = approvals;
        this.recipientCounter = module.recipientCounter();
        this.sender = module.sender();
        this.drafts = module.broadcasts();
        this.notices = notices;
        this.clock = clock;
    }

    void startDue() {
        approvals.checkAll();
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
                    .filter(_ -> approvals.revokeIfLapsed(transaction, due.number()))
                    .ifPresent(unchanged -> begin(transaction, unchanged, late)));
        }
    }

    private void begin(Transaction transaction, Broadcast due, boolean late) {
        if (late) {
            unscheduleMissed(transaction, due, BroadcastPhrase.MISSED);
            return;
        }
        Optional<Destination> reportTo = due.author().flatMap(author -> chats.of(transaction, author));
        switch (sender.startScheduled(transaction, due.number(), reportTo)) {
            case StartResult.Started(long recipients) ->
                LOG.info("broadcast {} started as scheduled: {} recipients", due.number(), recipients);
            case StartResult.NoRecipients() -> unscheduleMissed(transaction, due, BroadcastPhrase.MISSED_ALL);
            case StartResult.AlreadyDecided _, StartResult.Stale _ -> {}
        }
    }

    private void unscheduleMissed(Transaction transaction, Broadcast due, Phrase reason) {
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

    private static Content notice(Texts texts, Broadcast due, Phrase reason) {
        Button show = Button.callback(
                texts.format(BroadcastPhrase.OPEN_BUTTON), new BroadcastPress.ShowBroadcast(due.number()));
        return Content.text(texts.format(reason, Long.toString(due.number())), List.of(List.of(show)));
    }
}
