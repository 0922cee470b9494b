package digestbot.broadcast;

import digestbot.action.BroadcastRequest;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.ActorNames;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastRunner.SendPermission;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.PrivateChats;
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
record ScheduledBroadcasts(
        Database database,
        BroadcastService broadcasts,
        SendPermission sendPermission,
        OperatorNotices notices,
        InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledBroadcasts.class);

    static final Duration MAX_LATENESS = Duration.ofHours(3);

    private static final int MAX_EXCERPT = 60;

    private static final BroadcastTable TABLE = new BroadcastTable();
    private static final PrivateChats CHATS = new PrivateChats();
    private static final ActorNames NAMES = new ActorNames();

    void startDue() {
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
        Optional<Destination> reportTo = due.author().flatMap(author -> CHATS.of(transaction, author));
        switch (broadcasts.start(transaction, due, new Actor.BotItself(), reportTo)) {
            case STARTED -> LOG.info("broadcast {} started as scheduled", due.number());
            case NO_RECIPIENTS -> unscheduleMissed(transaction, due, "broadcast-missed-all");
            case SCHEDULED, TIME_PASSED, STALE, ALREADY_DECIDED -> {}
        }
    }

    private void unscheduleMissed(Transaction transaction, Broadcast due, String reason) {
        broadcasts.unschedule(transaction, due.number(), new Actor.BotItself());
        LOG.warn("broadcast {} missed its scheduled time: it is a draft again", due.number());
        NoticeText text = (texts, _) -> notice(texts, due, texts.format(reason, Long.toString(due.number())));
        boolean isNotified = due.author()
                .filter(author -> notices.send(transaction, author.platform(), author.userId(), text))
                .isPresent();
        if (!isNotified) {
            notices.send(transaction, text, Platform.all());
        }
    }

    private static Content notice(Texts texts, Broadcast broadcast, String sentence) {
        Button show = Button.callback(
                texts.format("broadcast-open-button"), new BroadcastRequest.ShowBroadcast(broadcast.number()));
        return Content.text(sentence, List.of(List.of(show)));
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
                    (texts, _) -> notice(
                            texts,
                            broadcast,
                            texts.format(
                                    reason,
                                    Long.toString(number),
                                    text,
                                    personName(transaction, texts, broadcast.approver()))),
                    Platform.all());
        }
    }

    private String personName(Transaction transaction, Texts texts, Optional<Actor> by) {
        return by.orElse(null) instanceof Actor.ChatUser(Platform platform, long userId)
                ? NAMES.person(transaction, platform, userId)
                : texts.format("broadcast-forgotten-person");
    }
}
