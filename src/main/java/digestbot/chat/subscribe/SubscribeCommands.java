package digestbot.chat.subscribe;

import digestbot.action.SubscribeAction;
import digestbot.action.SubscribeAction.Target;
import digestbot.audience.Chat;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.TopicKeyboard;
import digestbot.chat.common.TopicMessages;
import digestbot.content.Content;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.util.List;
import java.util.Optional;

public record SubscribeCommands(
        Library library,
        SubscriptionService subscriptions,
        ChatSubscriptions chatSubscriptions,
        TopicKeyboard keyboard,
        SubscriptionReplies replies) {

    private static final String ALL = "all";

    public Reply answer(CommandContext context, SubscribeAction action) {
        return switch (action) {
            case SubscribeAction.ShowTopics asked ->
                Placement.menu(context, asked, keyboard.page(context, asked.page()));
            case SubscribeAction.Subscribe(String topic, Target to) -> change(context, topic, to, true);
            case SubscribeAction.Unsubscribe(String topic, Target to) -> change(context, topic, to, false);
            case SubscribeAction.SubscribeTopic(long topic) -> pressed(context, topic, true);
            case SubscribeAction.UnsubscribeTopic(long topic) -> pressed(context, topic, false);
            case SubscribeAction.SetAllTopics(boolean enabled) -> allTopics(context, enabled);
        };
    }

    public Reply change(CommandContext context, String topic, Target wish, boolean subscribe) {
        Optional<Destination> destination = destination(context, wish);
        if (destination.isEmpty()) {
            return context.refuse(Permissions.managersOnly(context.chat().platform()));
        }
        List<LibraryTopic> all = library.topics(context.transaction());
        if (topic.isBlank() && !isUnambiguous(context, destination.get(), all, subscribe)) {
            return new Reply.EphemeralMessage(whichTopic(context, destination.get(), all));
        }
        boolean allTopics = topic.strip().equalsIgnoreCase(ALL);
        List<LibraryTopic> chosen = topic.isBlank() || allTopics
                ? all
                : library.topic(context.transaction(), topic.strip()).stream().toList();
        if (chosen.isEmpty() && !allTopics) {
            return new Reply.EphemeralMessage(TopicMessages.unknown(
                    context,
                    topic,
                    all,
                    meant -> here(context, destination.get())
                            ? Optional.of(SubscriptionReplies.button(context.texts(), meant, subscribe))
                            : Optional.empty()));
        }
        var change = new SubscriptionChange(chosen, subscribe, allTopics);
        return new Reply.EphemeralMessage(
                replies.message(context, destination.get(), change, apply(context, destination.get(), change)));
    }

    /// If `allTopics`, the change concerns all topics, including new ones.
    record SubscriptionChange(List<LibraryTopic> topics, boolean subscribe, boolean allTopics) {}

    /// Tells whether the only topic can be assumed. Unsubscribing without a topic requires an
    /// existing subscription.
    private boolean isUnambiguous(
            CommandContext context, Destination destination, List<LibraryTopic> all, boolean subscribe) {
        return all.size() == 1
                && (subscribe
                        || chatSubscriptions
                                .to(
                                        context.transaction(),
                                        destination.chat(),
                                        all.getFirst().id())
                                .isPresent());
    }

    /// Returns true if anything changed.
    private boolean apply(CommandContext context, Destination destination, SubscriptionChange change) {
        boolean changed = change.allTopics() && all(context, destination, change.subscribe());
        for (LibraryTopic topic : change.topics()) {
            changed |= change.subscribe()
                    ? begin(context, destination, topic.id())
                    : end(context, destination, topic.id());
        }
        return changed;
    }

    /// Turns automatic subscription to new topics on or off, and returns true if anything changed.
    private boolean all(CommandContext context, Destination destination, boolean enabled) {
        if (!enabled
                && chatSubscriptions
                        .subscriber(context.transaction(), destination.chat())
                        .isEmpty()) {
            return false;
        }
        return subscriptions.setAllTopics(
                context.transaction(), subscriber(context, destination), enabled, destination.thread());
    }

    private boolean begin(CommandContext context, Destination destination, String topic) {
        return subscriptions.subscribe(
                context.transaction(), subscriber(context, destination), topic, destination.thread());
    }

    private long subscriber(CommandContext context, Destination destination) {
        Preferences initialPreferences = here(context, destination)
                ? context.preferences()
                : Preferences.DEFAULT.withLanguage(context.personalTexts().language());
        return subscriptions
                .subscriber(context.transaction(), destination.chat(), initialPreferences)
                .number();
    }

    private boolean end(CommandContext context, Destination destination, String topic) {
        return chatSubscriptions
                .subscriber(context.transaction(), destination.chat())
                .filter(subscriber -> subscriptions.unsubscribe(context.transaction(), subscriber.number(), topic))
                .isPresent();
    }

    /// Buttons act on the current chat, so for another chat the topics are only listed as text.
    private Content whichTopic(CommandContext context, Destination destination, List<LibraryTopic> all) {
        if (here(context, destination)) {
            return keyboard.page(context, 0);
        }
        Texts texts = context.texts();
        String names = texts.list(all.stream().map(topic -> topic.name()).toList());
        return Replies.text(texts, all.isEmpty() ? texts.format("no-topics") : texts.format("which-topic", names));
    }

    static boolean here(CommandContext context, Destination destination) {
        return destination.chat().id() == context.chat().id();
    }

    /// The destination; empty if the person may not change that chat's subscriptions.
    private static Optional<Destination> destination(CommandContext context, Target wish) {
        CommandRequest request = context.request();
        boolean mayHere = context.isPrivate() || request.personIsChatAdmin();
        return switch (wish.resolve(request.origin().chat().kind(), request.personIsChatAdmin())) {
            case HERE, DEFAULT -> mayHere ? Optional.of(request.origin()) : Optional.empty();
            case ME -> context.isPrivate() ? Optional.of(request.origin()) : request.privateChat();
        };
    }

    private Reply pressed(CommandContext context, long number, boolean subscribe) {
        Optional<LibraryTopic> topic = library.topic(context.transaction(), number);
        if (topic.isEmpty()) {
            return context.toast("topic-gone");
        }
        return new Reply.EditPressed(keyboard.page(
                context,
                keyboard.pageOf(context, topic.get()),
                pressed(context, new SubscriptionChange(List.of(topic.get()), subscribe, false))));
    }

    private TopicKeyboard.Feedback pressed(CommandContext context, SubscriptionChange change) {
        boolean changed = apply(context, context.request().origin(), change);
        return replies.feedback(context, change, changed);
    }

    /// Handles the button for all topics and shows the topics with the change. Turning it off keeps
    /// the existing subscriptions.
    private Reply allTopics(CommandContext context, boolean enabled) {
        if (!enabled) {
            all(context, context.request().origin(), false);
            return new Reply.EditPressed(keyboard.page(context, 0));
        }
        var change = new SubscriptionChange(library.topics(context.transaction()), true, true);
        return new Reply.EditPressed(keyboard.page(context, 0, pressed(context, change)));
    }

    /// Resumes deliveries to the chat if they were stopped, and returns whether they were.
    public boolean resumeStopped(CommandContext context) {
        Chat chat = context.chat();
        return chatSubscriptions
                .subscriber(context.transaction(), chat)
                .filter(Subscriber::isStopped)
                .filter(_ -> subscriptions.resume(context.transaction(), chat))
                .isPresent();
    }
}
