package digestbot.telegram;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Permissions.Standing;
import digestbot.delivery.api.SendResult;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

/// Registers the command menus of Telegram's clients, one per scope and language.
///
/// They are registered one after another in the background; a rejected menu does not affect the
/// others.
final class CommandMenus {

    private static final Logger LOG = LoggerFactory.getLogger(CommandMenus.class);
    private static final int MOST_FAILURES = 8;

    private final TelegramClient client;
    private final ScheduledExecutorService keeper;
    private final Deque<Menu> left = new ArrayDeque<>();
    private final Set<Long> absent = ConcurrentHashMap.newKeySet();
    private final Map<Long, Standing> staff = new ConcurrentHashMap<>();
    private final PollBackoff pauses = new PollBackoff();
    private boolean busy;
    private int failures;

    /// A list.
    ///
    /// @param person the user whose private chat it is for; 0 for a general menu
    /// @param language a two-letter code; empty for the default menu
    private record Menu(BotCommandScope scope, long person, String language, Predicate<CommandSpec> holds) {

        SetMyCommands request() {
            Texts words = Texts.of(language);
            return SetMyCommands.builder()
                    .commands(CommandSpec.on(Platform.TELEGRAM).stream()
                            .filter(holds)
                            .map(name -> new BotCommand(name.id(), words.say(name.does())))
                            .toList())
                    .scope(scope)
                    .languageCode(language.isEmpty() ? null : language)
                    .build();
        }
    }

    /// @param keeper of one thread
    CommandMenus(TelegramClient client, ScheduledExecutorService keeper) {
        this.client = client;
        this.keeper = keeper;
    }

    /// Collects the menus to register. To be called once, before [#offer].
    ///
    /// @param staff the operators and their roles
    void collect(Map<Long, Standing> staff) {
        this.staff.putAll(staff);
        left.addAll(of(new BotCommandScopeAllPrivateChats(), 0, name -> !Permissions.isStaffs(name.permission())));
        left.addAll(of(new BotCommandScopeAllGroupChats(), 0, name -> name.permission() == Permission.READ));
        left.addAll(
                of(new BotCommandScopeAllChatAdministrators(), 0, name -> !Permissions.isStaffs(name.permission())));
        new TreeMap<>(staff).forEach((person, standing) -> left.addAll(ofOne(person, standing)));
    }

    /// A person's private chat has the person's id.
    private static List<Menu> ofOne(long person, Standing standing) {
        return of(
                new BotCommandScopeChat(Long.toString(person)),
                person,
                name -> Permissions.mayAlone(standing, name.permission()));
    }

    private static List<Menu> of(BotCommandScope scope, long person, Predicate<CommandSpec> holds) {
        Stream<String> languages = Texts.languages().stream()
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .distinct();
        return Stream.concat(Stream.of(""), languages)
                .map(language -> new Menu(scope, person, language, holds))
                .toList();
    }

    /// Registers all menus that are not registered yet. Returns at once.
    void offer() {
        keep(this::begin, Duration.ZERO);
    }

    /// Someone wrote in the chat: if it is an operator whose chat did not exist before, their menu
    /// is registered now.
    void wrote(long chat) {
        if (absent.remove(chat)) {
            keep(() -> offerAnew(chat), Duration.ZERO);
        }
    }

    /// The person's role has changed.
    void changed(long person, Standing now) {
        staff.put(person, now);
        absent.remove(person);
        keep(() -> offerAnew(person), Duration.ZERO);
    }

    private void offerAnew(long person) {
        left.removeIf(menu -> menu.person() == person);
        left.addAll(ofOne(person, staff.getOrDefault(person, Standing.READER)));
        begin();
    }

    private void keep(Runnable step, Duration pause) {
        if (!keeper.isShutdown()) {
            var _ = keeper.schedule(step, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void begin() {
        if (!busy) {
            failures = 0;
            pauses.reset();
            next();
        }
    }

    private void next() {
        Menu menu = left.peek();
        busy = menu != null && failures < MOST_FAILURES;
        if (menu != null && busy) {
            keep(this::next, register(menu));
        } else if (menu != null) {
            LOG.warn("registering command menus on Telegram failed, next attempt at the next start");
        }
    }

    /// Returns how long to wait before the next one.
    private Duration register(Menu menu) {
        try {
            client.execute(menu.request());
            left.remove(menu);
            return Duration.ZERO;
        } catch (TelegramApiException e) {
            return refused(menu, e);
        } catch (RuntimeException e) {
            LOG.error("making a command menu failed", e);
            left.remove(menu);
            return Duration.ZERO;
        }
    }

    private Duration refused(Menu menu, TelegramApiException e) {
        if (TelegramErrors.result(e) instanceof SendResult.RateLimited limited) {
            return limited.retryAfter();
        }
        if (!TelegramErrors.isRefusal(e)) {
            failures++;
            return Duration.ofMillis(pauses.nextBackOffMillis());
        }
        if (menu.person() == 0) {
            LOG.warn("Telegram rejected a command menu: {}", TelegramErrors.why(e));
            left.remove(menu);
        } else {
            LOG.info(
                    "no operator commands registered for user {} yet: {}; they are registered with the first message",
                    menu.person(),
                    TelegramErrors.why(e));
            left.removeIf(other -> other.person() == menu.person());
            absent.add(menu.person());
        }
        return Duration.ZERO;
    }
}
