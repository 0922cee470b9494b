package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.ActorNames;
import digestbot.broadcast.ApprovalStore.Approval;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.button.BroadcastPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.notice.OperatorNotices;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops broadcasts whose approver has lost the right to send, because their role was removed, they
/// are no longer an owner, or their data was deleted. A scheduled broadcast becomes a draft, a
/// running one is paused, and owners and admins are notified.
final class BroadcastApprovals {

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastApprovals.class);
    private static final int MAX_EXCERPT = 60;

    private final ApprovalStore store = new ApprovalStore();
    private final BroadcastStore broadcasts = new BroadcastStore();
    private final Database database;
    private final Broadcasts drafts;
    private final BroadcastControl control;
    private final ActorNames names = new ActorNames();
    private final SendPermission sendPermission;
    private final OperatorNotices notices;

    BroadcastApprovals(
            Database database, BroadcastModule module, SendPermission sendPermission, OperatorNotices notices) {
        this.database = database;
        this.drafts = module.broadcasts();
        this.control = module.control();
        this.sendPermission = sendPermission;
        this.notices = notices;
    }

    /// Checks every scheduled and running broadcast.
    void checkAll() {
        List<Approval> lapsed = database.read(transaction -> store.scheduledAndRunning(transaction).stream()
                .filter(approval -> !isStillValid(transaction, approval))
                .toList());
        lapsed.forEach(
                approval -> database.writeWithoutResult(transaction -> revokeIfLapsed(transaction, approval.number())));
    }

    /// Tells whether the approver may still send the broadcast. If not, it is unscheduled or
    /// paused.
    boolean revokeIfLapsed(Transaction transaction, long number) {
        Approval approval = store.of(transaction, number).orElseThrow();
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
                : control.pause(transaction, number, new Actor.BotItself());
        if (ended) {
            LOG.warn(
                    "broadcast {} is {}: its sender may no longer send broadcasts",
                    number,
                    approval.state() == BroadcastState.SCHEDULED ? "a draft again" : "paused");
            Broadcast broadcast = broadcasts.find(transaction, number).orElseThrow();
            notices.send(
                    transaction, (texts, _) -> notice(transaction, texts, approval, broadcast.text()), Platform.all());
        }
    }

    private Content notice(Transaction transaction, Texts texts, Approval approval, String text) {
        Phrase what = approval.state() == BroadcastState.SCHEDULED
                ? BroadcastPhrase.NO_RIGHT
                : BroadcastPhrase.NO_RIGHT_PAUSED;
        Button show = Button.callback(
                texts.format(BroadcastPhrase.OPEN_BUTTON), new BroadcastPress.ShowBroadcast(approval.number()));
        String sentence = texts.format(
                what,
                Long.toString(approval.number()),
                TextShortener.shorten(MAX_EXCERPT, text.replaceAll("\\s+", " ").strip()),
                personName(transaction, texts, approval.approver()));
        return Content.text(sentence, List.of(List.of(show)));
    }

    private String personName(Transaction transaction, Texts texts, Optional<Actor> by) {
        return by.orElse(null) instanceof Actor.ChatUser(Platform platform, long userId)
                ? names.person(transaction, platform, userId)
                : texts.format(BroadcastPhrase.FORGOTTEN_PERSON);
    }
}
