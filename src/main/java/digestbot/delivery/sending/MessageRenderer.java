package digestbot.delivery.sending;

import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.Reader;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.DigestViews;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.TemporaryFile;
import digestbot.delivery.corrections.CorrectionPlan;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.CombinedReader;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.ContentJson;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.rendering.CombinedContent;
import digestbot.delivery.rendering.OriginContent;
import digestbot.delivery.rendering.OtherLanguages;
import digestbot.delivery.rendering.RevisionMessages;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import digestbot.library.archive.TopicLanguageStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Renders the messages of deliveries for a platform. Equal messages are rendered once and cached.
///
/// @param <M> the platform's form of one message
public final class MessageRenderer<M> {

    private static final int MESSAGES_KEPT = 128;

    /// The cache key of a message that many readers get.
    private sealed interface Alike {
        record Edition(long digest, int revision, DigestView view, Reader reader, List<TopicLanguageStore.Other> others)
                implements Alike {}

        record Several(CombinedView what, CombinedReader reader) implements Alike {}

        record Shared(long number) implements Alike {}
    }

    private final Database database;
    private final Messenger<M> messenger;
    private final Library library;
    private final DigestViews editions;
    private final InstantSource clock;
    private final CombinedContent gatherings;
    private final OtherLanguages languages;
    private final OriginContent origins;
    private final FanOutStore fanOuts = new FanOutStore();
    private final FileMaker files;
    private final ReentrantLock turn = new ReentrantLock();
    private final LinkedHashMap<Alike, List<M>> rendered = new LinkedHashMap<>(16, 0.75f, true);

    public MessageRenderer(
            Database database, Messenger<M> messenger, Library library, DigestViews editions, InstantSource clock) {
        this.database = database;
        this.messenger = messenger;
        this.library = library;
        this.editions = editions;
        this.clock = clock;
        languages = new OtherLanguages(library);
        origins = new OriginContent(library, editions);
        files = new FileMaker(database, library, editions);
        gatherings = new CombinedContent(messenger.budget(), library, editions);
    }

    /// The lock of the poison guard.
    ReentrantLock turn() {
        return turn;
    }

    Messenger<M> messenger() {
        return messenger;
    }

    /// The plan of corrections, which compares what sent messages say with what they should say.
    CorrectionPlan<M> correcting() {
        return new CorrectionPlan<>(messenger, new RevisionMessages<>(messenger, library, editions));
    }

    /// The messages of an edition.
    ///
    /// @throws IllegalStateException if there is no such revision
    synchronized List<M> edition(Transaction transaction, long digest, int revision, DigestView view, Reader reader) {
        List<TopicLanguageStore.Other> others = languages.of(transaction, digest);
        return once(
                new Alike.Edition(digest, revision, view, reader, others),
                () -> editions.edition(
                        digest,
                        library.all().content(transaction, digest, revision),
                        view,
                        reader,
                        languages.read(transaction, others)));
    }

    /// The one message that shows several digests.
    ///
    /// @throws IllegalStateException if there is no such revision of one of them
    synchronized M several(Transaction transaction, CombinedView what, CombinedReader reader) {
        return once(new Alike.Several(what, reader), () -> gatherings.of(transaction, what, reader))
                .getFirst();
    }

    /// The messages of content that many deliveries share.
    ///
    /// @throws IllegalStateException if there is no such content
    synchronized List<M> shared(Transaction transaction, long number) {
        return once(
                new Alike.Shared(number),
                () -> fanOuts.content(transaction, number)
                        .map(ContentJson::read)
                        .orElseThrow(() -> new IllegalStateException("there is no shared content " + number)));
    }

    private List<M> once(Alike key, Supplier<Content> content) {
        List<M> known = rendered.get(key);
        if (known != null) {
            return known;
        }
        List<M> made = messages(content.get());
        rendered.put(key, made);
        if (rendered.size() > MESSAGES_KEPT) {
            rendered.pollFirstEntry();
        }
        return made;
    }

    /// The message with its file, which is created under the poison guard when the message is
    /// sent. If the digest of a picture was withdrawn, a notice is sent instead.
    List<M> file(Transaction transaction, Delivery due, FileRequest wish) {
        if (wish instanceof FileRequest.Card card) {
            Optional<Content> withdrawn =
                    origins.withdrawn(transaction, card.digest(), card.reader().language());
            if (withdrawn.isPresent()) {
                return messages(withdrawn.get());
            }
        }
        M beside = messenger.render(MessagePacker.page(wish.beside(), messenger.budget(), 0));
        Attachment file = switch (files.of(transaction, due.subscriber(), wish)) {
            case Attachment.Document(String name, String mediaType, Supplier<TemporaryFile> content) ->
                new Attachment.Document(name, mediaType, guarded(due, content));
            case Attachment.Picture(String name, String described, Supplier<byte[]> png) ->
                new Attachment.Picture(name, described, guarded(due, png));
        };
        return List.of(messenger.attach(beside, file));
    }

    private <T> Supplier<T> guarded(Delivery due, Supplier<T> making) {
        return () -> PoisonGuard.guarded(database, clock, due.number(), making);
    }

    /// Recreates the content of a reply.
    ///
    /// @throws IllegalStateException if there is no such revision
    Content content(Transaction transaction, ContentOrigin origin) {
        return origins.of(transaction, origin);
    }

    /// The messages of content that is in the outbox.
    ///
    /// @param page the only page to show, if not all of it is
    List<M> messages(Content content, OptionalInt page) {
        return page.isEmpty()
                ? messages(content)
                : List.of(messenger.render(MessagePacker.page(content, messenger.budget(), page.getAsInt())));
    }

    private List<M> messages(Content content) {
        return MessagePacker.messages(content, messenger.budget()).stream()
                .map(messenger::render)
                .toList();
    }
}
