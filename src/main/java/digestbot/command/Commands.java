package digestbot.command;

import digestbot.database.Transaction;
import digestbot.edition.BroadcastPress;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.subscription.Chat;
import digestbot.subscription.PersonStore;
import digestbot.subscription.Preferences;
import digestbot.subscription.Subscriber;
import digestbot.subscription.SubscriberStore;
import digestbot.text.Phrase;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every command, the same on every platform: who asks, whether they may, and who answers.
public final class Commands implements Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final PersonStore persons = new PersonStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final Permissions permissions;
    private final Looking looking;
    private final Subscribing subscribing;
    private final Settings settings;
    private final Announcing announcing;
    private final Greeting greeting;
    private final InstantSource clock;

    /// Those who answer, by subject.
    public record Desks(Looking looking, Subscribing subscribing, Settings settings, Announcing announcing) {}

    public Commands(Permissions permissions, Desks desks, InstantSource clock) {
        this.permissions = permissions;
        this.looking = desks.looking();
        this.subscribing = desks.subscribing();
        this.settings = desks.settings();
        this.announcing = desks.announcing();
        this.greeting = new Greeting(subscribing);
        this.clock = clock;
    }

    @Override
    public boolean needsManager(Command command, Chat chat) {
        return Permissions.who(Acts.utmost(command), chat) == Permissions.Who.MANAGERS;
    }

    @Override
    public boolean needsDirect(Command command) {
        return switch (command) {
            case Command.Subscribe(String _, Command.Target to) -> to == Command.Target.ME;
            case Command.Unsubscribe(String _, Command.Target to) -> to == Command.Target.ME;
            case Command.Pressed(Optional<Press> press) ->
                press.isPresent() && press.orElseThrow() instanceof BroadcastPress.Send;
            default -> false;
        };
    }

    @Override
    public Reply answer(Transaction transaction, Request request) {
        persons.seen(transaction, request.person(), clock.instant());
        Asked asked = asked(transaction, request);
        Act act = Acts.of(request);
        return permissions
                .refusal(act, request)
                .map(why -> refused(asked, act, why))
                .orElseGet(() -> answer(asked, request.command()));
    }

    private static Reply refused(Asked asked, Act act, Phrase why) {
        Request request = asked.request();
        LOG.info(
                "refused to {} in {} {}: {} {} may not {}",
                request.command().getClass().getSimpleName(),
                request.from().chat().platform().id(),
                request.from().chat().id(),
                request.person().platform().id(),
                request.person().userId(),
                act);
        String sentence = asked.words().say(why);
        return request.command() instanceof Command.Pressed
                ? new Reply.Toast(sentence)
                : new Reply.Whisper(Say.text(sentence));
    }

    private Reply answer(Asked asked, Command command) {
        return switch (command) {
            case Command.Start(String payload) -> start(asked, payload);
            case Command.Subscribe(String topic, Command.Target to) -> subscribing.subscribe(asked, topic, to);
            case Command.Unsubscribe(String topic, Command.Target to) -> subscribing.unsubscribe(asked, topic, to);
            case Command.Today(String topic) -> looking.today(asked, topic);
            case Command.Perspective perspective -> looking.perspective(asked, perspective);
            case Command.Topics() -> new Reply.Whisper(subscribing.topics(asked));
            case Command.Settings() -> settings.overview(asked);
            case Command.Stop() -> subscribing.stop(asked);
            case Command.Help() -> new Reply.Whisper(greeting.help(asked));
            case Command.Broadcast(String text) -> announcing.draft(asked, text);
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
            case Press.Menu menu -> menu(asked, menu);
            case SettingsPress choice -> settings.pressed(asked, choice);
            case BroadcastPress choice -> announcing.pressed(asked, choice);
        };
    }

    private Reply menu(Asked asked, Press.Menu press) {
        return switch (press) {
            case Press.Subscribe(long topic) -> subscribing.pressed(asked, topic, true);
            case Press.Unsubscribe(long topic) -> subscribing.pressed(asked, topic, false);
            case Press.Topics(int _) -> new Reply.Whisper(subscribing.topics(asked));
            case Press.Help() -> new Reply.Whisper(greeting.help(asked));
            case Press.Today() -> looking.today(asked, "");
            case Press.Stop() -> subscribing.stop(asked);
            case Press.Resume() -> subscribing.resume(asked);
        };
    }
}
