package digestbot.sandbox.telegram;

import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.SentFiles;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.telegram.text.MethodAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A Telegram Bot API server on loopback with one bot, and the clients of the people who talk to
/// it.
///
/// It checks what the bot sends as the real server does and rejects it with the same messages;
/// unsupported methods are answered as unknown ones. Messages carry the time of the given clock;
/// limits, waiting polls and [RecordedRequest#at] use real time. A chat exists once a person has
/// entered it: by writing, by [#join], or by a fault.
///
/// The memory grows by only eight bytes per message: the last 200 messages of a chat (20,000 in
/// total) are kept in full, and the last 50,000 requests (32 MiB) are recorded.
public final class TelegramSandbox implements PlatformSandbox {
    private final SandboxChats chats = new SandboxChats();
    private final UpdateQueue updates = new UpdateQueue();
    private final TelegramEvents events = new TelegramEvents();
    private final RequestJournal journal = new RequestJournal();
    private final RateWindows limits = new RateWindows(System::nanoTime);
    private final TelegramClients conversation;
    private final PendingCallbacks callbacks;
    private final InlineQueries inlineQueries;
    private final InlineClients inlineClients;
    private final ApiObjects objects;
    private final Memberships memberships;
    private final EphemeralRules ephemeral;
    private final MessageMethods messages;
    private final CommandLists commands = new CommandLists();
    private final SentFiles sentFiles = new SentFiles();
    private final BotApiServer server;

    private TelegramSandbox(int port, String token, String botUsername, InstantSource clock) throws IOException {
        objects = new ApiObjects(botId(token), botUsername);
        MemberObjects members = new MemberObjects(objects);
        ChatAccess access = new ChatAccess(chats, limits);
        callbacks = new PendingCallbacks(clock);
        conversation = new TelegramClients(chats, updates, objects, events, callbacks, clock);
        inlineQueries = new InlineQueries(clock);
        inlineClients = new InlineClients(conversation, updates, objects, inlineQueries);
        memberships = new Memberships(chats, updates, objects, members, clock);
        ephemeral = new EphemeralRules(callbacks, clock);
        messages = new MessageMethods(chats, access, ephemeral, objects, events, clock);
        BotApi api = new BotApi(access)
                .with("getMe", _ -> new MethodAnswer.Success(objects.botItself()))
                .with(messages)
                .with("createForumTopic", new TopicMethods(chats, access)::create)
                .with(new EphemeralMethods(chats, access, ephemeral, events, clock))
                .with(new ChatMethods(chats, access, objects, members))
                .with(updates)
                .with(new CommandMethods(commands, chats, access))
                .with("Description", new DescriptionMethods("description", 512))
                .with("ShortDescription", new DescriptionMethods("short_description", 120))
                .with("answerInlineQuery", new InlineMethods(inlineQueries)::answer)
                .with("answerCallbackQuery", new CallbackMethods(callbacks, conversation, events)::answer);
        server = new BotApiServer(port, token, api, journal, sentFiles, InstantSource.system());
    }

    /// Starts a server.
    ///
    /// @param port the port on 127.0.0.1; 0 for any free port
    /// @param token the bot's token, as `123456:secret`; the number is the bot's user id
    /// @param botUsername the bot's user name without `@`
    /// @param clock the time that messages carry
    /// @throws IllegalArgumentException if the token has no such form
    /// @throws UncheckedIOException if the port is taken
    public static TelegramSandbox start(int port, String token, String botUsername, InstantSource clock) {
        try {
            return new TelegramSandbox(port, token, botUsername, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The Telegram sandbox cannot listen on 127.0.0.1:" + port, e);
        }
    }

    private static long botId(String token) {
        if (!token.matches("[1-9]\\d{0,15}:[^/]+")) {
            throw new IllegalArgumentException("A bot's token is its number, a colon and a secret.");
        }
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    /// The address of the server: scheme, host and port, no path.
    public URI url() {
        return server.url();
    }

    @Override
    public void listen(Consumer<SandboxEvent> listener) {
        events.listen(listener);
    }

    @Override
    public void write(SandboxPerson person, SandboxPlace place, String line) {
        conversation.write(person, place, OptionalLong.empty(), line);
    }

    /// Like [#write], in a topic of a forum; the group is a forum from then on.
    public void writeInThread(SandboxPerson person, SandboxPlace group, long thread, String line) {
        conversation.write(person, group, OptionalLong.of(thread), line);
    }

    /// Like [#write], as a reply to a message.
    ///
    /// @param message the message's id
    public void reply(SandboxPerson person, SandboxPlace place, long message, String line) {
        conversation.reply(person, place, message, line);
    }

    /// Deletes a topic of a forum, without notifying the bot.
    public void deleteThread(SandboxPlace group, long thread) {
        synchronized (chats) {
            chats.at(group).deleteThread(thread);
        }
    }

    /// Like [#write], with formatted text.
    ///
    /// @param html the text, formatted with the tags of the Bot API's HTML mode
    /// @throws IllegalArgumentException also if the HTML is invalid
    public void writeFormatted(SandboxPerson person, SandboxPlace place, String html) {
        conversation.writeFormatted(person, place, html);
    }

    /// The person edits a message of theirs, or of the channel in which they may post.
    ///
    /// @param message the message's id
    public void rewrite(SandboxPerson person, SandboxPlace place, long message, String line) {
        conversation.rewrite(person, place, message, line);
    }

    /// An anonymous administrator of the group writes.
    public void writeAnonymously(SandboxPlace group, String line) {
        conversation.writeAnonymously(group, line);
    }

    @Override
    public void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice) {
        conversation.press(person, place, message, number);
    }

    /// The person types a line in the place; if it begins with the bot's name and a space, the client
    /// asks the bot for messages to choose from.
    ///
    /// @param offset the offset of the choices that are wanted, as [InlineOffer#next]; empty for the
    ///     first
    /// @return what the client offers; nothing if the bot does not answer in ten seconds
    public CompletableFuture<InlineOffer> type(SandboxPerson person, SandboxPlace place, String line, String offset) {
        return inlineClients.type(person, place, line, offset);
    }

    /// The person sends a message that the bot offered.
    ///
    /// @param query the id of the query, as in [InlineOffer#query]
    /// @param choice the id of the choice
    /// @throws IllegalArgumentException if it was not offered; the message is a sentence for the person
    public void choose(SandboxPerson person, SandboxPlace place, String query, String choice) {
        inlineClients.send(person, place, query, choice);
    }

    /// Sets the time that the bot has to answer presses, inline queries and, for one member of a group alone,
    /// commands; initially Telegram's times, which differ.
    public void answerWithin(Duration time) {
        callbacks.answerTime(time);
        inlineQueries.answerTime(time);
        ephemeral.answerTime(time);
    }

    /// Turns the bot's inline mode on or off, as at BotFather; it is on initially.
    public void inlineMode(boolean on) {
        objects.inlineMode(on);
    }

    /// The person enters the place, without a message and without notifying the bot. This starts a
    /// private chat, so that the bot may write in it.
    public void join(SandboxPerson person, SandboxPlace place) {
        synchronized (chats) {
            chats.join(person, place);
        }
    }

    /// Makes the person an administrator of the group or channel, with all rights. Initially there
    /// are no administrators.
    public void promote(SandboxPlace place, SandboxPerson person) {
        promote(place, person, AdminRights.ALL);
    }

    /// Like [#promote(SandboxPlace, SandboxPerson)], with some of the rights.
    public void promote(SandboxPlace place, SandboxPerson person, AdminRights rights) {
        memberships.promote(place, person, rights);
    }

    /// Makes the person an ordinary member.
    public void demote(SandboxPlace place, SandboxPerson person) {
        memberships.demote(place, person);
    }

    /// The person forbids the bot to write in the group or channel; the bot is notified
    /// (`my_chat_member`).
    public void muteBot(SandboxPerson person, SandboxPlace place) {
        memberships.mute(person, place, true);
    }

    /// The person allows the bot to write again, and the bot is notified.
    public void unmuteBot(SandboxPerson person, SandboxPlace place) {
        memberships.mute(person, place, false);
    }

    /// The person makes the bot an administrator of the group, and the bot is notified
    /// (`my_chat_member`).
    public void promoteBot(SandboxPerson person, SandboxPlace group) {
        memberships.administer(person, group, true);
    }

    /// The person makes the bot an ordinary member, and the bot is notified.
    public void demoteBot(SandboxPerson person, SandboxPlace group) {
        memberships.administer(person, group, false);
    }

    /// Answers from now on as a server of that version.
    public void version(BotApiVersion version) {
        ephemeral.version(version);
    }

    /// All messages of the group that one member alone sees expire.
    public void expireEphemeral(SandboxPlace group) {
        synchronized (chats) {
            chats.at(group).ephemeral.expire();
        }
    }

    /// The person chooses the command in their client's menu. An ephemeral command in a group reaches
    /// the bot alone; any other is a message as that of [#write].
    public void choose(SandboxPerson person, SandboxPlace place, String line) {
        boolean alone;
        synchronized (chats) {
            alone = ephemeral.version().hasEphemeralMessages()
                    && commands.isEphemeral(person, chats.join(person, place), line);
        }
        if (alone) {
            conversation.whisper(person, place, OptionalLong.empty(), line);
        } else {
            write(person, place, line);
        }
    }

    /// The person blocks the bot, which is notified (`my_chat_member`).
    public void block(SandboxPerson person) {
        memberships.change(person, privateChat(person), new SandboxFault.Blocked());
    }

    /// The person unblocks the bot, which is notified.
    public void unblock(SandboxPerson person) {
        memberships.change(person, privateChat(person), new SandboxFault.None());
    }

    /// The person adds the bot to the group or channel, and the bot is notified.
    public void addBot(SandboxPerson person, SandboxPlace place) {
        synchronized (chats) {
            chats.fault(place, new SandboxFault.Removed());
            chats.at(place).mute(false);
            memberships.change(person, place, new SandboxFault.None());
        }
    }

    /// The person removes the bot from the group or channel, and the bot is notified.
    public void removeBot(SandboxPerson person, SandboxPlace place) {
        memberships.change(person, place, new SandboxFault.Removed());
    }

    /// Upgrades the group to a supergroup with another id, and notifies the bot in both. With only
    /// the fault [SandboxFault.Migrated], the bot learns of it when it next writes.
    public SandboxPlace migrate(SandboxPlace group, long to) {
        return memberships.migrate(group, to);
    }

    private static SandboxPlace privateChat(SandboxPerson person) {
        return new SandboxPlace(person.id(), SandboxPlace.Kind.PRIVATE, "");
    }

    @Override
    public void fault(SandboxPlace place, SandboxFault fault) {
        synchronized (chats) {
            chats.fault(place, fault);
        }
    }

    /// Answers messages and edits beyond these limits with 429, counted in sliding windows of real
    /// time.
    public void enforceLimits(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        limits.enforce(perSecond, perChatPerSecond, perGroupPerMinute);
    }

    /// Allows this number of messages per second if they are sent as paid broadcasts, whatever the
    /// limits of [#enforceLimits] are.
    public void allowPaidBroadcasts(int perSecond) {
        limits.setPaidPerSecond(perSecond);
    }

    /// The last messages of the place, oldest first.
    public List<ShownMessage> screen(SandboxPlace place) {
        synchronized (chats) {
            return chats.find(place.id()).stream()
                    .flatMap(chat -> chat.transcript.recent().stream().map(message -> ShownMessages.of(chat, message)))
                    .toList();
        }
    }

    /// The messages of the group that the person and the bot alone see, oldest first.
    public List<ShownMessage> ephemeral(SandboxPerson person, SandboxPlace group) {
        synchronized (chats) {
            return chats.find(group.id()).stream()
                    .flatMap(chat -> chat.ephemeral.of(person).stream().map(message -> ShownMessages.of(chat, message)))
                    .toList();
        }
    }

    /// The commands that the person's client offers in the place, as `/name description`, in the
    /// bot's order.
    public List<String> offered(SandboxPerson person, SandboxPlace place) {
        synchronized (chats) {
            return commands.offered(person, chats.join(person, place));
        }
    }

    @Override
    public Optional<byte[]> file(long number) {
        return sentFiles.get(number);
    }

    @Override
    public List<RecordedRequest> requests() {
        return journal.requests();
    }

    /// Calls the observer with every request from now on, before the response is sent. It runs on
    /// the thread of the request, so several calls may run at a time. Observed requests use no
    /// memory.
    public void observe(Consumer<RecordedRequest> observer) {
        journal.observe(observer);
    }

    /// Turns the recording of requests on or off; it is on initially.
    public void recordRequests(boolean record) {
        journal.on(record);
    }

    /// The number of messages that the bot sent, without edits.
    public long delivered() {
        return messages.delivered();
    }

    /// The number of polls for updates that arrived, including those that wait.
    public long polls() {
        return updates.polls();
    }

    /// The number of requests that were answered with 429.
    public long throttled() {
        return server.throttled();
    }

    /// Stops the server, ends waiting polls, and notifies the listeners of the remaining events.
    @Override
    public void close() {
        updates.close();
        server.close();
        events.flush();
    }
}
