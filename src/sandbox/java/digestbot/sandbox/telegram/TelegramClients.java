package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.EphemeralMessages.EphemeralMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The actions of people in their clients, and the updates that the bot receives about them.
public abstract sealed class TelegramClients extends PlatformSandbox permits TelegramSandbox {
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CALLBACK_ANSWER = 200;
    private static final int LONGEST_QUERY = 256;

    final TelegramWorld world;
    final PendingCallbacks callbacks;
    final InlineQueries inlineQueries;
    final ChatAccess access;
    final CommandLists commands;
    final EphemeralRules ephemeral;

    TelegramClients(TelegramWorld world) {
        super(world.events);
        this.world = world;
        access = new ChatAccess(world);
        commands = new CommandLists(world, access);
        callbacks = new PendingCallbacks(world);
        inlineQueries = new InlineQueries(world);
        ephemeral = new EphemeralRules(callbacks, world);
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
            write(chat, author(person, chat), context, new ChatMessage.Content(typed(line), Keyboard.NONE));
        }
    }

    public void sendPicture(SandboxPerson person, SandboxPlace place, byte[] png, String caption) {
        var file = Parameters.Upload.of("photo.png", png, sentFiles.add(png));
        var photo = new ChatMessage.Attached.Photo(file, file.pixels().orElseThrow());
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            var content = new ChatMessage.Content(typed(caption), Keyboard.NONE, Optional.of(photo), Optional.empty());
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
                    .with(new ChatMessage.Content(typed(line), Keyboard.NONE), world.now());
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
        write(chat, author, context, new ChatMessage.Content(text, Keyboard.NONE));
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
                    new ChatMessage.Content(typed(line), Keyboard.NONE));
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
        } else if (button.has("switch_inline_query_chosen_chat")) {
            // The real client lets the person choose a chat first.
            String query =
                    button.path("switch_inline_query_chosen_chat").path("query").asText("");
            String line = "@" + world.objects.botUsername + " " + query;
            events.emit(() -> new SandboxEvent.Prefilled(place, person, line));
        } else if (button.has("copy_text")) {
            String copied = "Copied: " + button.path("copy_text").path("text").asText();
            events.emit(() -> new SandboxEvent.Toast(place, person, copied));
        } else {
            throw new IllegalArgumentException("The button “%s” does nothing here."
                    .formatted(button.path("text").asText()));
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

    final JsonNode answerCallback(Parameters parameters) {
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

    /// The person types a line; if it begins with the bot's name and a space, the client asks the
    /// bot for messages to choose from. The offset is empty for the first choices, or
    /// [InlineOffer#next]. Offers nothing if the bot does not answer in ten seconds.
    public CompletableFuture<InlineOffer> type(SandboxPerson person, SandboxPlace place, String line, String offset) {
        String name = "@" + world.objects.botUsername + " ";
        if (!world.objects.inlineMode || !line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT))) {
            return CompletableFuture.completedFuture(InlineOffer.NOTHING);
        }
        String words = line.substring(name.length()).strip();
        String chatType = switch (place.kind()) {
            case PRIVATE -> place.id() == person.id() ? "sender" : "private";
            case GROUP -> "supergroup";
            case CHANNEL -> "channel";
        };
        InlineQueries.Query query = inlineQueries.open(person);
        ObjectNode update = SandboxJson.object()
                .put("id", query.id())
                .put("query", words.substring(0, Math.min(words.length(), LONGEST_QUERY)))
                .put("offset", offset)
                .put("chat_type", chatType);
        update.set("from", world.objects.user(person));
        world.updates.add("inline_query", update);
        return query.answer()
                .completeOnTimeout(
                        InlineOffer.NOTHING,
                        world.answerTime(InlineQueries.ANSWER_TIME).toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// In a channel, the channel itself sends the message that the bot offered.
    public void choose(SandboxPerson person, SandboxPlace place, String query, String choice) {
        ChatMessage.Content content = inlineQueries.chosen(person, query, choice);
        synchronized (world) {
            SandboxChat chat = world.join(person, place);
            ChatMessage.Author author = author(person, chat) instanceof ChatMessage.Author.TheChat channel
                    ? channel
                    : new ChatMessage.Author.MemberViaBot(person);
            write(chat, author, ChatMessage.Context.PLAIN, content);
        }
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
}
