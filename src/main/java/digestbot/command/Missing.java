package digestbot.command;

import digestbot.delivery.MissedStore;
import digestbot.delivery.MissedStore.Missed;
import digestbot.edition.AskingPress;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.View;
import digestbot.subscription.Subscriber;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the chat subscribed to and never got, as [MissedStore] has it, with a button for each.
final class Missing {

    private static final int A_PAGE = 10;
    private static final long DAYS = MissedStore.WITHIN.toDays();

    private final MissedStore missed = new MissedStore();
    private final Mine mine;

    Missing(Mine mine) {
        this.mine = mine;
    }

    Content missed(Asked asked, int wanted) {
        Words words = asked.words();
        var chat = asked.request().from().chat();
        if (mine.all(asked.transaction(), chat).isEmpty()) {
            return Say.text(
                    words.say(Phrase.SETTINGS_NOTHING),
                    List.of(List.of(Say.button(words, Phrase.TOPICS_BUTTON, new Press.Topics(0)))));
        }
        List<Missed> all = mine.subscriber(asked.transaction(), chat).map(Subscriber::number).stream()
                .flatMap(number -> missed.of(asked.transaction(), number, asked.now()).stream())
                .toList();
        return all.isEmpty() ? nothing(asked) : list(asked, all, Page.of(all, A_PAGE, wanted));
    }

    private static Content nothing(Asked asked) {
        Words words = asked.words();
        return Say.text(
                paused(asked) + words.say(Phrase.NOTHING_MISSED, DAYS),
                List.of(List.of(Say.button(words, Phrase.NEWEST_BUTTON, new Press.Today()), Say.help(words))));
    }

    private static Content list(Asked asked, List<Missed> all, Page<Missed> page) {
        Words words = asked.words();
        String lines = page.shown().stream()
                .map(each -> "• " + each.topic() + " · " + words.day(each.day()))
                .collect(Collectors.joining("\n"));
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(page.shown().stream()
                .map(each -> Button.ask(label(asked, each), new Press.Open(each.digest(), new View.Overview())))
                .toList()));
        rows.addAll(page.turns(AskingPress.Missed::new));
        if (asked.isStopped() && asked.request().mayManage()) {
            rows.add(List.of(Say.button(words, Phrase.RESUME_BUTTON, new Press.Resume())));
        }
        return Say.text(paused(asked) + words.say(Phrase.NEVER_CAME, all.size(), DAYS) + "\n" + lines, rows);
    }

    private static String paused(Asked asked) {
        return asked.isStopped() ? asked.words().say(Phrase.STOPPED) + "\n" : "";
    }

    private static String label(Asked asked, Missed missed) {
        return Say.dated(asked, missed.topic(), missed.day());
    }
}
