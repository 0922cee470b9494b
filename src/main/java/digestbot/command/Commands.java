package digestbot.command;

import digestbot.database.Transaction;
import digestbot.edition.Press;
import digestbot.subscription.PersonStore;
import digestbot.subscription.Preferences;
import digestbot.subscription.Subscriber;
import digestbot.subscription.SubscriberStore;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/// Every command, the same on every platform.
public final class Commands implements Answering {

    private final PersonStore persons = new PersonStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final Looking looking;
    private final Subscribing subscribing;
    private final Greeting greeting;
    private final InstantSource clock;

    public Commands(Looking looking, Subscribing subscribing, InstantSource clock) {
        this.looking = looking;
        this.subscribing = subscribing;
        this.greeting = new Greeting(subscribing);
        this.clock = clock;
    }

    @Override
    public boolean needsManager(Command command) {
        return switch (command) {
            case Command.Subscribe _, Command.Unsubscribe _ -> true;
            case Command.Start(String payload) -> !payload.isEmpty();
            case Command.Pressed(Optional<Press> press) ->
                press.isPresent()
                        && (press.get() instanceof Press.Subscribe || press.get() instanceof Press.Unsubscribe);
            case Command.Today _, Command.Perspective _, Command.Help(), Command.Unknown _ -> false;
        };
    }

    @Override
    public Reply answer(Transaction transaction, Request request) {
        persons.seen(transaction, request.person(), clock.instant());
        Asked asked = asked(transaction, request);
        return switch (request.command()) {
            case Command.Start(String payload) -> start(asked, payload);
            case Command.Subscribe(String topic, Command.Target to) -> subscribing.subscribe(asked, topic, to);
            case Command.Unsubscribe(String topic, Command.Target to) -> subscribing.unsubscribe(asked, topic, to);
            case Command.Today(String topic) -> looking.today(asked, topic);
            case Command.Perspective perspective -> looking.perspective(asked, perspective);
            case Command.Help() -> new Reply.Whisper(greeting.help(asked));
            case Command.Pressed(Optional<Press> press) ->
                press.map(known -> pressed(asked, known)).orElseGet(() -> looking.today(asked, ""));
            case Command.Unknown(String name) -> new Reply.Whisper(greeting.unknown(asked, name));
        };
    }

    private Asked asked(Transaction transaction, Request request) {
        Optional<Subscriber> subscriber = subscribers.find(
                transaction,
                request.from().chat().platform(),
                request.from().chat().id());
        Preferences preferences = subscriber.map(Subscriber::preferences).orElse(Preferences.DEFAULT);
        return new Asked(transaction, request, preferences, LocalDate.ofInstant(clock.instant(), preferences.zone()));
    }

    /// A link's payload is a topic, or a press with `-` for `:`.
    private Reply start(Asked asked, String payload) {
        if (payload.isEmpty()) {
            return new Reply.Say(greeting.welcome(asked));
        }
        Optional<Press> press = Press.decode(payload.replace('-', ':'));
        if (press.isPresent() && press.get() instanceof Press.Show show) {
            return looking.show(asked, show);
        }
        return subscribing.subscribe(asked, payload, Command.Target.DEFAULT);
    }

    private Reply pressed(Asked asked, Press press) {
        return switch (press) {
            case Press.Show show -> looking.pressed(asked, show);
            case Press.Subscribe(long topic) -> subscribing.pressed(asked, topic, true);
            case Press.Unsubscribe(long topic) -> subscribing.pressed(asked, topic, false);
            case Press.Topics() -> new Reply.Whisper(subscribing.topics(asked));
            case Press.Help() -> new Reply.Whisper(greeting.help(asked));
        };
    }
}
