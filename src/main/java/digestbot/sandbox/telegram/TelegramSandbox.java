package digestbot.sandbox.telegram;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A Telegram Bot API server on loopback with one bot, and the clients of the people who talk to it.
///
/// It checks what the bot sends as the real server does and refuses it in the same words; what it cannot do is
/// answered as an unknown method. Messages carry the time of the clock given; limits, waiting polls and
/// [RecordedRequest#at] keep real time. A chat exists once somebody was in it: by writing, by
/// [#join], or by a fault.
///
/// Nothing grows with the number of messages but eight bytes for each: the last 200 of a chat (20,000 in all) are
/// kept whole, and the last 50,000 requests (32 MiB) are recorded.
public final class TelegramSandbox implements PlatformSandbox {
    private final SandboxChats chats = new SandboxChats();
    private final UpdateQueue updates = new UpdateQueue();
    private final TelegramEvents events = new TelegramEvents();
    private final RequestJournal journal = new RequestJournal();
    private final RateWindows limits = new RateWindows(System::nanoTime);
    private final TelegramClients conversation;
    private final Memberships memberships;
    private final MessageMethods messages;
    private final CommandLists commands = new CommandLists();
    private final SentFiles shelf = new SentFiles();
    private final BotApiServer server;

    private TelegramSandbox(int port, String token, String botUsername, InstantSource clock) throws IOException {
        ApiObjects objects = new ApiObjects(botId(token), botUsername);
        MemberObjects members = new MemberObjects(objects);
        ChatAccess access = new ChatAccess(chats, limits);
        PendingCallbacks callbacks = new PendingCallbacks(clock);
        conversation = new TelegramClients(chats, updates, objects, events, callbacks, clock);
        memberships = new Memberships(chats, updates, objects, members, clock);
        messages = new MessageMethods(chats, access, objects, events, clock);
        BotApi api = new BotApi(access)
                .with("getMe", _ -> new MethodAnswer.Success(objects.botItself()))
                .with(messages)
                .with(new ChatMethods(chats, access, objects, members))
                .with(updates)
                .with(new CommandMethods(commands, chats, access))
                .with("Description", new DescriptionMethods("description", 512))
                .with("ShortDescription", new DescriptionMethods("short_description", 120))
                .with("answerCallbackQuery", new CallbackMethods(callbacks, conversation, events)::answer);
        server = new BotApiServer(port, token, api, journal, shelf, InstantSource.system());
    }

    /// Starts a server.
    ///
    /// @param port where it listens on 127.0.0.1; 0 for any free port
    /// @param token the bot's token, as `123456:secret`; the number is the bot's user id
    /// @param botUsername without `@`
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

    /// As [#write], in a thread of a forum, which the group is from then on.
    public void writeInThread(SandboxPerson person, SandboxPlace group, long thread, String line) {
        conversation.write(person, group, OptionalLong.of(thread), line);
    }

    /// As [#write], in reply to a message.
    ///
    /// @param message the message's id
    public void reply(SandboxPerson person, SandboxPlace place, long message, String line) {
        conversation.reply(person, place, message, line);
    }

    /// A thread of a forum is deleted, without the bot being told.
    public void deleteThread(SandboxPlace group, long thread) {
        synchronized (chats) {
            chats.at(group).deleteThread(thread);
        }
    }

    /// As [#write], with text that the person formatted in the client.
    ///
    /// @param html the text, with the tags of the Bot API's HTML mode for what is formatted
    /// @throws IllegalArgumentException also if the HTML is wrong
    public void writeFormatted(SandboxPerson person, SandboxPlace place, String html) {
        conversation.writeFormatted(person, place, html);
    }

    /// The person puts another text into a message of theirs, or of the channel they may post in.
    ///
    /// @param message the message's id
    public void rewrite(SandboxPerson person, SandboxPlace place, long message, String line) {
        conversation.rewrite(person, place, message, line);
    }

    /// An administrator of the group writes who stays anonymous.
    public void writeAnonymously(SandboxPlace group, String line) {
        conversation.writeAnonymously(group, line);
    }

    @Override
    public void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice) {
        conversation.press(person, place, message, number);
    }

    /// The person is in the place from now on, without a word and without the bot being told. A private chat is
    /// thereby started, so that the bot may write there.
    public void join(SandboxPerson person, SandboxPlace place) {
        synchronized (chats) {
            chats.join(person, place);
        }
    }

    /// The person is an administrator of the group or channel from now on, with every right; nobody is before.
    public void promote(SandboxPlace place, SandboxPerson person) {
        promote(place, person, AdminRights.ALL);
    }

    /// As [#promote(Place, Someone)], with some of the rights.
    public void promote(SandboxPlace place, SandboxPerson person, AdminRights rights) {
        memberships.promote(place, person, rights);
    }

    /// The person is an ordinary member from now on.
    public void demote(SandboxPlace place, SandboxPerson person) {
        memberships.demote(place, person);
    }

    /// The person takes the right to write in the group or channel from the bot, which is told (`my_chat_member`).
    public void muteBot(SandboxPerson person, SandboxPlace place) {
        memberships.mute(person, place, true);
    }

    /// The person gives it back, and the bot is told.
    public void unmuteBot(SandboxPerson person, SandboxPlace place) {
        memberships.mute(person, place, false);
    }

    /// The person blocks the bot, which is told (`my_chat_member`).
    public void block(SandboxPerson person) {
        memberships.change(person, privateChat(person), new SandboxFault.Blocked());
    }

    /// The person unblocks the bot, which is told.
    public void unblock(SandboxPerson person) {
        memberships.change(person, privateChat(person), new SandboxFault.None());
    }

    /// The person adds the bot to the group or channel, and the bot is told.
    public void addBot(SandboxPerson person, SandboxPlace place) {
        synchronized (chats) {
            chats.fault(place, new SandboxFault.Removed());
            chats.at(place).mute(false);
            memberships.change(person, place, new SandboxFault.None());
        }
    }

    /// The person removes the bot from the group or channel, and the bot is told.
    public void removeBot(SandboxPerson person, SandboxPlace place) {
        memberships.change(person, place, new SandboxFault.Removed());
    }

    /// The group becomes a supergroup with another id, and the bot is told in both. With the mere fault
    /// [SandboxFault.Migrated] it learns of it only when it next writes.
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

    /// From now on more messages and edits than these are answered by 429, counted in sliding windows of real
    /// time.
    public void enforceLimits(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        limits.enforce(perSecond, perChatPerSecond, perGroupPerMinute);
    }

    /// From now on so many messages a second go if they allow to be paid for, whatever [#enforceLimits] says of
    /// others.
    public void sellBroadcasts(int perSecond) {
        limits.sell(perSecond);
    }

    /// The last messages of the place, oldest first.
    public List<ShownMessage> screen(SandboxPlace place) {
        synchronized (chats) {
            return chats.find(place.id()).stream()
                    .flatMap(chat -> chat.transcript.recent().stream().map(message -> MessageBubbles.of(chat, message)))
                    .toList();
        }
    }

    /// The commands that the person's client offers in the place, as `/name description`, in the bot's order.
    public List<String> offered(SandboxPerson person, SandboxPlace place) {
        synchronized (chats) {
            return commands.offered(person, chats.join(person, place));
        }
    }

    @Override
    public Optional<byte[]> file(long number) {
        return shelf.get(number);
    }

    @Override
    public List<RecordedRequest> requests() {
        return journal.requests();
    }

    /// Calls the observer with every request from now on, before its answer leaves: on that request's thread, so
    /// several at a time. What is observed is not kept by it, however many there are.
    public void observe(Consumer<RecordedRequest> observer) {
        journal.observe(observer);
    }

    /// Tells whether requests are recorded from now on; at first they are.
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

    /// The number of requests that were answered by 429.
    public long throttled() {
        return server.throttled();
    }

    /// Stops listening, ends waiting polls, and tells the listeners what they were not yet told.
    @Override
    public void close() {
        updates.close();
        server.close();
        events.flush();
    }
}
