package digestbot.chat.subscribe;

import digestbot.action.ReadAction;
import digestbot.action.SettingsAction;
import digestbot.action.SubscribeAction;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Platform;
import digestbot.audience.Subscription;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.chat.common.TopicKeyboard;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.chat.subscribe.SubscribeCommands.SubscriptionChange;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The answers to a change of subscriptions, with the time of the next delivery and buttons for the
/// next steps.
public record SubscriptionReplies(
        Library library,
        ChatSubscriptions chatSubscriptions,
        SubscriptionText subscriptionText,
        UsualPublicationTimes usualTimes) {

    private static final String DIRECT_MESSAGES = "https://discord.com/channels/@me/";

    static Button button(Texts texts, LibraryTopic topic, boolean subscribe) {
        String name = topic.name();
        return subscribe
                ? Button.callback(
                        Replies.label(texts.format("subscribe-to-button", name)),
                        new SubscribeAction.SubscribeTopic(topic.number()))
                : Button.callback(
                        Replies.label(texts.format("unsubscribe-from-button", name)),
                        new SubscribeAction.UnsubscribeTopic(topic.number()));
    }

    /// The answer to a typed change, which was applied to that chat.
    ///
    /// @param changed false if everything was as wanted before
    Content message(CommandContext context, Destination destination, SubscriptionChange change, boolean changed) {
        boolean here = SubscribeCommands.here(context, destination);
        return Replies.text(
                text(context, change, changed, here),
                here ? nextSteps(context, change) : elsewhere(context, destination, change));
    }

    TopicKeyboard.Feedback feedback(CommandContext context, SubscriptionChange change, boolean changed) {
        return new TopicKeyboard.Feedback(
                text(context, change, changed, true), change.subscribe() ? firstSteps(context, change) : List.of());
    }

    private String text(CommandContext context, SubscriptionChange change, boolean changed, boolean here) {
        String key = change.subscribe()
                ? changed ? subscribed(context, here) : "already-subscribed"
                : changed ? "unsubscribed" : "not-subscribed";
        String text = context.texts().format(key, names(context.texts(), change));
        return change.subscribe() && here && change.topics().size() == 1
                ? arrival(context, change.topics().getFirst())
                        .map(line -> text + "\n" + line)
                        .orElse(text)
                : text;
    }

    private static String subscribed(CommandContext context, boolean here) {
        return !here ? "subscribed-direct" : context.isPrivate() ? "subscribed" : "subscribed-channel";
    }

    private static String names(Texts texts, SubscriptionChange change) {
        String named =
                texts.list(change.topics().stream().map(topic -> topic.name()).toList());
        if (named.isEmpty()) {
            return texts.format("all-new-topics");
        }
        return change.allTopics() && change.subscribe() ? texts.format("and-new-topics", named) : named;
    }

    /// The time of the topic's next digest, as far as it is known.
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
                .map(expected -> context.texts().format("next-usually", context.due(usualTimes.about(expected))));
    }

    private String scheduled(CommandContext context, Subscription subscription) {
        return Replies.capital(SubscriptionText.when(context.texts(), subscription.schedule()))
                + subscriptionText.next(context, subscription);
    }

    /// The buttons below a list of topics: the latest digest in a message of its own, and the
    /// choice of a time.
    private List<Button> firstSteps(CommandContext context, SubscriptionChange change) {
        Texts texts = context.texts();
        List<Button> row = new ArrayList<>();
        if (change.topics().size() == 1) {
            LibraryTopic topic = change.topics().getFirst();
            newest(context, topic)
                    .ifPresent(newest -> row.add(Replies.button(
                            texts,
                            "latest-button",
                            new ReadAction.ShowSeparately(newest.number(), new DigestView.Overview()))));
            row.add(Replies.button(
                    texts, "choose-time-button", new SettingsAction.Open(topic.number(), SettingsAction.Screen.TIME)));
        } else if (!change.topics().isEmpty()) {
            row.add(Replies.button(texts, "latest-digests", new ReadAction.ShowLatest(0)));
            row.add(Replies.button(texts, "settings-button", new SettingsAction.ShowSettings()));
        }
        return row;
    }

    private List<List<Button>> nextSteps(CommandContext context, SubscriptionChange change) {
        Texts texts = context.texts();
        if (change.topics().size() != 1) {
            return List.of(List.of(
                    Replies.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)),
                    Replies.button(texts, "settings-button", new SettingsAction.ShowSettings())));
        }
        LibraryTopic topic = change.topics().getFirst();
        List<Button> row = new ArrayList<>(latest(context, topic));
        if (!change.subscribe()) {
            row.add(Replies.button(texts, "subscribe-button", new SubscribeAction.SubscribeTopic(topic.number())));
            return List.of(row);
        }
        row.add(Replies.button(
                texts, "settings-button", new SettingsAction.Open(topic.number(), SettingsAction.Screen.TOPIC)));
        row.add(Replies.button(texts, "unsubscribe-button", new SubscribeAction.UnsubscribeTopic(topic.number())));
        return List.of(
                row,
                List.of(Replies.button(
                        texts,
                        "choose-time-button",
                        new SettingsAction.Open(topic.number(), SettingsAction.Screen.TIME))));
    }

    /// The buttons below an answer about the person's direct messages. A press changes the chat
    /// that contains the button, so settings are only linked.
    private List<List<Button>> elsewhere(CommandContext context, Destination destination, SubscriptionChange change) {
        List<Button> row = new ArrayList<>();
        if (change.topics().size() == 1) {
            row.addAll(latest(context, change.topics().getFirst()));
        }
        if (destination.chat().platform() == Platform.DISCORD) {
            var there = new WebAddress(DIRECT_MESSAGES + destination.chat().id());
            row.add(Button.link(context.texts().format("open-direct-messages-button"), there));
        }
        return List.of(row.isEmpty() ? List.of(Replies.help(context.texts())) : row);
    }

    private List<Button> latest(CommandContext context, LibraryTopic topic) {
        return newest(context, topic)
                .map(newest -> Replies.button(
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
