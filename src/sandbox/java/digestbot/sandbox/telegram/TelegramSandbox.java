package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A Telegram Bot API server on loopback with one bot, and the clients of the people who talk to
/// it.
///
/// It checks what the bot sends as the real server does and rejects it with the same messages;
/// unsupported methods are answered as unknown ones. Messages carry the time of the given clock;
/// limits, waiting polls and [RecordedRequest#at] use real time. A chat exists once a person has
/// entered it: by writing, by [#join], or by a fault.
///
/// The memory grows by only eight bytes per message: the last 200 messages of a chat (20,000 in
/// total) are kept in full, and the last 50,000 requests are recorded.
public final class TelegramSandbox extends TelegramClients {
    private final ChatMethods chats;
    private final BotApiServer server;

    private TelegramSandbox(int port, String token, String botUsername, InstantSource clock) throws IOException {
        super(new TelegramWorld(new ApiObjects(botId(token), botUsername), clock));
        chats = new ChatMethods(world, access, ephemeral);
        BotApiServer.BotApi api = new BotApiServer.BotApi(access)
                .with("getMe", _ -> world.objects.botItself())
                .with("sendMessage", asked -> chats.send(asked, MessageText.of(asked)))
                .with("sendDocument", asked -> chats.send(asked, MessageText.document(asked)))
                .with("sendPhoto", asked -> chats.send(asked, MessageText.photo(asked, sentFiles)))
                .with("editMessageText", asked -> chats.edit(asked, MessageText.of(asked)))
                .with("editMessageMedia", asked -> chats.edit(asked, MessageText.media(asked, sentFiles)))
                .with("getFile", asked -> file(asked.text("file_id")))
                .with("deleteMessage", chats::delete)
                .with("editEphemeralMessageText", chats::editEphemeralText)
                .with("deleteEphemeralMessage", chats::deleteEphemeral)
                .with("getChat", chats::chat)
                .with("getChatMember", chats::member)
                .with("sendChatAction", chats::action)
                .with("createForumTopic", chats::createTopic)
                .with("getUpdates", world.updates::poll)
                .with("setWebhook", asked -> world.updates.webhook(asked.text("url"), asked))
                .with("deleteWebhook", asked -> world.updates.webhook("", asked))
                .with("getWebhookInfo", _ -> world.updates.webhookInfo())
                .with("setMyCommands", commands::set)
                .with("getMyCommands", commands::get)
                .with("setMyDescription", asked -> commands.setDescription("description", 512, asked))
                .with("getMyDescription", asked -> commands.description("description", asked))
                .with("setMyShortDescription", asked -> commands.setDescription("short_description", 120, asked))
                .with("getMyShortDescription", asked -> commands.description("short_description", asked))
                .with("answerInlineQuery", inlineQueries::answer)
                .with("answerCallbackQuery", this::answerCallback);
        server = new BotApiServer(port, token, api, journal, sentFiles, InstantSource.system());
    }

    /// Starts the server on 127.0.0.1; port 0 is any free port.
    ///
    /// @param token the bot's token, as `123456:secret`; the number is the bot's user id
    /// @param botUsername the bot's user name without `@`
    /// @param clock the time that messages carry
    public static TelegramSandbox start(int port, String token, String botUsername, InstantSource clock) {
        try {
            return new TelegramSandbox(port, token, botUsername, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The Telegram sandbox cannot listen on 127.0.0.1:" + port, e);
        }
    }

    private JsonNode file(String id) {
        Parameters.Upload file = Parameters.Upload.sent(id, sentFiles)
                .orElseThrow(() -> Refusal.badRequest("wrong file_id or the file is temporarily unavailable"));
        return file.json().put("file_path", BotApiServer.FILES + file.number());
    }

    private static long botId(String token) {
        if (!token.matches("[1-9]\\d{0,15}:[^/]+")) {
            throw new IllegalArgumentException("A bot's token is its number, a colon and a secret.");
        }
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    public URI url() {
        return server.url();
    }

    /// Does not notify the bot.
    public void deleteThread(SandboxPlace group, long thread) {
        synchronized (world) {
            world.at(group).deleteThread(thread);
        }
    }

    /// The time to answer presses, inline queries and, for one member of a group alone, commands;
    /// initially Telegram's times, which differ.
    public void answerWithin(Duration time) {
        world.answerWithin(time);
    }

    /// On initially, as at BotFather.
    public void inlineMode(boolean on) {
        world.objects.inlineMode = on;
    }

    public void version(BotApiVersion version) {
        ephemeral.version = version;
    }

    /// All messages of the group that one member alone sees expire.
    public void expireEphemeral(SandboxPlace group) {
        synchronized (world) {
            world.at(group).ephemeral.expire();
        }
    }

    @Override
    public void fault(SandboxPlace place, SandboxFault fault) {
        synchronized (world) {
            world.fault(place, fault);
        }
    }

    /// Answers messages and edits beyond these limits with 429, counted in sliding windows of real
    /// time.
    public void enforceLimits(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        access.limits.enforce(perSecond, perChatPerSecond, perGroupPerMinute);
    }

    public List<ShownMessage> screen(SandboxPlace place) {
        synchronized (world) {
            return world.find(place.id()).stream()
                    .flatMap(chat -> chat.transcript.recent().stream().map(message -> ShownMessages.of(chat, message)))
                    .toList();
        }
    }

    /// Oldest first.
    public List<ShownMessage> ephemeral(SandboxPerson person, SandboxPlace group) {
        synchronized (world) {
            return world.find(group.id()).stream()
                    .flatMap(chat -> chat.ephemeral.of(person).stream().map(message -> ShownMessages.of(chat, message)))
                    .toList();
        }
    }

    /// On initially.
    public void recordRequests(boolean record) {
        journal.on(record);
    }

    /// Without edits.
    public long delivered() {
        return chats.delivered();
    }

    /// Includes polls that wait.
    public long polls() {
        return world.updates.polls();
    }

    /// Ends waiting polls, and notifies the listeners of the remaining events.
    @Override
    public void close() {
        world.updates.close();
        server.close();
        events.close();
    }
}
