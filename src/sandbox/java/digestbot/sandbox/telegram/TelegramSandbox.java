package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.telegram.SandboxChat.EphemeralMessages.EphemeralMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
public final class TelegramSandbox extends PlatformSandbox {

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CALLBACK_ANSWER = 200;

    private final TelegramWorld world;
    private final PendingCallbacks callbacks;
    private final ChatAccess access;
    private final CommandLists commands;
    private final EphemeralRules ephemeral;
    private final ChatMethods chats;
    private final BotApiServer server;

    private TelegramSandbox(int port, String token, String botUsername, InstantSource clock) throws IOException {
        this(port, token, new TelegramWorld(new ApiObjects(botId(token), botUsername), clock));
    }

    private TelegramSandbox(int port, String token, TelegramWorld world) throws IOException {
        super(world.events);
        this.world = world;
        access = new ChatAccess(world);
        commands = new CommandLists(world, access);
        callbacks = new PendingCallbacks(world);
        ephemeral = new EphemeralRules(callbacks, world);
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
                .with("pinChatMessage", chats::pin)
                .with("unpinChatMessage", chats::unpin)
                .with("editEphemeralMessageText", chats::editEphemeralText)
                .with("deleteEphemeralMessage", chats::deleteEphemeral)
                .with("getChat", chats::chat)
                .with("getChatMember", chats::member)
                .with("sendChatAction", chats::action)
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
                .with("answerCallbackQuery", this::answerCallback);
        server = new BotApiServer(port, token, api, journal, sentFiles, InstantSource.system());
    }

    /// At the real time.
    public static TelegramSandbox start(int port, String token, String botUsername) {
        return start(port, token, botUsername, InstantSource.system());
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

    /// The time to answer presses and, for one member of a group alone, commands;
    /// initially Telegram's times, which differ.
    public void answerWithin(Duration time) {
        world.answerWithin(time);
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

    /// In a channel, the channel itself writes. A person who writes to a bot that they blocked
    /// unblocks it.
    @Override
    public void write(SandboxPerson person, SandboxPlace place, String line) {
        write(person, place, OptionalLong.empty(), typed(line));
    }

    /// Like [#write], in a topic of a forum; the group is a forum from then on.
    public void writeInThread(SandboxPerson person, SandboxPlace group, long thread, String line) {
        write(person, group, OptionalLong.of(thread), typed(line));
    }

    /// Like [#write], with formatted text. Fails also if the HTML is invalid.
    public void writeFormatted(SandboxPerson person, SandboxPlace place, String html) {
        try {
            write(person, place, OptionalLong.empty(), TextRules.toMessage(HtmlParser.parse(html)));
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void write(SandboxPerson person, SandboxPlace place, OptionalLong thread, FormattedText text) {
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            if (chat.has(SandboxFault.Blocked.class)) {
                chat.fault.set(new SandboxFault.None());
            }
            write(chat, author(person, chat), thread, text);
        }
    }

    /// In a channel, only administrators write, and in its name.
    private static ChatMessage.Author author(SandboxPerson person, SandboxChat chat) {
        if (chat.place.kind() != SandboxPlace.Kind.CHANNEL) {
            return new ChatMessage.Author.Member(person);
        }
        AdminRights rights = chat.administrators.get(person.id());
        if (rights == null || !rights.posts()) {
            throw new IllegalArgumentException("%s may not post in “%s”.".formatted(person.name(), chat.place.title()));
        }
        return new ChatMessage.Author.TheChat();
    }

    public void reply(SandboxPerson person, SandboxPlace place, long message, String line) {
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            ChatMessage answered = chat.transcript.find(message).orElseThrow(() -> noMessage(message));
            var context = new ChatMessage.Context(answered.context().thread(), Optional.of(answered));
            write(chat, author(person, chat), context, new ChatMessage.Content(typed(line), ChatMessage.Keyboard.NONE));
        }
    }

    public void sendPicture(SandboxPerson person, SandboxPlace place, byte[] png, String caption) {
        var file = Parameters.Upload.of("photo.png", png, sentFiles.add(png));
        var photo = new ChatMessage.Attached.Photo(file, file.pixels().orElseThrow());
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            var content = new ChatMessage.Content(
                    typed(caption), ChatMessage.Keyboard.NONE, Optional.of(photo), Optional.empty());
            write(chat, author(person, chat), ChatMessage.Context.PLAIN, content);
        }
    }

    private static IllegalArgumentException noMessage(long id) {
        return new IllegalArgumentException("There is no message %d here.".formatted(id));
    }

    public void writeAnonymously(SandboxPlace group, String line) {
        synchronized (world) {
            write(world.at(group), new ChatMessage.Author.TheChat(), OptionalLong.empty(), typed(line));
        }
    }

    public void rewrite(SandboxPerson person, SandboxPlace place, long message, String line) {
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            ChatMessage.Author author = author(person, chat);
            ChatMessage changed = chat.transcript
                    .find(message)
                    .filter(found -> found.author().equals(author))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no message %d of %s here.".formatted(message, person.name())))
                    .with(new ChatMessage.Content(typed(line), ChatMessage.Keyboard.NONE), world.now());
            world.showEdited(chat, changed);
            tell(chat, "edited_", changed);
        }
    }

    private static FormattedText typed(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "A message has 1 to %d characters, this one %d.".formatted(LONGEST_TEXT, text.length()));
        }
        return new FormattedText(text, TextRules.detect(text));
    }

    private void write(SandboxChat chat, ChatMessage.Author author, OptionalLong thread, FormattedText text) {
        if (thread.isPresent()) {
            chat.threads.putIfAbsent(thread.getAsLong(), Long.toString(thread.getAsLong()));
        }
        var context = new ChatMessage.Context(thread, takeQuestion(chat));
        write(chat, author, context, new ChatMessage.Content(text, ChatMessage.Keyboard.NONE));
    }

    /// The client opened the field for a reply to this message; the next text answers it.
    private static Optional<ChatMessage> takeQuestion(SandboxChat chat) {
        OptionalLong question = chat.question;
        chat.question = OptionalLong.empty();
        return question.isPresent()
                ? chat.transcript.find(question.getAsLong()).map(ChatMessage::withoutReply)
                : Optional.empty();
    }

    private void write(
            SandboxChat chat, ChatMessage.Author author, ChatMessage.Context context, ChatMessage.Content content) {
        ChatMessage message =
                new ChatMessage(chat.transcript.nextId(), author, world.now(), OptionalLong.empty(), context, content);
        world.show(chat, message);
        tell(chat, "", message);
    }

    private void tell(SandboxChat chat, String prefix, ChatMessage message) {
        if (chat.isHeard()) {
            String type = chat.place.kind() == SandboxPlace.Kind.CHANNEL ? "channel_post" : "message";
            world.updates.add(prefix + type, world.objects.message(chat, message));
        }
    }

    /// The person chooses the command in their client's menu. An ephemeral command in a group
    /// reaches the bot alone; any other is a message as that of [#write].
    public void choose(SandboxPerson person, SandboxPlace place, String line) {
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            if (!ephemeral.version.hasEphemeralMessages() || !commands.isEphemeral(person, chat, line)) {
                write(person, place, line);
                return;
            }
            var message = new ChatMessage(
                    chat.ephemeral.nextId(),
                    new ChatMessage.Author.Member(person),
                    world.now(),
                    OptionalLong.empty(),
                    ChatMessage.Context.PLAIN,
                    new ChatMessage.Content(typed(line), ChatMessage.Keyboard.NONE));
            var kept = new EphemeralMessage(message, person, OptionalLong.empty());
            chat.ephemeral.keep(kept);
            events.emit(() -> new SandboxEvent.Shown(ShownMessages.of(chat, kept)));
            if (chat.isHeard()) {
                world.updates.add("message", world.objects.ephemeral(chat, kept));
            }
        }
    }

    @Override
    public void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice) {
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            Optional<EphemeralMessage> own = chat.ephemeral.find(person.id(), message);
            ChatMessage pressed = own.map(EphemeralMessage::message)
                    .or(() -> chat.transcript.find(message))
                    .orElseThrow(() -> noMessage(message));
            List<JsonNode> buttons = pressed.content().keyboard().buttons();
            if (number < 1 || number > buttons.size()) {
                throw new IllegalArgumentException(
                        "Message %d has %d buttons, so no button %d.".formatted(message, buttons.size(), number));
            }
            JsonNode button = buttons.get(number - 1);
            if (button.has("callback_data")) {
                ObjectNode query = SandboxJson.object()
                        .put("id", callbacks.add(person, chat, message, own.isPresent()))
                        .put("chat_instance", Long.toString(7_000_000_000_000_000_000L + chat.id()));
                query.set("from", world.objects.user(person));
                query.set(
                        "message",
                        own.map(each -> world.objects.ephemeral(chat, each))
                                .orElseGet(() -> world.objects.message(chat, pressed)));
                query.set("data", button.path("callback_data"));
                world.updates.add("callback_query", query);
            } else {
                press(person, place, button);
            }
        }
    }

    private void press(SandboxPerson person, SandboxPlace place, JsonNode button) {
        if (button.has("url")) {
            open(person, place, button.path("url").asText());
        } else {
            String copied = "Copied: " + button.path("copy_text").path("text").asText();
            events.emit(() -> new SandboxEvent.Toast(place, person, copied));
        }
    }

    /// A link that starts the bot leads to the private chat, where the person taps START.
    private void open(SandboxPerson person, SandboxPlace place, String url) {
        synchronized (world) {
            events.emit(() -> new SandboxEvent.Opened(place, person, url));
            startPayload(url)
                    .ifPresent(payload -> write(person, SandboxPlace.privateChat(person), "/start " + payload));
        }
    }

    /// The payload after `start=` in a link that starts this bot.
    private Optional<String> startPayload(String url) {
        Matcher link = Pattern.compile("(?i:(?:https?://)?(?:t|telegram)\\.me/%s)\\?start=([A-Za-z0-9_-]{1,64})"
                        .formatted(Pattern.quote(world.objects.botUsername)))
                .matcher(url);
        return link.matches() ? Optional.of(link.group(1)) : Optional.empty();
    }

    private JsonNode answerCallback(Parameters parameters) {
        String query = parameters.text("callback_query_id");
        PendingCallbacks.Press press = callbacks.find(query);
        String text = parameters.text("text");
        String url = parameters.text("url");
        if (text.length() > LONGEST_CALLBACK_ANSWER) {
            throw Refusal.badRequest("MESSAGE_TOO_LONG");
        }
        if (!url.isEmpty() && startPayload(url).isEmpty()) {
            throw Refusal.badRequest("URL_INVALID");
        }
        callbacks.close(query);
        SandboxPlace place = press.chat().place;
        if (!text.isEmpty()) {
            events.emit(() -> new SandboxEvent.Toast(place, press.person(), text));
        }
        if (!url.isEmpty()) {
            open(press.person(), place, url);
        }
        return BooleanNode.TRUE;
    }

    /// The person enters the place, without a message and without notifying the bot. This starts a
    /// private chat, so that the bot may write in it.
    public void join(SandboxPerson person, SandboxPlace place) {
        synchronized (world) {
            world.join(person, place);
        }
    }

    /// Gives the person all rights of an administrator. Initially there are no administrators.
    public void promote(SandboxPlace place, SandboxPerson person) {
        promote(place, person, AdminRights.ALL);
    }

    public void promote(SandboxPlace place, SandboxPerson person, AdminRights rights) {
        synchronized (world) {
            world.join(person, place).administrators.put(person.id(), rights);
        }
    }

    public void muteBot(SandboxPerson person, SandboxPlace place, boolean mute) {
        change(person, place, chat -> chat.mute = mute);
    }

    public void promoteBot(SandboxPerson person, SandboxPlace group, boolean administers) {
        change(person, group, chat -> chat.botAdministers = administers);
    }

    /// The pinned messages, in the order in which they were pinned.
    public List<Long> pinned(SandboxPlace place) {
        synchronized (world) {
            return world.find(place.id()).map(chat -> List.copyOf(chat.pinned)).orElse(List.of());
        }
    }

    public void block(SandboxPerson person, boolean blocked) {
        SandboxFault fault = blocked ? new SandboxFault.Blocked() : new SandboxFault.None();
        change(person, SandboxPlace.privateChat(person), chat -> chat.fault.set(fault));
    }

    /// The bot is notified.
    public void addBot(SandboxPerson person, SandboxPlace place) {
        synchronized (world) {
            SandboxChat chat = world.fault(place, new SandboxFault.Removed());
            chat.mute = false;
            change(person, place, added -> added.fault.set(new SandboxFault.None()));
        }
    }

    public void removeBot(SandboxPerson person, SandboxPlace place) {
        change(person, place, chat -> chat.fault.set(new SandboxFault.Removed()));
    }

    private void change(SandboxPerson by, SandboxPlace place, Consumer<SandboxChat> step) {
        synchronized (world) {
            SandboxChat chat = world.join(by, place);
            ObjectNode update = SandboxJson.object().put("date", world.now());
            update.set("chat", world.objects.chat(chat));
            update.set("from", world.objects.user(by));
            update.set("old_chat_member", world.objects.botMember(chat));
            step.accept(chat);
            update.set("new_chat_member", world.objects.botMember(chat));
            world.updates.add("my_chat_member", update);
        }
    }

    /// Upgrades the group to a supergroup with another id, and notifies the bot in both. With only
    /// the fault [SandboxFault.Migrated], the bot learns of it when it next writes.
    public SandboxPlace migrate(SandboxPlace group, long to) {
        synchronized (world) {
            SandboxChat successor = world.fault(group, new SandboxFault.Migrated(to));
            world.updates.add("message", service(world.at(group)).put("migrate_to_chat_id", to));
            world.updates.add("message", service(successor).put("migrate_from_chat_id", group.id()));
            return successor.place;
        }
    }

    private ObjectNode service(SandboxChat chat) {
        ObjectNode json =
                SandboxJson.object().put("message_id", chat.transcript.nextId()).put("date", world.now());
        json.set("chat", world.objects.chat(chat));
        json.set("sender_chat", world.objects.chat(chat));
        return json;
    }

    public List<String> offered(SandboxPerson person, SandboxPlace place) {
        synchronized (world) {
            return commands.offered(person, world.join(person, place));
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

    /// The versions of the Bot API that differ in how a message is sent to one member of a group alone.
    /// A server ignores the parameters that it does not know.
    public enum BotApiVersion {
        /// Has no ephemeral messages.
        V10_1(false, false),
        /// Takes `receiver_user_id` and `callback_query_id`.
        V10_2(true, false),
        /// Takes the object `ephemeral_message_parameters`, and the older form.
        V10_3(true, true),
        OBJECT_ALONE(false, true);

        final boolean plain;
        final boolean object;

        BotApiVersion(boolean plain, boolean object) {
            this.plain = plain;
            this.object = object;
        }

        boolean hasEphemeralMessages() {
            return plain || object;
        }
    }

    /// The rights to post in the channel, and to write as the group itself.
    public record AdminRights(boolean posts, boolean anonymous) {

        public static final AdminRights ALL = new AdminRights(true, false);
    }
}
