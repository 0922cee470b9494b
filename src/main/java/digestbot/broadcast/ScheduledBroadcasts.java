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
import digestbot.notice.AdminNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts scheduled broadcasts when they are due. One that is more than three hours late becomes a
/// draft, and its author is notified, since its text may be outdated.
public final class ScheduledBroadcasts {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledBroadcasts.class);

    /// One that is later than this does not go out by itself.
    public static final Duration LATEST = Duration.ofHours(3);

    private final BroadcastStore store = new BroadcastStore();
    private final PrivateChats chats = new PrivateChats();
    private final Database database;
    private final RecipientCounter counts;
    private final BroadcastApprovals approvals;
    private final BroadcastStart launch;
    private final BroadcastDrafts drafts;
    private final AdminNotices notices;
    private final InstantSource clock;

    /// @param rights tells whether approvers may still send
    /// @param notices informs all admins about broadcasts without an author
    public ScheduledBroadcasts(
            Database database, BroadcastTools tools, SendPermission rights, AdminNotices notices, InstantSource clock) {
        this.database = database;
        this.approvals = new BroadcastApprovals(database, tools, rights, notices);
        this.counts = tools.counts();
        this.launch = tools.launch();
        this.drafts = tools.broadcasts();
        this.notices = notices;
        this.clock = clock;
    }

    void tend() {
        approvals.tend();
        Instant now = clock.instant();
        for (Broadcast due : database.read(transaction -> store.scheduled(transaction, now))) {
            boolean late =
                    due.sendAt().filter(at -> at.plus(LATEST).isBefore(now)).isPresent();
            if (!late) {
                counts.look(due.to());
            }
            database.run(transaction -> store.find(transaction, due.number())
                    .filter(due::equals)
                    // The role may have been taken since.
                    .filter(_ -> approvals.check(transaction, due.number()))
                    .ifPresent(unchanged -> begin(transaction, unchanged, late)));
        }
    }

    private void begin(Transaction transaction, Broadcast due, boolean late) {
        if (late) {
            giveBack(transaction, due, BroadcastPhrase.MISSED);
            return;
        }
        Optional<Destination> reportTo = due.author().flatMap(author -> chats.of(transaction, author));
        switch (launch.due(transaction, due.number(), reportTo)) {
            case StartResult.Started(long recipients) ->
                LOG.info("broadcast {} started as scheduled: {} recipients", due.number(), recipients);
            case StartResult.Nobody() -> giveBack(transaction, due, BroadcastPhrase.MISSED_ALL);
            case StartResult.NotOpen _, StartResult.Changed _ -> {}
        }
    }

    private void giveBack(Transaction transaction, Broadcast due, Phrase why) {
        drafts.unschedule(transaction, due.number(), new Actor.Itself());
        LOG.warn("broadcast {} missed its scheduled time: it is a draft again", due.number());
        Function<Texts, Content> text = words -> notice(words, due, why);
        boolean isTold = due.author()
                .filter(author -> notices.tell(transaction, author.platform(), author.userId(), text))
                .isPresent();
        if (!isTold) {
            notices.tell(transaction, text, List.of(Platform.values()));
        }
    }

    private static Content notice(Texts words, Broadcast due, Phrase why) {
        Button show = Button.ask(words.say(BroadcastPhrase.OPEN_BUTTON), new BroadcastPress.Show(due.number()));
        return Content.text(words.say(why, Long.toString(due.number())), List.of(List.of(show)));
    }
}
