package digestbot.command;

import digestbot.database.Transaction;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.markdown.Block;
import digestbot.subscription.Chat;
import digestbot.subscription.Subscriber;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Every topic as a button that switches it on or off for the chat, with a mark at those that come.
final class TopicKeyboard {

    private static final int TOPICS_A_PAGE = 20;

    private final Library library;
    private final Mine mine;

    TopicKeyboard(Library library, Mine mine) {
        this.library = library;
        this.mine = mine;
    }

    /// A page of the topics; before there are any, that there are none.
    Content page(Asked asked, int wanted) {
        Words words = asked.words();
        List<KnownTopic> known = library.topics(asked.transaction());
        if (known.isEmpty()) {
            return Say.text(words, words.say(Phrase.NO_TOPICS));
        }
        Chat chat = asked.request().from().chat();
        boolean stopped = isStopped(asked.transaction(), chat);
        List<Block> body = new ArrayList<>();
        if (stopped) {
            body.add(Say.paragraph(words.say(Phrase.STOPPED)));
        }
        body.add(Say.paragraph(words.say(Phrase.PICK_TOPICS)));
        Page<KnownTopic> page = Page.of(known, TOPICS_A_PAGE, wanted);
        Set<String> subscribed = mine.topics(asked.transaction(), chat);
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(page.shown().stream()
                .map(topic ->
                        button(topic, subscribed.contains(topic.topic().id().toLowerCase(Locale.ROOT))))
                .toList()));
        rows.addAll(page.turns(Press.Topics::new));
        boolean all = mine.wantsAllTopics(asked.transaction(), chat);
        rows.add(List.of(Say.toggle(words.say(Phrase.ALL_TOPICS_BUTTON), new Press.AllTopics(!all), all)));
        rows.add(waysOn(words, stopped));
        return Content.of(List.of(Panel.plain(body)), rows);
    }

    /// The page that the topic is on.
    Content around(Asked asked, KnownTopic topic) {
        return page(asked, Math.max(0, library.topics(asked.transaction()).indexOf(topic)) / TOPICS_A_PAGE);
    }

    private boolean isStopped(Transaction transaction, Chat chat) {
        return mine.subscriber(transaction, chat).filter(Subscriber::isStopped).isPresent();
    }

    private static List<Button> waysOn(Words words, boolean stopped) {
        List<Button> row = new ArrayList<>();
        if (stopped) {
            row.add(Say.button(words, Phrase.RESUME_BUTTON, new Press.Resume()));
        }
        row.add(Say.button(words, Phrase.SETTINGS_BUTTON, new SettingsPress.Overview()));
        row.add(Say.help(words));
        return row;
    }

    private static Button button(KnownTopic topic, boolean subscribed) {
        return Say.toggle(
                topic.topic().name(),
                subscribed ? new Press.Unsubscribe(topic.number()) : new Press.Subscribe(topic.number()),
                subscribed);
    }
}
