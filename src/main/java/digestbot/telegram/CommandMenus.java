package digestbot.telegram;

import digestbot.audience.Permission;
import digestbot.chat.Permissions;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.content.action.ActionSpec;
import digestbot.delivery.api.SendResult;
import digestbot.i18n.Texts;
import digestbot.telegram.UpdatePoller.PollBackoff;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllChatAdministrators;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllGroupChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChat;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Registers the command menus of Telegram's clients, one per scope and language, sequentially on
/// its own thread. A rejected menu does not affect the others.
final class CommandMenus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandMenus.class);
    private static final int MAX_FAILURES = 8;

    private final TelegramClient client;
    private final Consumer<Duration> pause;
    private final Deque<Menu> pendingMenus = new ConcurrentLinkedDeque<>();
    private final Set<Long> unreachableOperators = ConcurrentHashMap.newKeySet();
    private final Map<Long, OperatorRank> operatorRanks = new ConcurrentHashMap<>();
    private final PollBackoff backoff = new PollBackoff();
    private final Semaphore start = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("telegram-menus").unstarted(this::run);
    private volatile boolean closed;

    /// `person` is the user whose private chat the menu is for; 0 for a general menu. `language` is
    /// a two-letter code; empty for the default menu.
    private record Menu(BotCommandScope scope, long person, String language, Predicate<ActionSpec> includes) {

        private boolean inGroups() {
            return scope instanceof BotCommandScopeAllGroupChats
                    || scope instanceof BotCommandScopeAllChatAdministrators;
        }

        SetMyCommands request() {
            Texts texts = Texts.of(language);
            return SetMyCommands.builder()
                    .commands(ActionSpec.commands().stream()
                            .filter(includes)
                            .map(name -> command(name, texts, inGroups()))
                            .toList())
                    .scope(scope)
                    .languageCode(language.isEmpty() ? null : language)
                    .build();
        }
    }

    /// Creates the menu entry. In a group, a command whose answer is for the person alone is hidden
    /// from the others as well.
    private static BotCommand command(ActionSpec name, Texts texts, boolean inGroups) {
        var command = new BotCommand(name.id(), texts.format(name.description()));
        if (inGroups && !name.isPublic()) {
            command.setIsEphemeral(true);
        }
        return command;
    }

    /// `pause` returns when its thread is interrupted.
    CommandMenus(TelegramClient client, Consumer<Duration> pause) {
        this.client = client;
        this.pause = pause;
    }

    /// Collects the menus. Must be called once, before [#registerAll].
    void collect(Map<Long, OperatorRank> operatorRanks) {
        this.operatorRanks.putAll(operatorRanks);
        pendingMenus.addAll(
                menus(new BotCommandScopeAllPrivateChats(), 0, name -> !Permissions.isOperatorOnly(name.permission())));
        pendingMenus.addAll(menus(new BotCommandScopeAllGroupChats(), 0, name -> name.permission() == Permission.READ));
        pendingMenus.addAll(menus(
                new BotCommandScopeAllChatAdministrators(), 0, name -> !Permissions.isOperatorOnly(name.permission())));
        new TreeMap<>(operatorRanks).forEach((person, rank) -> pendingMenus.addAll(menusForOperator(person, rank)));
        thread.start();
    }

    /// The menus for an operator, whose id is also the id of the private chat.
    private static List<Menu> menusForOperator(long person, OperatorRank rank) {
        return menus(
                new BotCommandScopeChat(Long.toString(person)),
                person,
                name -> Permissions.mayInPrivateChat(rank, name.permission()));
    }

    private static List<Menu> menus(BotCommandScope scope, long person, Predicate<ActionSpec> includes) {
        return languages().stream()
                .map(language -> new Menu(scope, person, language, includes))
                .toList();
    }

    /// The languages of the menus: the empty default, and those for which clients have separate
    /// texts.
    static List<String> languages() {
        return Stream.concat(
                        Stream.of(""),
                        Texts.languages().stream()
                                .map(tag -> Locale.forLanguageTag(tag).getLanguage()))
                .distinct()
                .toList();
    }

    void registerAll() {
        start.release();
    }

    /// Handles activity in a chat. If the chat is an operator's and did not exist before, registers
    /// the operator's menu now.
    void onChatActive(long chat) {
        if (unreachableOperators.remove(chat)) {
            registerAgain(chat);
        }
    }

    void onRoleChanged(long person, OperatorRank rank) {
        operatorRanks.put(person, rank);
        unreachableOperators.remove(person);
        registerAgain(person);
    }

    private void registerAgain(long person) {
        pendingMenus.removeIf(menu -> menu.person() == person);
        pendingMenus.addAll(menusForOperator(person, operatorRanks.getOrDefault(person, OperatorRank.READER)));
        start.release();
    }

    private void run() {
        try {
            while (!closed) {
                start.acquire();
                start.drainPermits();
                registerPending();
            }
        } catch (InterruptedException _) {
            // Closed while it waited.
        }
    }

    private void registerPending() {
        backoff.reset();
        int failures = 0;
        for (Menu menu = pendingMenus.peek(); menu != null && !closed; menu = pendingMenus.peek()) {
            if (failures == MAX_FAILURES) {
                LOG.warn("registering command menus on Telegram failed, next attempt at the next start");
                return;
            }
            try {
                client.execute(menu.request());
                pendingMenus.remove(menu);
            } catch (TelegramApiException e) {
                if (TelegramErrors.result(e) instanceof SendResult.RateLimited limited) {
                    pause.accept(limited.retryAfter());
                } else if (TelegramErrors.isRefusal(e)) {
                    refused(menu, e);
                } else {
                    failures++;
                    pause.accept(Duration.ofMillis(backoff.nextMillis()));
                }
            } catch (RuntimeException e) {
                LOG.error("making a command menu failed", e);
                pendingMenus.remove(menu);
            }
        }
    }

    private void refused(Menu menu, TelegramApiException e) {
        if (menu.person() == 0) {
            LOG.warn("Telegram rejected a command menu: {}", TelegramErrors.reason(e));
            pendingMenus.remove(menu);
        } else {
            LOG.info(
                    "no operator commands registered for user {} yet: {}; they are registered with the first message",
                    menu.person(),
                    TelegramErrors.reason(e));
            pendingMenus.removeIf(other -> other.person() == menu.person());
            unreachableOperators.add(menu.person());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
