package digestbot.command;

import digestbot.delivery.Destination;
import digestbot.delivery.Subscriptions;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.View;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Preferences;
import digestbot.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Subscribing and unsubscribing, by command or by button.
public final class Subscribing {

    private static final int MOST_BUTTONS = 20;

    private final Library library;
    private final Subscriptions subscriptions;
    private final Mine mine;

    public Subscribing(Library library, Subscriptions subscriptions) {
        this.library = library;
        this.subscriptions = subscriptions;
        this.mine = new Mine(subscriptions);
    }

    /// The chat that a subscription is for: here where the person may, else the person's own.
    public static Command.Target resolve(Command.Target wish, ChatKind kind, boolean mayManage) {
        return switch (wish) {
            case HERE, ME -> wish;
            case DEFAULT -> kind == ChatKind.PRIVATE || mayManage ? Command.Target.HERE : Command.Target.ME;
        };
    }

    Reply subscribe(Asked asked, String topic, Command.Target to) {
        return change(asked, topic, to, true);
    }

    Reply unsubscribe(Asked asked, String topic, Command.Target to) {
        return change(asked, topic, to, false);
    }

    private Reply change(Asked asked, String topic, Command.Target wish, boolean subscribe) {
        Optional<Destination> destination = destination(asked, wish);
        if (destination.isEmpty()) {
            return new Reply.Whisper(Say.text(asked.words().say(Phrase.ADMINS_ONLY)));
        }
        List<KnownTopic> all = library.topics(asked.transaction());
        if (topic.isBlank() && all.size() != 1) {
            return new Reply.Whisper(whichTopic(asked, destination.get(), all));
        }
        List<KnownTopic> chosen = topic.isBlank() || topic.strip().equalsIgnoreCase("all")
                ? all
                : library.topic(asked.transaction(), topic.strip()).stream().toList();
        if (chosen.isEmpty()) {
            return new Reply.Whisper(Topics.unknown(asked, topic, all));
        }
        return new Reply.Whisper(done(asked, destination.get(), chosen, subscribe));
    }

    private Content done(Asked asked, Destination destination, List<KnownTopic> topics, boolean subscribe) {
        boolean changed = false;
        for (KnownTopic topic : topics) {
            changed |= subscribe
                    ? begin(asked, destination, topic.topic().id())
                    : end(asked, destination, topic.topic().id());
        }
        String names = String.join(
                ", ", topics.stream().map(topic -> topic.topic().name()).toList());
        Phrase phrase = subscribe
                ? changed ? subscribed(asked, destination) : Phrase.ALREADY_SUBSCRIBED
                : changed ? Phrase.UNSUBSCRIBED : Phrase.NOT_SUBSCRIBED;
        return Say.text(asked.words().say(phrase, names), ways(asked, destination, topics, subscribe));
    }

    private boolean begin(Asked asked, Destination destination, String topic) {
        var first = new Preferences(
                asked.words().language(),
                Preferences.DEFAULT.zone(),
                Preferences.DEFAULT.quiet(),
                Preferences.DEFAULT.announcements());
        long subscriber = subscriptions
                .subscriber(asked.transaction(), destination.chat(), first)
                .number();
        return subscriptions.subscribe(asked.transaction(), subscriber, topic, destination.thread());
    }

    private boolean end(Asked asked, Destination destination, String topic) {
        return mine.subscriber(asked.transaction(), destination.chat())
                .filter(subscriber -> subscriptions.unsubscribe(asked.transaction(), subscriber.number(), topic))
                .isPresent();
    }

    /// Buttons act on the chat that they stand in, so for another one the topics are only named.
    private Content whichTopic(Asked asked, Destination destination, List<KnownTopic> all) {
        if (all.isEmpty()
                || destination.chat().id() == asked.request().from().chat().id()) {
            return topics(asked, destination);
        }
        String ids =
                String.join(", ", all.stream().map(topic -> topic.topic().id()).toList());
        return Say.text(asked.words().say(Phrase.WHICH_TOPIC, ids));
    }

    private static Phrase subscribed(Asked asked, Destination destination) {
        return !here(asked, destination)
                ? Phrase.SUBSCRIBED_DIRECT
                : asked.isPrivate() ? Phrase.SUBSCRIBED : Phrase.SUBSCRIBED_CHANNEL;
    }

    private static boolean here(Asked asked, Destination destination) {
        return destination.chat().id() == asked.request().from().chat().id();
    }

    /// Where to go on. A press changes the chat that the button is in, so there is none about another chat.
    private List<List<Button>> ways(Asked asked, Destination destination, List<KnownTopic> topics, boolean subscribe) {
        if (topics.size() != 1) {
            return List.of(List.of(Button.ask(asked.words().say(Phrase.TOPICS_BUTTON), new Press.Topics(0))));
        }
        KnownTopic topic = topics.getFirst();
        List<Button> row = new ArrayList<>();
        library.newest(asked.transaction(), topic.topic().id(), asked.language())
                .ifPresent(newest -> row.add(Button.ask(
                        asked.words().say(Phrase.NEWEST_BUTTON),
                        new Press.Show(newest.number(), new View.Overview(), 0))));
        if (here(asked, destination)) {
            row.add(
                    subscribe
                            ? Button.ask(
                                    asked.words().say(Phrase.UNSUBSCRIBE_BUTTON), new Press.Unsubscribe(topic.number()))
                            : Button.ask(
                                    asked.words().say(Phrase.SUBSCRIBE_BUTTON), new Press.Subscribe(topic.number())));
        }
        return row.isEmpty() ? List.of() : List.of(row);
    }

    /// Empty if the person may not change that chat's subscriptions.
    private static Optional<Destination> destination(Asked asked, Command.Target wish) {
        Request request = asked.request();
        boolean mayHere = asked.isPrivate() || request.mayManage();
        return switch (resolve(wish, request.from().chat().kind(), request.mayManage())) {
            case HERE, DEFAULT -> mayHere ? Optional.of(request.from()) : Optional.empty();
            case ME -> asked.isPrivate() ? Optional.of(request.from()) : request.direct();
        };
    }

    /// A topic's button was pressed: the topics, with the change made.
    Reply pressed(Asked asked, long number, boolean subscribe) {
        Optional<KnownTopic> topic = library.topic(asked.transaction(), number);
        if (topic.isEmpty()) {
            return new Reply.Toast(asked.words().say(Phrase.TOPIC_GONE));
        }
        done(asked, asked.request().from(), List.of(topic.get()), subscribe);
        return new Reply.Replace(topics(asked), 0);
    }

    Reply stop(Asked asked) {
        return new Reply.Whisper(Say.text(asked.words().language()));
    }

    Reply resume(Asked asked) {
        return new Reply.Whisper(Say.text(asked.words().language()));
    }

    /// Every topic as a button, with a mark at those that come here.
    Content topics(Asked asked) {
        return topics(asked, asked.request().from());
    }

    private Content topics(Asked asked, Destination destination) {
        List<KnownTopic> all = library.topics(asked.transaction());
        if (all.isEmpty()) {
            return Say.text(asked.words().say(Phrase.NO_TOPICS));
        }
        Set<String> subscribed = mine.topics(asked.transaction(), destination.chat());
        List<Button> buttons = all.stream()
                .limit(MOST_BUTTONS)
                .map(topic ->
                        button(topic, subscribed.contains(topic.topic().id().toLowerCase(Locale.ROOT))))
                .toList();
        return Say.text(asked.words().say(Phrase.PICK_TOPICS), Say.inPairs(buttons));
    }

    private static Button button(KnownTopic topic, boolean subscribed) {
        String name = topic.topic().name();
        return subscribed
                ? Button.ask(Say.label("✓ " + name), new Press.Unsubscribe(topic.number()))
                : Button.ask(Say.label(name), new Press.Subscribe(topic.number()));
    }
}
