package digestbot.chat.common;

import digestbot.audience.Chat;
import digestbot.audience.Subscriber;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.database.Transaction;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A toggle button for each topic, checked if the chat is subscribed.
public final class TopicKeyboard {

    private static final int TOPICS_A_PAGE = 20;

    private final Library library;
    private final ChatSubscriptions mine;

    public TopicKeyboard(Library library, ChatSubscriptions mine) {
        this.library = library;
        this.mine = mine;
    }

    /// A page of topics, or a note that there are none yet.
    public Content page(CommandContext asked, int wanted) {
        Texts words = asked.words();
        List<LibraryTopic> known = library.topics(asked.transaction());
        if (known.isEmpty()) {
            return Replies.text(words, words.say(SubscriptionPhrase.NO_TOPICS));
        }
        Chat chat = asked.request().from().chat();
        boolean stopped = isStopped(asked.transaction(), chat);
        List<Block> body = new ArrayList<>();
        if (stopped) {
            body.add(Replies.paragraph(words.say(SubscriptionPhrase.STOPPED)));
        }
        body.add(Replies.paragraph(words.say(SubscriptionPhrase.PICK_TOPICS)));
        ListPage<LibraryTopic> page = ListPage.of(known, TOPICS_A_PAGE, wanted);
        Set<String> subscribed = mine.topics(asked.transaction(), chat);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(topic ->
                        button(topic, subscribed.contains(topic.topic().id().toLowerCase(Locale.ROOT))))
                .toList()));
        rows.addAll(page.turns(Press.Topics::new));
        boolean all = mine.wantsAllTopics(asked.transaction(), chat);
        rows.add(List.of(
                Replies.toggle(words.say(SubscriptionPhrase.ALL_TOPICS_BUTTON), new Press.AllTopics(!all), all)));
        rows.add(waysOn(words, stopped));
        return Content.of(List.of(Panel.plain(body)), rows);
    }

    /// The page that the topic is on.
    public Content around(CommandContext asked, LibraryTopic topic) {
        return page(asked, Math.max(0, library.topics(asked.transaction()).indexOf(topic)) / TOPICS_A_PAGE);
    }

    private boolean isStopped(Transaction transaction, Chat chat) {
        return mine.subscriber(transaction, chat).filter(Subscriber::isStopped).isPresent();
    }

    private static List<Button> waysOn(Texts words, boolean stopped) {
        List<Button> row = new ArrayList<>();
        if (stopped) {
            row.add(Replies.button(words, SettingsPhrase.RESUME_BUTTON, new Press.Resume()));
        }
        row.add(Replies.button(words, SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview()));
        row.add(Replies.help(words));
        return row;
    }

    private static Button button(LibraryTopic topic, boolean subscribed) {
        return Replies.toggle(
                topic.topic().name(),
                subscribed ? new Press.Unsubscribe(topic.number()) : new Press.Subscribe(topic.number()),
                subscribed);
    }
}
