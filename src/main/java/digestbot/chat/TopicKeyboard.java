package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.audience.Subscriber;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A toggle button for each topic, checked if the chat is subscribed.
public record TopicKeyboard(Library library, ChatSubscriptions chatSubscriptions) {

    private static final int PAGE_SIZE = 20;

    /// The text about the last change, above the topics, and buttons in place of the usual last
    /// row; without any, that row stays.
    public record Feedback(String text, List<List<Button>> rows) {}

    /// A page of topics. Before the first digest there are no topics, but all can be chosen.
    public Content page(CommandContext context, int requestedPage) {
        return page(context, requestedPage, new Feedback("", List.of()));
    }

    public Content page(CommandContext context, int requestedPage, Feedback feedback) {
        Texts texts = context.texts();
        List<LibraryTopic> known = library.topics(context.transaction());
        Chat chat = context.chat();
        boolean stopped = isStopped(context.transaction(), chat);
        List<Block> body = new ArrayList<>();
        if (stopped) {
            body.add(ReplyFactory.paragraph(texts.format("stopped")));
        }
        if (!feedback.text().isEmpty()) {
            body.add(ReplyFactory.paragraph(feedback.text()));
        }
        String none = library.isFirstScan() ? "no-topics-yet-read" : "no-topics";
        body.add(ReplyFactory.paragraph(texts.format(known.isEmpty() ? none : "pick-topics")));
        ListPage<LibraryTopic> page = ListPage.of(known, PAGE_SIZE, requestedPage);
        Set<String> subscribed = chatSubscriptions.topics(context.transaction(), chat);
        List<List<Button>> rows = page.rows(
                topic -> button(topic, subscribed.contains(topic.id().toLowerCase(Locale.ROOT))),
                SubscribeAction.ShowTopics::new);
        boolean all = chatSubscriptions.wantsAllTopics(context.transaction(), chat);
        rows.add(List.of(
                ReplyFactory.toggle(texts.format("all-topics-button"), new SubscribeAction.SetAllTopics(!all), all)));
        rows.addAll(feedback.rows().isEmpty() ? List.of(footer(texts, stopped, known.isEmpty())) : feedback.rows());
        return Content.of(List.of(Panel.plain(body)), rows);
    }

    public Content pageWith(CommandContext context, LibraryTopic topic) {
        return page(context, pageOf(context, topic));
    }

    public int pageOf(CommandContext context, LibraryTopic topic) {
        return Math.max(0, library.topics(context.transaction()).indexOf(topic)) / PAGE_SIZE;
    }

    private boolean isStopped(Transaction transaction, Chat chat) {
        return chatSubscriptions
                .subscriber(transaction, chat)
                .filter(Subscriber::isStopped)
                .isPresent();
    }

    private List<Button> footer(Texts texts, boolean stopped, boolean isEmpty) {
        List<Button> row = new ArrayList<>();
        if (stopped) {
            row.add(ReplyFactory.button(texts, "resume-button", new SettingsAction.ResumeDeliveries()));
        }
        row.add(
                isEmpty && library.isFirstScan()
                        ? ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0))
                        : ReplyFactory.button(texts, "settings-button", new SettingsAction.ShowSettings()));
        row.add(ReplyFactory.help(texts));
        return row;
    }

    private static Button button(LibraryTopic topic, boolean subscribed) {
        return ReplyFactory.toggle(
                topic.name(),
                subscribed
                        ? new SubscribeAction.UnsubscribeTopic(topic.number())
                        : new SubscribeAction.SubscribeTopic(topic.number()),
                subscribed);
    }
}
