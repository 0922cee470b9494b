package digestbot.chat.subscribe;

import digestbot.audience.Chat;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.common.TopicKeyboard;
import digestbot.chat.common.TopicMessages;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.DigestView;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Subscribing and unsubscribing, by command or by button.
public final class SubscribeCommands implements Routes.Handler {

    private static final String ALL = "all";

    private final Library library;
    private final SubscriptionService subscriptions;
    private final ChatSubscriptions mine;
    private final TopicKeyboard keyboard;

    public SubscribeCommands(
            Library library, SubscriptionService subscriptions, ChatSubscriptions mine, TopicKeyboard keyboard) {
        this.library = library;
        this.subscriptions = subscriptions;
        this.mine = mine;
        this.keyboard = keyboard;
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Topics.class, (asked, _) -> new Reply.Whisper(keyboard.page(asked, 0)));
        routes.on(Command.Subscribe.class, (asked, typed) -> change(asked, typed.topic(), typed.to(), true));
        routes.on(Command.Unsubscribe.class, (asked, typed) -> change(asked, typed.topic(), typed.to(), false));
        routes.on(Command.Stop.class, (asked, _) -> Placement.screen(asked, stop(asked)));
        routes.on(
                Press.Topics.class, (asked, press) -> Placement.menu(asked, press, keyboard.page(asked, press.page())));
        routes.on(Press.Subscribe.class, (asked, press) -> pressed(asked, press.topic(), true));
        routes.on(Press.Unsubscribe.class, (asked, press) -> pressed(asked, press.topic(), false));
        routes.on(Press.AllTopics.class, (asked, press) -> allTopics(asked, press.wanted()));
        routes.on(Press.Stop.class, (asked, _) -> Placement.screen(asked, stop(asked)));
        routes.on(Press.Resume.class, (asked, _) -> Placement.screen(asked, resume(asked)));
    }

    private static String refusal(CommandContext asked) {
        return asked.words()
                .say(Permissions.managersOnly(asked.request().from().chat().platform()));
    }

    /// Subscribes or unsubscribes as typed.
    public Reply change(CommandContext asked, String topic, Command.Target wish, boolean subscribe) {
        Optional<Destination> destination = destination(asked, wish);
        if (destination.isEmpty()) {
            return new Reply.Whisper(Replies.text(asked.words(), refusal(asked)));
        }
        List<LibraryTopic> all = library.topics(asked.transaction());
        if (topic.isBlank() && !isPlain(asked, destination.get(), all, subscribe)) {
            return new Reply.Whisper(whichTopic(asked, destination.get(), all));
        }
        boolean every = topic.strip().equalsIgnoreCase(ALL);
        List<LibraryTopic> chosen = topic.isBlank() || every
                ? all
                : library.topic(asked.transaction(), topic.strip()).stream().toList();
        if (chosen.isEmpty()) {
            return new Reply.Whisper(TopicMessages.unknown(asked, topic, all));
        }
        return new Reply.Whisper(done(asked, destination.get(), new Wish(chosen, subscribe, every)));
    }

    /// @param every whether it is about all topics, also new ones
    private record Wish(List<LibraryTopic> topics, boolean subscribe, boolean every) {}

    /// Tells whether the only topic can be assumed. Unsubscribing without a topic requires an
    /// existing subscription.
    private boolean isPlain(CommandContext asked, Destination destination, List<LibraryTopic> all, boolean subscribe) {
        return all.size() == 1
                && (subscribe
                        || mine.to(
                                        asked.transaction(),
                                        destination.chat(),
                                        all.getFirst().topic().id())
                                .isPresent());
    }

    private Content done(CommandContext asked, Destination destination, Wish wish) {
        boolean changed = wish.every() && all(asked, destination, wish.subscribe());
        for (LibraryTopic topic : wish.topics()) {
            changed |= wish.subscribe()
                    ? begin(asked, destination, topic.topic().id())
                    : end(asked, destination, topic.topic().id());
        }
        String named = String.join(
                ", ", wish.topics().stream().map(topic -> topic.topic().name()).toList());
        String names =
                wish.every() && wish.subscribe() ? asked.words().say(SubscriptionPhrase.AND_NEW_TOPICS, named) : named;
        Phrase phrase = wish.subscribe()
                ? changed ? subscribed(asked, destination) : SubscriptionPhrase.ALREADY_SUBSCRIBED
                : changed ? SubscriptionPhrase.UNSUBSCRIBED : SubscriptionPhrase.NOT_SUBSCRIBED;
        return Replies.text(
                asked.words().say(phrase, names), ways(asked, destination, wish.topics(), wish.subscribe()));
    }

    /// Turns automatic subscription to new topics on or off.
    ///
    /// @return whether anything has changed
    private boolean all(CommandContext asked, Destination destination, boolean wanted) {
        if (!wanted && mine.subscriber(asked.transaction(), destination.chat()).isEmpty()) {
            return false;
        }
        return subscriptions.setAllTopics(
                asked.transaction(), subscriber(asked, destination), wanted, destination.thread());
    }

    private boolean begin(CommandContext asked, Destination destination, String topic) {
        return subscriptions.subscribe(
                asked.transaction(), subscriber(asked, destination), topic, destination.thread());
    }

    private long subscriber(CommandContext asked, Destination destination) {
        Preferences first = here(asked, destination)
                ? asked.preferences()
                : Preferences.DEFAULT.withLanguage(asked.personalWords().language());
        return subscriptions
                .subscriber(asked.transaction(), destination.chat(), first)
                .number();
    }

    private boolean end(CommandContext asked, Destination destination, String topic) {
        return mine.subscriber(asked.transaction(), destination.chat())
                .filter(subscriber -> subscriptions.unsubscribe(asked.transaction(), subscriber.number(), topic))
                .isPresent();
    }

    /// Buttons act on the current chat, so for another chat the topics are only listed as text.
    private Content whichTopic(CommandContext asked, Destination destination, List<LibraryTopic> all) {
        if (all.isEmpty() || here(asked, destination)) {
            return keyboard.page(asked, 0);
        }
        String names = String.join(
                ", ", all.stream().map(topic -> topic.topic().name()).toList());
        return Replies.text(asked.words(), asked.words().say(SubscriptionPhrase.WHICH_TOPIC, names));
    }

    private static Phrase subscribed(CommandContext asked, Destination destination) {
        return !here(asked, destination)
                ? SubscriptionPhrase.SUBSCRIBED_DIRECT
                : asked.isPrivate() ? SubscriptionPhrase.SUBSCRIBED : SubscriptionPhrase.SUBSCRIBED_CHANNEL;
    }

    private static boolean here(CommandContext asked, Destination destination) {
        return destination.chat().id() == asked.request().from().chat().id();
    }

    /// The buttons below the answer. A press changes the chat that the button is in, so there is
    /// none about another chat.
    private List<List<Button>> ways(
            CommandContext asked, Destination destination, List<LibraryTopic> topics, boolean subscribe) {
        Texts words = asked.words();
        List<Button> row = new ArrayList<>();
        if (topics.size() == 1) {
            row.addAll(about(asked, topics.getFirst(), here(asked, destination), subscribe));
        } else if (here(asked, destination)) {
            row.add(Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0)));
            row.add(Replies.button(words, SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview()));
        }
        return List.of(row.isEmpty() ? List.of(Replies.help(words)) : row);
    }

    private List<Button> about(CommandContext asked, LibraryTopic topic, boolean here, boolean subscribed) {
        Texts words = asked.words();
        List<Button> row = new ArrayList<>();
        library.newest(asked.transaction(), topic.topic().id(), asked.language())
                .ifPresent(newest -> row.add(Replies.button(
                        words,
                        DigestPhrase.LATEST_BUTTON,
                        new Press.Show(newest.number(), new DigestView.Overview(), 0))));
        if (here && subscribed) {
            row.add(Replies.button(words, SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.OfTopic(topic.number())));
            row.add(Replies.button(
                    words, SubscriptionPhrase.UNSUBSCRIBE_BUTTON, new Press.Unsubscribe(topic.number())));
        } else if (here) {
            row.add(Replies.button(words, SubscriptionPhrase.SUBSCRIBE_BUTTON, new Press.Subscribe(topic.number())));
        }
        return row;
    }

    /// Empty if the person may not change that chat's subscriptions.
    private static Optional<Destination> destination(CommandContext asked, Command.Target wish) {
        CommandRequest request = asked.request();
        boolean mayHere = asked.isPrivate() || request.mayManage();
        return switch (wish.resolve(request.from().chat().kind(), request.mayManage())) {
            case HERE, DEFAULT -> mayHere ? Optional.of(request.from()) : Optional.empty();
            case ME -> asked.isPrivate() ? Optional.of(request.from()) : request.direct();
        };
    }

    /// A topic's button was pressed: the topics, with the change made.
    private Reply pressed(CommandContext asked, long number, boolean subscribe) {
        Optional<LibraryTopic> topic = library.topic(asked.transaction(), number);
        if (topic.isEmpty()) {
            return asked.toast(SubscriptionPhrase.TOPIC_GONE);
        }
        done(asked, asked.request().from(), new Wish(List.of(topic.get()), subscribe, false));
        return new Reply.Replace(keyboard.around(asked, topic.get()));
    }

    /// The button for all topics was pressed: the topics, with the change made. Turning it off
    /// keeps the existing subscriptions.
    private Reply allTopics(CommandContext asked, boolean wanted) {
        if (wanted) {
            done(asked, asked.request().from(), new Wish(library.topics(asked.transaction()), true, true));
        } else {
            all(asked, asked.request().from(), false);
        }
        return new Reply.Replace(keyboard.page(asked, 0));
    }

    /// Stops all that comes to the chat; its settings are kept.
    private Content stop(CommandContext asked) {
        Texts words = asked.words();
        if (!subscriptions.stop(asked.transaction(), asked.request().from().chat())) {
            return Replies.text(
                    words.say(SubscriptionPhrase.NOTHING_TO_STOP),
                    List.of(List.of(Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0)))));
        }
        return Replies.text(
                words.say(SubscriptionPhrase.STOPPED),
                List.of(List.of(
                        Replies.button(words, SettingsPhrase.RESUME_BUTTON, new Press.Resume()),
                        Replies.button(words, SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview()))));
    }

    /// Delivers to the chat again.
    private Content resume(CommandContext asked) {
        Texts words = asked.words();
        subscriptions.resume(asked.transaction(), asked.request().from().chat());
        return Replies.text(
                words.say(SubscriptionPhrase.RESUMED),
                List.of(List.of(
                        Replies.button(words, SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview()),
                        Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0)))));
    }

    /// Delivers to the chat again if it had stopped everything.
    ///
    /// @return whether it had
    public boolean resumeStopped(CommandContext asked) {
        Chat chat = asked.request().from().chat();
        return mine.subscriber(asked.transaction(), chat)
                .filter(Subscriber::isStopped)
                .filter(_ -> subscriptions.resume(asked.transaction(), chat))
                .isPresent();
    }
}
