package digestbot.chat.dispatch;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.button.BroadcastPress;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.button.PrivacyPress;
import digestbot.button.SettingsPress;
import digestbot.button.StaffPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Permission;
import digestbot.chat.api.Reply;
import digestbot.chat.broadcast.BroadcastCommands;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Replies;
import digestbot.chat.dispatch.RequestLimits.Verdict;
import digestbot.chat.privacy.PrivacyCommands;
import digestbot.chat.read.DigestCommands;
import digestbot.chat.read.MistakeCommand;
import digestbot.chat.settings.SettingsCommand;
import digestbot.chat.staff.WithdrawalCommands;
import digestbot.chat.subscribe.SubscribeCommands;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every command, the same on every platform: who asks, whether they may, and who answers.
public final class CommandDispatcher implements CommandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CommandDispatcher.class);

    private final PersonStore persons = new PersonStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final Permissions permissions;
    private final Desks desks;
    private final HelpCommand greeting;
    private final LinkRouter menus;
    private final RequestLimits limits;
    private final InstantSource clock;

    /// Those who answer, by subject.
    public record Desks(
            DigestCommands looking,
            LookupCommands asking,
            SubscribeCommands subscribing,
            SettingsCommand settings,
            BroadcastCommands announcing,
            WithdrawalCommands withdrawing,
            StaffCommands staff,
            PrivacyCommands own,
            MistakeCommand mistakes) {}

    /// @param nanoTime nanoseconds that only grow, such as [System#nanoTime]
    public CommandDispatcher(Permissions permissions, Desks desks, InstantSource clock, LongSupplier nanoTime) {
        this.permissions = permissions;
        this.desks = desks;
        this.greeting = new HelpCommand(permissions, desks.subscribing().keyboard());
        this.menus = new LinkRouter(desks.looking(), desks.asking(), desks.subscribing(), greeting, desks.mistakes());
        this.limits = new RequestLimits(nanoTime);
        this.clock = clock;
    }

    @Override
    public void prepare(Command command, Person person) {
        Permission act = RequiredPermissions.utmost(command);
        if (Permissions.isStaffs(act)) {
            desks.announcing().prepare(command, transaction -> permissions.mayAnywhere(transaction, act, person));
        }
    }

    @Override
    public boolean needsManager(Command command, Chat chat) {
        return Permissions.who(RequiredPermissions.utmost(command), chat) == Permissions.Who.MANAGERS
                || (command instanceof Command.Pressed(Optional<Press> press)
                        && press.filter(Press.Place.class::isInstance).isPresent()
                        && Permissions.who(Permission.CHANGE, chat) == Permissions.Who.MANAGERS);
    }

    @Override
    public boolean needsDirect(Command command) {
        return switch (command) {
            case Command.Subscribe(String _, Command.Target to) -> to == Command.Target.ME;
            case Command.Unsubscribe(String _, Command.Target to) -> to == Command.Target.ME;
            case Command.Pressed(Optional<Press> press) ->
                press.filter(BroadcastPress.class::isInstance).isPresent();
            case Command.Broadcast(String text) -> BroadcastCommands.isAboutEarlier(text);
            case Command.Start _,
                    Command.Today _,
                    Command.Perspective _,
                    Command.Asking _,
                    Command.Topics(),
                    Command.Settings(),
                    Command.Zone _,
                    Command.Stop(),
                    Command.Help(),
                    Command.Withdraw _,
                    Command.Staff _,
                    Command.Privacy(),
                    Command.Export(),
                    Command.Forget(),
                    Command.Mistake _,
                    Command.Unknown _ -> false;
        };
    }

    @Override
    public Reply answer(Transaction transaction, CommandRequest request) {
        Verdict verdict =
                limits.judge(request.person(), request.from().chat(), request.command() instanceof Command.Pressed);
        return switch (verdict) {
            case IGNORE -> new Reply.Silence();
            case WARN -> tooMany(asked(transaction, request));
            case ANSWER -> judged(asked(transaction, request));
        };
    }

    @Override
    public Reply rehearse(Transaction transaction, Platform platform) {
        var nobody = new Person(platform, 0, Preferences.DEFAULT.language());
        var nowhere = new Destination(new Chat(platform, 0, ChatType.PRIVATE, ""), 0);
        var request = new CommandRequest(nobody, nowhere, false, Optional.empty(), new Command.Today(""));
        return answer(
                new CommandContext(transaction, request, Optional.empty(), nobody.language(), clock.instant(), false),
                request.command());
    }

    private static Reply tooMany(CommandContext asked) {
        CommandRequest request = asked.request();
        LOG.info(
                "rate limited: {} user {} in chat {}",
                request.person().platform().id(),
                request.person().userId(),
                request.from().chat().id());
        return request.command() instanceof Command.Pressed
                ? asked.toast(Phrase.TOO_MANY_PRESSES)
                : new Reply.Whisper(Replies.text(asked.words(), asked.words().say(Phrase.TOO_MANY_COMMANDS)));
    }

    private CommandContext asked(Transaction transaction, CommandRequest request) {
        Instant now = clock.instant();
        persons.seen(transaction, request.person(), now);
        String language = persons.chosenLanguage(transaction, request.person())
                .orElse(request.person().language());
        return new CommandContext(
                transaction, request, own(transaction, request.from().chat(), language), language, now, false);
    }

    /// The asking chat. Digests come to a private one in the language that the person is answered in.
    private Optional<Subscriber> own(Transaction transaction, Chat chat, String spoken) {
        Optional<Subscriber> own = subscribers.find(transaction, chat.platform(), chat.id());
        String language = Texts.of(spoken).language();
        if (chat.kind() != ChatType.PRIVATE
                || own.isEmpty()
                || own.get().preferences().language().equals(language)) {
            return own;
        }
        desks.subscribing().speak(transaction, own.get(), language);
        return subscribers.find(transaction, own.get().number());
    }

    private Reply judged(CommandContext asked) {
        Permission act = RequiredPermissions.of(asked.request());
        return permissions
                .refusal(asked.transaction(), act, asked.request())
                .map(why -> refused(asked, act, why))
                .orElseGet(() -> answer(asked, asked.request().command()));
    }

    private static Reply refused(CommandContext asked, Permission act, Phrase why) {
        CommandRequest request = asked.request();
        LOG.info(
                "refused {} in {} chat {}: {} user {} lacks permission {}",
                request.command().getClass().getSimpleName(),
                request.from().chat().platform().id(),
                request.from().chat().id(),
                request.person().platform().id(),
                request.person().userId(),
                act);
        return request.command() instanceof Command.Pressed
                ? asked.toast(why)
                : new Reply.Whisper(Replies.text(asked.words(), asked.words().say(why)));
    }

    private Reply answer(CommandContext asked, Command command) {
        SubscribeCommands subscribing = desks.subscribing();
        return switch (command) {
            case Command.Start(String payload) -> menus.start(asked, payload);
            case Command.Subscribe(String topic, Command.Target to) -> subscribing.subscribe(asked, topic, to);
            case Command.Unsubscribe(String topic, Command.Target to) -> subscribing.unsubscribe(asked, topic, to);
            case Command.Today(String topic) -> desks.looking().today(asked, topic);
            case Command.Perspective perspective -> desks.looking().perspective(asked, perspective);
            case Command.Asking asking -> desks.asking().answer(asked, asking);
            case Command.Topics() -> new Reply.Whisper(subscribing.topics(asked, 0));
            case Command.Settings() -> desks.settings().overview(asked);
            case Command.Zone(String name) -> desks.settings().zone(asked, name);
            case Command.Stop() -> new Reply.Whisper(subscribing.stop(asked));
            case Command.Help() -> new Reply.Whisper(greeting.help(asked));
            case Command.Broadcast(String text) -> desks.announcing().draft(asked, text);
            case Command.Withdraw(String topic, String date) ->
                desks.withdrawing().ask(asked, topic, date);
            case Command.Staff staff -> desks.staff().answer(asked, staff);
            case Command.Privacy() -> new Reply.Whisper(desks.own().privacy(asked));
            case Command.Export() -> desks.own().export(asked);
            case Command.Forget() -> new Reply.Whisper(desks.own().forget(asked));
            case Command.Mistake mistake -> desks.mistakes().say(asked, mistake);
            case Command.Pressed(Optional<Press> press) ->
                press.map(known -> pressed(asked, known)).orElseGet(() -> menus.outdated(asked));
            case Command.Unknown(String name) -> new Reply.Whisper(greeting.unknown(asked, name));
        };
    }

    private Reply pressed(CommandContext asked, Press press) {
        return switch (press) {
            case Press.Show show -> desks.looking().pressed(asked, show);
            case Press.Open open -> desks.looking().pressed(asked, open);
            case LookupPress asking -> desks.asking().pressed(asked, asking);
            case Press.Menu menu -> menus.pressed(asked, menu);
            case SettingsPress choice -> desks.settings().pressed(asked, choice);
            case BroadcastPress choice -> desks.announcing().pressed(asked, choice);
            case StaffPress choice -> desks.staff().pressed(asked, choice);
            case PrivacyPress own -> desks.own().pressed(asked, own);
            case Press.Mistake mistake -> desks.mistakes().ask(asked, mistake);
            case Press.Report report -> desks.mistakes().pressed(asked, report);
            case Press.Withdraw withdraw -> desks.withdrawing().pressed(asked, withdraw);
        };
    }
}
