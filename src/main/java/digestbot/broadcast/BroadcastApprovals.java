package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.ApprovalStore.Approval;
import digestbot.broadcast.Broadcast.State;
import digestbot.button.BroadcastPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.notice.AdminNotices;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops broadcasts whose approver has lost the right to send, because their role was removed, they
/// are no longer an owner, or their data was deleted. A scheduled broadcast becomes a draft, a
/// running one is paused, and owners and admins are notified.
final class BroadcastApprovals {

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastApprovals.class);
    private static final int LONGEST_TEXT = 60;

    private final ApprovalStore store = new ApprovalStore();
    private final BroadcastStore broadcasts = new BroadcastStore();
    private final Database database;
    private final BroadcastTools tools;
    private final SendPermission rights;
    private final AdminNotices notices;

    BroadcastApprovals(Database database, BroadcastTools tools, SendPermission rights, AdminNotices notices) {
        this.database = database;
        this.tools = tools;
        this.rights = rights;
        this.notices = notices;
    }

    /// Checks every scheduled and running broadcast.
    void tend() {
        List<Approval> lapsed = database.read(transaction -> store.goingOut(transaction).stream()
                .filter(approval -> !holds(transaction, approval))
                .toList());
        lapsed.forEach(approval -> database.run(transaction -> check(transaction, approval.number())));
    }

    /// Tells whether the approver may still send the broadcast. If not, it is unscheduled or
    /// paused.
    boolean check(Transaction transaction, long number) {
        Approval approval = store.of(transaction, number).orElseThrow();
        boolean holds = holds(transaction, approval);
        if (!holds) {
            end(transaction, approval);
        }
        return holds;
    }

    private boolean holds(Transaction transaction, Approval approval) {
        return approval.by()
                .filter(by -> switch (by) {
                    case Actor.Somebody(Platform platform, long userId) ->
                        rights.maySend(transaction, platform, userId);
                    // Everyone with access to the command line or the console may send.
                    case Actor.CommandLine(), Actor.Console _, Actor.Itself() -> true;
                })
                .isPresent();
    }

    private void end(Transaction transaction, Approval approval) {
        long number = approval.number();
        boolean ended = approval.state() == State.SCHEDULED
                ? tools.broadcasts().unschedule(transaction, number, new Actor.Itself())
                : tools.steering().pause(transaction, number, new Actor.Itself());
        if (ended) {
            LOG.warn(
                    "broadcast {} is {}: its sender may no longer send broadcasts",
                    number,
                    approval.state() == State.SCHEDULED ? "a draft again" : "paused");
            Broadcast broadcast = broadcasts.find(transaction, number).orElseThrow();
            notices.tell(transaction, words -> notice(words, approval, broadcast.text()), List.of(Platform.values()));
        }
    }

    private static Content notice(Texts words, Approval approval, String text) {
        Phrase what = approval.state() == State.SCHEDULED ? BroadcastPhrase.NO_RIGHT : BroadcastPhrase.NO_RIGHT_PAUSED;
        Button show = Button.ask(words.say(BroadcastPhrase.OPEN_BUTTON), new BroadcastPress.Show(approval.number()));
        String sentence = words.say(
                what,
                Long.toString(approval.number()),
                TextShortener.to(LONGEST_TEXT, text.replaceAll("\\s+", " ").strip()),
                who(words, approval.by()));
        return Content.text(sentence, List.of(List.of(show)));
    }

    private static String who(Texts words, Optional<Actor> by) {
        return by.orElse(null) instanceof Actor.Somebody(Platform platform, long userId)
                ? platform.title() + " " + userId
                : words.say(BroadcastPhrase.FORGOTTEN_PERSON);
    }
}
