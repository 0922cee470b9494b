package digestbot.trial.sample;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.Markdown;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.trial.sample.SampleHistory.SampleDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Subscribers with a past of thirty days: chats in the simulators in which nobody reads, and the
/// counts of what was delivered to them. They give the console something to show, and broadcasts
/// somebody to reach.
public final class SampleSubscribers {

    private static final int TELEGRAM_CHATS = 2_400;
    private static final int DISCORD_CHANNELS = 120;
    private static final long FIRST_PERSON = 1_000_000_000;
    private static final int MAX_TOPICS = 3;

    private static final Duration SINCE_BROADCAST = Duration.ofDays(9);
    private static final String BROADCAST =
            "**From Monday**, digests come an hour earlier. Send /settings to choose a time.";

    private final TelegramSandbox telegram;
    private final DiscordSandbox discord;
    private final Set<Long> places = ConcurrentHashMap.newKeySet();

    public SampleSubscribers(TelegramSandbox telegram, DiscordSandbox discord) {
        this.telegram = telegram;
        this.discord = discord;
    }

    /// Tells whether it is a chat of one of these subscribers.
    public boolean isTheirs(SandboxPlace place) {
        return places.contains(place.id());
    }

    /// Opens the chats, and stores their past.
    ///
    /// @return the number of chats; 0 if there is no topic to subscribe to
    public int add(Database database, Library library, Instant now) {
        List<String> topics = database.read(library::topics).stream()
                .map(LibraryTopic::topic)
                .map(topic -> topic.id())
                .limit(MAX_TOPICS)
                .toList();
        if (topics.isEmpty()) {
            return 0;
        }
        var audience = new SampleAudience(now, topics);
        List<SampleChat> chats = Stream.concat(
                        audience.chats(Platform.TELEGRAM, openPrivateChats()).stream(),
                        audience.chats(Platform.DISCORD, openChannels()).stream())
                .toList();
        chats.forEach(chat -> places.add(chat.place().id()));
        chats.stream().filter(chat -> chat.left().isPresent()).forEach(this::leave);
        var store = new SampleHistoryStore();
        database.writeWithoutResult(transaction -> {
            var history = new SampleHistory(chats, topics, digests(transaction, store, library), now);
            var broadcast = SampleBroadcast.sent(chats, history, now.minus(SINCE_BROADCAST));
            store.addChats(transaction, chats, history);
            store.addCounts(transaction, history.counts());
            long number = store.addBroadcast(transaction, broadcast, BROADCAST, content());
            new AuditLog(broadcast::started)
                    .record(
                            transaction,
                            new Actor.ConsoleUser(Optional.empty()),
                            AuditAction.BROADCAST_SENT,
                            new AuditSubject.BroadcastSubject(number));
        });
        return chats.size();
    }

    private List<SandboxPlace> openPrivateChats() {
        List<SandboxPlace> opened = new ArrayList<>();
        for (int i = 0; i < TELEGRAM_CHATS; i++) {
            var person = new SandboxPerson(FIRST_PERSON + i, "Reader " + (i + 1), "en");
            var chat = new SandboxPlace(person.id(), SandboxPlace.Kind.PRIVATE, "");
            telegram.join(person, chat);
            opened.add(chat);
        }
        return opened;
    }

    private List<SandboxPlace> openChannels() {
        return IntStream.rangeClosed(1, DISCORD_CHANNELS)
                .mapToObj(i -> discord.channel("digest-" + i))
                .toList();
    }

    private void leave(SampleChat chat) {
        switch (chat.platform()) {
            case TELEGRAM -> telegram.fault(chat.place(), new SandboxFault.Blocked());
            case DISCORD -> discord.fault(chat.place(), new SandboxFault.Removed());
            case WEBHOOK -> throw Platform.WEBHOOK.withoutChats();
        }
    }

    private static List<SampleDigest> digests(Transaction transaction, SampleHistoryStore store, Library library) {
        return store.digests(transaction).stream()
                .flatMap(number -> library.digest(transaction, number).stream())
                .map(SampleSubscribers::digest)
                .toList();
    }

    private static SampleDigest digest(StoredDigest stored) {
        Digest digest = stored.digest();
        return new SampleDigest(
                stored.number(),
                digest.key().topic(),
                digest.key().day(),
                digest.key().language(),
                digest.perspectives().stream().map(Perspective::id).toList());
    }

    private static Content content() {
        return Content.of(List.of(Panel.plain(Markdown.parse(BROADCAST))), List.of());
    }
}
