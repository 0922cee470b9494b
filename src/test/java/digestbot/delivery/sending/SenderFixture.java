package digestbot.delivery.sending;

import digestbot.GivenTime;
import digestbot.Waiting;
import digestbot.audience.vote.TestVotes;
import digestbot.cluster.LeaderTerm;
import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.digest.ParseResult;
import digestbot.library.archive.Library;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A sender on a real database that sends through any messenger, in real time.
public final class SenderFixture<M> implements AutoCloseable {

    private final OutboxEvents outboxEvents = new OutboxEvents();
    private final Database database;
    private final Outbox outbox = new Outbox(outboxEvents, GivenTime.CLOCK);
    private final ResultWriter resultWriter;
    private final Sender<M> sender;

    public SenderFixture(Path file, Messenger<M> messenger, PlatformLimits limits) {
        database = TestDatabase.open(file);
        var library = new Library(_ -> new ParseResult.Invalid(List.of()));
        var renditions = new MessageBuilder<>(
                database,
                messenger,
                library,
                DeliveryFixture.EDITIONS,
                WebPageFinder.NONE,
                new FileMaker(database, library, DeliveryFixture.EDITIONS, TestVotes.SERVICE),
                TestVotes.SERVICE,
                GivenTime.CLOCK);
        resultWriter =
                new ResultWriter(database, messenger.platform(), outboxEvents, new SendCounters(), System::nanoTime);
        sender = new Sender<>(
                renditions, limits, LeaderTerm.PERMANENT, resultWriter, Clocks.of(GivenTime.CLOCK), outboxEvents);
        sender.start(() -> false);
    }

    /// Queues a message for each of the chats, as a broadcast does; several for one that is named
    /// several times.
    public void say(List<Destination> chats, String text) {
        List<Destination> left = new ArrayList<>(chats);
        while (!left.isEmpty()) {
            List<Destination> once = left.stream().distinct().toList();
            once.forEach(left::remove);
            broadcast(once, text);
        }
    }

    private void broadcast(List<Destination> chats, String text) {
        database.writeWithoutResult(tx -> {
            chats.forEach(chat -> outbox.reply(tx, chat, "en", DeliveryFixture.content(text)));
            long shared = new FanOutStore(outboxEvents, GivenTime.CLOCK).create(tx, DeliveryFixture.content(text));
            tx.handle()
                    .execute(
                            "UPDATE delivery SET priority = ?, shared_content = ?, content = NULL"
                                    + " WHERE state = 'queued' AND shared_content IS NULL AND edits IS NULL",
                            Priority.BROADCASTS,
                            shared);
        });
    }

    public void edit(List<Destination> chats, String messageId, String text) {
        Content content = DeliveryFixture.content(text);
        database.writeWithoutResult(tx -> {
            chats.forEach(chat -> outbox.replace(tx, chat, content, 0, messageId));
            tx.handle().execute("UPDATE delivery SET priority = ? WHERE edits IS NOT NULL", Priority.CORRECTIONS);
        });
    }

    public void await(long sent) {
        Waiting.count("sent", sent, this::sent);
    }

    public long sent() {
        return database.read(tx -> tx.select("SELECT count(*) FROM delivery WHERE state = 'sent'")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void close() {
        sender.close();
        resultWriter.close();
        database.close();
    }
}
