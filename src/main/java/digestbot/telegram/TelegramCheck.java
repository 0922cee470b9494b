package digestbot.telegram;

import digestbot.markdown.TextCleaner;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.ClockSkew;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.ChatFullInfo;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeDefault;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Checks the Telegram settings. Sends no message and does not poll, so that it does not disturb a
/// running bot.
public final class TelegramCheck {

    private final TelegramSettings settings;
    private final List<Long> owners;
    private final InstantSource clock;
    private final TelegramConnection connection;
    private final List<CheckFinding> findings = new ArrayList<>();

    private TelegramCheck(
            TelegramSettings settings, TelegramConnection connection, List<Long> owners, InstantSource clock) {
        this.settings = settings;
        this.connection = connection;
        this.owners = owners;
        this.clock = clock;
    }

    /// Stops at the first connection failure. Each request times out after 5 seconds.
    public static List<CheckFinding> run(TelegramSettings settings, List<Long> owners, InstantSource clock) {
        try (TelegramConnection connection = new TelegramConnection(settings)) {
            var check = new TelegramCheck(settings, connection, owners, clock);
            check.check(connection.interactiveClient());
            return List.copyOf(check.findings);
        }
    }

    private void check(TelegramClient client) {
        try {
            User bot = client.execute(new GetMe());
            checkIdentity(bot);
            connection
                    .serverTime()
                    .ifPresent(theirs -> findings.add(ClockSkew.between("Telegram", theirs, clock.instant())));
            webhook(client.execute(new GetWebhookInfo()).getUrl());
            commands(client);
            for (long owner : owners) {
                findings.add(owner(client, owner, bot.getUserName()));
            }
        } catch (TelegramApiException e) {
            findings.add(connectionFailure(e));
        }
    }

    private void checkIdentity(User bot) {
        findings.add(
                CheckFinding.ok("Telegram: the bot is @%s, t.me/%s".formatted(bot.getUserName(), bot.getUserName())));
        if (!Boolean.TRUE.equals(bot.getCanJoinGroups())) {
            findings.add(CheckFinding.warning(
                    "Telegram: the bot can't be added to groups",
                    "to allow it: @BotFather, /setjoingroups, choose the bot, Enable"));
        }
    }

    /// The webhook's URL may contain a secret, so only its host is shown.
    private void webhook(String url) {
        if (url == null || url.isEmpty()) {
            findings.add(CheckFinding.ok("Telegram: no conflicting webhook"));
            return;
        }
        findings.add(CheckFinding.failed(
                "Telegram: a webhook is set (%s): another program uses this bot and receives its messages"
                        .formatted(host(url)),
                "stop that program, or create another bot for digestbot; then “digestbot run” deletes the webhook"));
    }

    private static String host(String url) {
        try {
            return Objects.requireNonNullElse(URI.create(url).getHost(), "an unknown host");
        } catch (IllegalArgumentException _) {
            return "an unknown host";
        }
    }

    private void commands(TelegramClient client) throws TelegramApiException {
        int known = Math.max(
                registered(client, new BotCommandScopeDefault()),
                registered(client, new BotCommandScopeAllPrivateChats()));
        findings.add(
                known > 0
                        ? CheckFinding.ok("Telegram: commands registered: " + known)
                        : CheckFinding.warning(
                                "Telegram: no commands registered, so the bot's menu is empty",
                                "nothing to do: “digestbot run” registers them at startup"));
    }

    private static int registered(TelegramClient client, BotCommandScope scope) throws TelegramApiException {
        return client.execute(GetMyCommands.builder().scope(scope).build()).size();
    }

    /// Sends the chat action “typing …”, which reveals whether the owner has blocked the bot.
    private static CheckFinding owner(TelegramClient client, long id, String bot) throws TelegramApiException {
        try {
            ChatFullInfo chat = client.execute(new GetChat(Long.toString(id)));
            client.execute(new SendChatAction(Long.toString(id), ActionType.TYPING.toString()));
            String name = TextCleaner.line(Objects.requireNonNullElse(chat.getFirstName(), ""));
            return CheckFinding.ok(
                    "Telegram: owner %d is reachable%s".formatted(id, name.isBlank() ? "" : " (" + name.strip() + ")"));
        } catch (TelegramApiRequestException e) {
            if (e.getErrorCode() == null || e.getErrorCode() < 400 || e.getErrorCode() >= 404) {
                throw e;
            }
            return CheckFinding.failed(
                    "Telegram: owner %d is not reachable (%s)"
                            .formatted(id, Objects.requireNonNullElse(e.getApiResponse(), "refused")),
                    "ask them to open t.me/%s and press Start; check their user ID in owners.telegram".formatted(bot));
        }
    }

    private CheckFinding connectionFailure(TelegramApiException e) {
        if (TelegramErrors.refusesToken(e)) {
            return CheckFinding.failed(
                    "Telegram: token rejected",
                    "@BotFather, /mybots, choose the bot, API Token: copy it to TELEGRAM_TOKEN (telegram.token)");
        }
        if (e.getCause() instanceof IOException) {
            return CheckFinding.failed(
                    "Telegram: no answer from %s (%s)".formatted(settings.apiUrl(), TelegramErrors.reason(e)),
                    "check the network, firewalls and proxies, and telegram.api-url");
        }
        return CheckFinding.failed(
                "Telegram: %s rejected a request (%s)".formatted(settings.apiUrl(), TelegramErrors.reason(e)),
                "check that telegram.api-url is a Bot API server; try again in a minute");
    }
}
