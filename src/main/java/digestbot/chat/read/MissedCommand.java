package digestbot.chat.read;

import digestbot.audience.Subscriber;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.MissedDigestStore.Missed;
import digestbot.digest.DigestView;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.StatusPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The digests that the chat missed, as defined by [MissedDigestStore], with a button for each.
public final class MissedCommand implements Routes.Handler {

    private static final int A_PAGE = 10;
    private static final long DAYS = MissedDigestStore.WITHIN.toDays();

    private final MissedDigestStore missed = new MissedDigestStore();
    private final ChatSubscriptions mine;

    public MissedCommand(ChatSubscriptions mine) {
        this.mine = mine;
    }

    @Override
    public void register(Routes routes) {
        routes.on(LookupCommand.Missed.class, (asked, _) -> new Reply.Whisper(missed(asked, 0)));
        routes.on(
                LookupPress.Missed.class,
                (asked, press) -> Placement.turned(asked, press, missed(asked, press.page()), 0));
    }

    private Content missed(CommandContext asked, int wanted) {
        Texts words = asked.words();
        var chat = asked.request().from().chat();
        if (mine.all(asked.transaction(), chat).isEmpty()) {
            return Replies.text(
                    words.say(SettingsPhrase.SETTINGS_NOTHING),
                    List.of(List.of(Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0)))));
        }
        List<Missed> all = mine.subscriber(asked.transaction(), chat).map(Subscriber::number).stream()
                .flatMap(number -> missed.of(asked.transaction(), number, asked.now()).stream())
                .toList();
        return all.isEmpty() ? nothing(asked) : list(asked, all, ListPage.of(all, A_PAGE, wanted));
    }

    private static Content nothing(CommandContext asked) {
        Texts words = asked.words();
        return Replies.text(
                paused(asked) + words.say(StatusPhrase.NOTHING_MISSED, DAYS),
                List.of(List.of(
                        Replies.button(words, DigestPhrase.LATEST_BUTTON, new Press.Today()), Replies.help(words))));
    }

    private static Content list(CommandContext asked, List<Missed> all, ListPage<Missed> page) {
        Texts words = asked.words();
        String lines = page.shown().stream()
                .map(each -> "• " + each.topic() + " · " + words.day(each.day()))
                .collect(Collectors.joining("\n"));
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(each -> Button.ask(label(asked, each), new Press.Open(each.digest(), new DigestView.Overview())))
                .toList()));
        rows.addAll(page.turns(LookupPress.Missed::new));
        if (asked.isStopped() && asked.request().mayManage()) {
            rows.add(List.of(Replies.button(words, SettingsPhrase.RESUME_BUTTON, new Press.Resume())));
        }
        return Replies.text(
                paused(asked) + words.say(StatusPhrase.NOT_DELIVERED, all.size(), DAYS) + "\n" + lines, rows);
    }

    private static String paused(CommandContext asked) {
        return asked.isStopped() ? asked.words().say(SubscriptionPhrase.STOPPED) + "\n" : "";
    }

    private static String label(CommandContext asked, Missed missed) {
        return Replies.dated(asked, missed.topic(), missed.day());
    }
}
