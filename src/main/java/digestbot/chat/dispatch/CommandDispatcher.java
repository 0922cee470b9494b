package digestbot.chat.dispatch;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.chat.CommandContext;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandRequest;
import digestbot.chat.Permissions;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.chat.Reply;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies request limits and permissions to every command and press, then passes it to its
/// handler.
public final class CommandDispatcher implements CommandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CommandDispatcher.class);

    private final PersonStore persons = new PersonStore();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final Permissions permissions;
    private final SubscriptionService subscriptions;
    private final ActionRouter router;
    private final RequestLimits limits;
    private final InstantSource clock;

    /// The requests since the start, answered or not, by kind.
    private final Map<Platform, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    /// The clock of `nanoTime` is monotonic, such as [System#nanoTime].
    public CommandDispatcher(
            Permissions permissions,
            SubscriptionService subscriptions,
            ActionRouter router,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.permissions = permissions;
        this.subscriptions = subscriptions;
        this.router = router;
        this.limits = new RequestLimits(nanoTime);
        this.clock = clock;
    }

    @Override
    public void prepare(Action action, Person person) {
        Permission act = action.permission();
        if (Permissions.isOperatorOnly(act)) {
            router.prepare(action, transaction -> permissions.mayAnywhere(transaction, act, person));
        }
    }

    @Override
    public boolean needsChatAdmin(Invocation invocation, Chat chat) {
        return Permissions.who(invocation.action().permission(), chat) == Permissions.Grantee.CHAT_ADMINS
                || (turnsMenu(invocation)
                        && Permissions.who(Permission.CHANGE_SETTINGS, chat) == Permissions.Grantee.CHAT_ADMINS);
    }

    /// Whether the answer replaces the pressed message if the person may manage the chat.
    private static boolean turnsMenu(Invocation invocation) {
        return invocation.byPress()
                && switch (invocation.action()) {
                    case SubscribeAction.ShowTopics _, ChatAction.ShowHelp _, ReadAction.ShowToday _ -> true;
                    default -> false;
                };
    }

    @Override
    public Reply answer(Transaction transaction, CommandRequest request) {
        transaction.afterCommit(() -> count(request.origin().chat().platform(), request.invocation()));
        RequestLimits.Decision verdict =
                limits.decide(request.person(), request.origin().chat(), !showsMessageToAll(request.invocation()));
        return switch (verdict) {
            case IGNORE -> new Reply.NoReply();
            case WARN -> tooMany(context(transaction, request));
            case ANSWER -> authorised(context(transaction, request));
        };
    }

    private void count(Platform platform, Invocation invocation) {
        String typed = invocation.action() instanceof ChatAction.Unknown ? "other" : "command";
        counts.computeIfAbsent(platform, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(invocation.byPress() ? "press" : typed, _ -> new LongAdder())
                .increment();
    }

    /// The requests of a platform since the start, by kind. Text that is not a command counts as
    /// other. Thread-safe.
    public Map<String, Long> counts(Platform platform) {
        Map<String, LongAdder> known = counts.getOrDefault(platform, Map.of());
        return Stream.of("command", "other", "press")
                .collect(Collectors.toMap(
                        kind -> kind,
                        kind -> known.getOrDefault(kind, new LongAdder()).sum(),
                        Long::sum,
                        TreeMap::new));
    }

    /// Whether everybody in the chat would see the answer as a new message, as that to a
    /// command.
    private static boolean showsMessageToAll(Invocation invocation) {
        return !invocation.byPress() || invocation.action() instanceof ReadAction.ShareHere;
    }

    private String language(Transaction transaction, Person person) {
        return persons.chosenLanguage(transaction, person).orElse(person.language());
    }

    @Override
    public Reply warmUp(Transaction transaction, Platform platform) {
        var nobody = new Person(platform, CommandContext.NOBODY, Preferences.DEFAULT.language());
        var nowhere = new Destination(new Chat(platform, 0, ChatType.PRIVATE, ""), 0);
        var request = new CommandRequest(
                nobody, nowhere, false, Optional.empty(), Invocation.typed(new ReadAction.ShowToday()));
        return router.answer(
                new CommandContext(transaction, request, Optional.empty(), nobody.language(), clock.instant(), false),
                request.action());
    }

    private static Reply tooMany(CommandContext context) {
        CommandRequest request = context.request();
        LOG.info(
                "rate limited: {} user {} in chat {}",
                request.person().platform().id(),
                request.person().userId(),
                request.origin().chat().id());
        return context.refuse(context.isPress() ? "too-many-presses" : "too-many-commands");
    }

    private CommandContext context(Transaction transaction, CommandRequest request) {
        Instant now = clock.instant();
        persons.recordSeen(transaction, request.person(), now);
        if (!request.personName().isEmpty()
                && permissions.standing(transaction, request.person()) != OperatorRank.READER) {
            persons.rememberName(transaction, request.person(), request.personName());
        }
        String language = language(transaction, request.person());
        return new CommandContext(
                transaction, request, adapted(transaction, request.origin().chat(), language), language, now, false);
    }

    /// The chat's subscriber. Side effect: a private chat's delivery language is set to the
    /// person's language.
    private Optional<Subscriber> adapted(Transaction transaction, Chat chat, String spoken) {
        Optional<Subscriber> own = subscribers.find(transaction, chat.platform(), chat.id());
        String language = Texts.of(spoken).language();
        if (chat.kind() != ChatType.PRIVATE
                || own.isEmpty()
                || own.get().preferences().language().equals(language)) {
            return own;
        }
        subscriptions.change(
                transaction, own.get().number(), own.get().preferences().withLanguage(language));
        return subscribers.find(transaction, own.get().number());
    }

    private Reply authorised(CommandContext context) {
        Permission act = context.request().permission();
        return permissions
                .refusal(context.transaction(), act, context.request())
                .map(reason -> refused(context, act, reason))
                .orElseGet(() -> router.answer(context, context.request().action()));
    }

    private static Reply refused(CommandContext context, Permission act, String reason) {
        CommandRequest request = context.request();
        LOG.info(
                "refused {} in {} chat {}: {} user {} lacks permission {}",
                request.action().getClass().getSimpleName(),
                request.origin().chat().platform().id(),
                request.origin().chat().id(),
                request.person().platform().id(),
                request.person().userId(),
                act);
        return context.refuse(reason);
    }

    /// Limits requests per person and per chat, so that neither can block others. Presses have a
    /// higher limit than commands, because people page through results.
    ///
    /// A person over the limit is warned once and then ignored until they pause for a minute.
    static final class RequestLimits {

        enum Decision {
            ANSWER,
            WARN,
            IGNORE
        }

        static final int COMMANDS_PER_PERSON = 20;
        static final int PRESSES_PER_PERSON = 60;
        static final int COMMANDS_PER_CHAT = 60;
        static final int PRESSES_PER_CHAT = 300;

        /// The limit of warnings per chat. A warning about a command is a message that everybody in
        /// the chat sees.
        private static final int WARNINGS_IN_A_CHAT = 5;

        /// The identity of a person or chat, without the language or title.
        private record Key(Platform platform, long id) {}

        private record Limit(RequestRateLimiter<Key> ofPerson, RequestRateLimiter<Key> inChat) {

            /// A person over their own limit uses up no permits of the chat.
            boolean permits(Key person, Key chat) {
                return ofPerson.tryAcquire(person) && inChat.tryAcquire(chat);
            }
        }

        private final Limit commands;
        private final Limit presses;
        private final Limit warnings;
        private final RequestRateLimiter<Key> toasts;

        RequestLimits(LongSupplier nanoTime) {
            commands = limit(COMMANDS_PER_PERSON, COMMANDS_PER_CHAT, nanoTime);
            presses = limit(PRESSES_PER_PERSON, PRESSES_PER_CHAT, nanoTime);
            warnings = limit(1, WARNINGS_IN_A_CHAT, nanoTime);
            toasts = new RequestRateLimiter<>(1, nanoTime);
        }

        private static Limit limit(int ofPerson, int inChat, LongSupplier nanoTime) {
            return new Limit(new RequestRateLimiter<>(ofPerson, nanoTime), new RequestRateLimiter<>(inChat, nanoTime));
        }

        Decision decide(Person person, Chat chat, boolean press) {
            var who = new Key(person.platform(), person.userId());
            var where = new Key(chat.platform(), chat.id());
            if ((press ? presses : commands).permits(who, where)) {
                return Decision.ANSWER;
            }
            boolean tell = press ? toasts.tryAcquire(who) : warnings.permits(who, where);
            return tell ? Decision.WARN : Decision.IGNORE;
        }
    }
}
