package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Length;
import digestbot.audience.Platform.Feature;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Changes which topics a chat receives, and answers with the time of the next delivery and buttons
/// for the next steps.
public record SubscribeCommands(
        Library library,
        SubscriptionService subscriptions,
        ChatSubscriptions chatSubscriptions,
        TopicKeyboard keyboard,
        SubscriptionText subscriptionText,
        UsualPublicationTimes usualTimes) {

    private static final String ALL = "all";
    private static final int MAX_SUBSCRIPTIONS = 20;
    private static final String DIRECT_MESSAGES = "https://discord.com/channels/@me/";

    public Reply answer(CommandContext context, SubscribeAction action) {
        return switch (action) {
            case SubscribeAction.ShowTopics asked ->
                Placement.menu(context, asked, keyboard.page(context, asked.page()));
            case SubscribeAction.Subscribe(String topic, Target to) -> change(context, topic, to, true);
            case SubscribeAction.Unsubscribe(String topic, Target to) -> change(context, topic, to, false);
            case SubscribeAction.SubscribeTopic(long topic) -> pressed(context, topic, true);
            case SubscribeAction.UnsubscribeTopic(long topic) -> pressed(context, topic, false);
            case SubscribeAction.UnsubscribeFromDigest(long digest) ->
                library.digest(context.transaction(), digest)
                        .map(stored -> change(context, stored.digest().topic().id(), Target.HERE, false))
                        .orElseGet(() -> context.unavailable(library, digest));
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
            return new Reply.EphemeralMessage(
                    subscribe
                            ? whichTopic(context, destination.get(), all)
                            : whichSubscription(context, destination.get(), all));
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
                            ? Optional.of(button(context.texts(), meant, subscribe))
                            : Optional.empty()));
        }
        var change = new SubscriptionChange(chosen, subscribe, allTopics);
        return new Reply.EphemeralMessage(
                message(context, destination.get(), change, apply(context, destination.get(), change)));
    }

    /// If `allTopics`, the change concerns all topics, including new ones.
    private record SubscriptionChange(List<LibraryTopic> topics, boolean subscribe, boolean allTopics) {}

    /// Whether the only topic can be assumed. Unsubscribing without a topic requires an
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
        return ReplyFactory.text(texts, all.isEmpty() ? texts.format("no-topics") : texts.format("which-topic", names));
    }

    private Content whichSubscription(CommandContext context, Destination destination, List<LibraryTopic> all) {
        Texts texts = context.texts();
        Set<String> subscribed = chatSubscriptions.topics(context.transaction(), destination.chat());
        List<LibraryTopic> own = all.stream()
                .filter(topic -> subscribed.contains(topic.id().toLowerCase(Locale.ROOT)))
                .limit(MAX_SUBSCRIPTIONS)
                .toList();
        if (own.isEmpty()) {
            return ReplyFactory.text(texts, texts.format("settings-nothing"));
        }
        return here(context, destination)
                ? ReplyFactory.text(
                        texts.format("which-subscription"),
                        ReplyFactory.inPairs(own.stream()
                                .map(topic -> Button.callback(
                                        ReplyFactory.label(topic.name()),
                                        new SubscribeAction.UnsubscribeTopic(topic.number())))
                                .toList()))
                : whichTopic(context, destination, own);
    }

    private static boolean here(CommandContext context, Destination destination) {
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
        return feedback(context, change, changed);
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

    private static Button button(Texts texts, LibraryTopic topic, boolean subscribe) {
        String name = topic.name();
        return subscribe
                ? Button.callback(
                        ReplyFactory.label(texts.format("subscribe-to-button", name)),
                        new SubscribeAction.SubscribeTopic(topic.number()))
                : Button.callback(
                        ReplyFactory.label(texts.format("unsubscribe-from-button", name)),
                        new SubscribeAction.UnsubscribeTopic(topic.number()));
    }

    /// The answer to a typed change, which was applied to that chat.
    ///
    /// @param changed false if everything was as wanted before
    private Content message(
            CommandContext context, Destination destination, SubscriptionChange change, boolean changed) {
        boolean here = here(context, destination);
        return ReplyFactory.text(
                text(context, change, changed, here),
                here ? nextSteps(context, change) : elsewhere(context, destination, change));
    }

    private TopicKeyboard.Feedback feedback(CommandContext context, SubscriptionChange change, boolean changed) {
        return new TopicKeyboard.Feedback(
                text(context, change, changed, true), change.subscribe() ? firstSteps(context, change) : List.of());
    }

    private String text(CommandContext context, SubscriptionChange change, boolean changed, boolean here) {
        String key = change.subscribe()
                ? changed ? subscribed(context, here) : alreadySubscribed(context, here)
                : changed ? "unsubscribed" : "not-subscribed";
        String text = context.texts().format(key, names(context.texts(), change));
        if (!change.subscribe() || !here) {
            return text;
        }
        boolean one = change.topics().size() == 1;
        Optional<String> arrival = one
                ? arrival(context, change.topics().getFirst())
                : Optional.of(subscriptionText.ofAll(
                                context, chatSubscriptions.all(context.transaction(), context.chat())))
                        .filter(_ -> isTimed(context));
        return text
                + arrival.map(line -> "\n" + line).orElse("")
                + (changed && one ? "\n" + context.texts().format(SubscriptionText.lengthQuestion(context)) : "");
    }

    private static String subscribed(CommandContext context, boolean here) {
        if (!here) {
            return "subscribed-direct";
        }
        if (isTimed(context)) {
            return "subscribed-timed";
        }
        return context.isPrivate() ? "subscribed" : "subscribed-channel";
    }

    private static boolean isTimed(CommandContext context) {
        return context.preferences().schedule().timeOfDay().isPresent();
    }

    private static String alreadySubscribed(CommandContext context, boolean here) {
        return here || context.request().personIsChatAdmin() ? "already-subscribed" : "already-subscribed-direct";
    }

    private static String names(Texts texts, SubscriptionChange change) {
        String named =
                texts.list(change.topics().stream().map(topic -> topic.name()).toList());
        if (named.isEmpty()) {
            return texts.format("all-new-topics");
        }
        return change.allTopics() && change.subscribe() ? texts.format("and-new-topics", named) : named;
    }

    /// The time of the topic's next digest, if known.
    private Optional<String> arrival(CommandContext context, LibraryTopic topic) {
        String id = topic.id();
        return chatSubscriptions
                .to(context.transaction(), context.chat(), id)
                .flatMap(subscription -> switch (subscription.schedule()) {
                    case DeliverySchedule.Immediately() -> published(context, id);
                    case DeliverySchedule.At _, DeliverySchedule.Weekly _ ->
                        Optional.of(scheduled(context, subscription));
                });
    }

    private Optional<String> published(CommandContext context, String topic) {
        return usualTimes
                .next(context, topic)
                .filter(expected -> expected.at().isAfter(context.now()))
                .map(expected -> usualTimes.about(expected))
                .map(at -> context.preferences().hasZone()
                        ? context.due(at)
                        : context.moments().withZone(at))
                .map(at -> context.texts().format("next-usually", at));
    }

    private String scheduled(CommandContext context, Subscription subscription) {
        return ReplyFactory.capital(SubscriptionText.when(context.texts(), subscription.schedule()))
                + subscriptionText.next(context, List.of(subscription));
    }

    /// The buttons below a list of topics: the length, the latest digest in a separate message, and
    /// the choice of a time.
    private List<List<Button>> firstSteps(CommandContext context, SubscriptionChange change) {
        Texts texts = context.texts();
        List<List<Button>> rows = new ArrayList<>();
        List<Button> row = new ArrayList<>();
        if (change.topics().size() == 1) {
            rows.add(lengths(texts, change.topics().getFirst()));
            LibraryTopic topic = change.topics().getFirst();
            newest(context, topic)
                    .ifPresent(newest -> row.add(ReplyFactory.button(
                            texts,
                            "latest-button",
                            new ReadAction.ShowSeparately(newest.number(), new DigestView.Overview()))));
        } else if (!change.topics().isEmpty()) {
            row.add(ReplyFactory.button(texts, "latest-digests", new ReadAction.ShowLatest(0)));
        }
        row.add(chooseTime(texts));
        rows.add(row);
        return rows;
    }

    /// A time for all topics of the chat.
    private static Button chooseTime(Texts texts) {
        return ReplyFactory.button(texts, "choose-time-button", new SettingsAction.Open(0, SettingsAction.Screen.TIME));
    }

    /// How much to read of a new subscription; the choice leads on to the time.
    private static List<Button> lengths(Texts texts, LibraryTopic topic) {
        return Arrays.stream(Length.values())
                .map(length -> Button.callback(
                        ReplyFactory.capital(SubscriptionText.length(texts, length)),
                        new SettingsAction.Choose(topic.number(), SettingsAction.Choose.FIRST_LENGTH, length.name())))
                .toList();
    }

    private List<List<Button>> nextSteps(CommandContext context, SubscriptionChange change) {
        Texts texts = context.texts();
        if (change.topics().size() != 1) {
            return List.of(List.of(
                    ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)),
                    ReplyFactory.button(texts, "settings-button", new SettingsAction.ShowSettings())));
        }
        LibraryTopic topic = change.topics().getFirst();
        List<Button> row = new ArrayList<>(latest(context, topic));
        if (!change.subscribe()) {
            row.add(ReplyFactory.button(texts, "subscribe-button", new SubscribeAction.SubscribeTopic(topic.number())));
            return List.of(row);
        }
        row.add(chooseTime(texts));
        List<List<Button>> rows = new ArrayList<>(List.of(lengths(texts, topic), row));
        if (library.topics(context.transaction()).size() > 1
                && !chatSubscriptions.wantsAllTopics(context.transaction(), context.chat())) {
            rows.add(List.of(ReplyFactory.button(texts, "all-topics-button", new SubscribeAction.SetAllTopics(true))));
        }
        rows.add(List.of(
                ReplyFactory.button(
                        texts, "settings-button", new SettingsAction.Open(topic.number(), SettingsAction.Screen.TOPIC)),
                ReplyFactory.button(
                        texts, "unsubscribe-button", new SubscribeAction.UnsubscribeTopic(topic.number()))));
        return rows;
    }

    /// The buttons below an answer about the person's direct messages. A press changes the chat
    /// that contains the button, so settings are only linked.
    private List<List<Button>> elsewhere(CommandContext context, Destination destination, SubscriptionChange change) {
        List<Button> row = new ArrayList<>();
        if (change.topics().size() == 1) {
            row.addAll(latest(context, change.topics().getFirst()));
        }
        if (destination.chat().platform().has(Feature.SERVERS)) {
            var there = new WebAddress(DIRECT_MESSAGES + destination.chat().id());
            row.add(Button.link(context.texts().format("open-direct-messages-button"), there));
        }
        return List.of(row.isEmpty() ? List.of(ReplyFactory.help(context.texts())) : row);
    }

    private List<Button> latest(CommandContext context, LibraryTopic topic) {
        return newest(context, topic)
                .map(newest -> ReplyFactory.button(
                        context.texts(),
                        "latest-button",
                        new ReadAction.Show(newest.number(), new DigestView.Overview(), 0)))
                .stream()
                .toList();
    }

    private Optional<StoredDigest> newest(CommandContext context, LibraryTopic topic) {
        return library.newest(context.transaction(), topic.id(), context.language());
    }
}
