package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.action.SettingsAction;
import digestbot.action.SubscribeAction;
import digestbot.audience.Subscriber;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.MissedDigestStore.MissedDigest;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The digests that the chat missed, as defined by [MissedDigestStore], with a button for each.
public final class MissedCommand {

    private static final int PAGE_SIZE = 10;
    private static final long DAYS = MissedDigestStore.KEPT.toDays();

    private final MissedDigestStore missed = new MissedDigestStore();
    private final ChatSubscriptions chatSubscriptions;

    public MissedCommand(ChatSubscriptions chatSubscriptions) {
        this.chatSubscriptions = chatSubscriptions;
    }

    public Reply missed(CommandContext context, ReadAction.ShowMissed asked) {
        return Placement.linkedView(context, asked, list(context, asked.page()), 0);
    }

    private Content list(CommandContext context, int requestedPage) {
        Texts texts = context.texts();
        var chat = context.request().origin().chat();
        if (chatSubscriptions.all(context.transaction(), chat).isEmpty()) {
            return Replies.text(
                    texts.format("settings-nothing"),
                    List.of(List.of(Replies.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)))));
        }
        List<MissedDigest> all =
                chatSubscriptions.subscriber(context.transaction(), chat).map(Subscriber::number).stream()
                        .flatMap(number -> missed.of(context.transaction(), number, context.now()).stream())
                        .toList();
        return all.isEmpty() ? nothing(context) : list(context, all, ListPage.of(all, PAGE_SIZE, requestedPage));
    }

    private static Content nothing(CommandContext context) {
        Texts texts = context.texts();
        return Replies.text(
                paused(context) + texts.format("nothing-missed", DAYS),
                List.of(List.of(
                        Replies.button(texts, "latest-button", new ReadAction.ShowToday()), Replies.help(texts))));
    }

    private static Content list(CommandContext context, List<MissedDigest> all, ListPage<MissedDigest> page) {
        Texts texts = context.texts();
        String lines = page.shown().stream()
                .map(each -> "• " + each.topic() + " · " + texts.day(each.day()))
                .collect(Collectors.joining("\n"));
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(each -> Button.callback(
                        label(context, each), new ReadAction.ShowSeparately(each.digest(), new DigestView.Overview())))
                .toList()));
        rows.addAll(page.pageButtons(ReadAction.ShowMissed::new));
        if (context.isStopped() && context.request().personIsChatAdmin()) {
            rows.add(List.of(Replies.button(texts, "resume-button", new SettingsAction.ResumeDeliveries())));
        }
        return Replies.text(paused(context) + texts.format("not-delivered", all.size(), DAYS) + "\n" + lines, rows);
    }

    private static String paused(CommandContext context) {
        return context.isStopped() ? context.texts().format("stopped") + "\n" : "";
    }

    private static String label(CommandContext context, MissedDigest missed) {
        return Replies.topicAndDate(context, missed.topic(), missed.day());
    }
}
