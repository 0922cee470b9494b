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

    private static final int MAX_CACHED = 128;

    /// The cache key of a message that many readers get.
    private sealed interface CacheKey {
        record Edition(long digest, int revision, DigestView view, Reader reader, List<TopicLanguageStore.Other> others)
                implements CacheKey {}

        record Several(CombinedView what, CombinedReader reader) implements CacheKey {}

        record Shared(long number) implements CacheKey {}
    }

    private final Database database;
    private final Messenger<M> messenger;
    private final Library library;
    private final DigestViews views;
    private final InstantSource clock;
    private final CombinedContent combinedContent;
    private final OtherLanguages languages;
    private final OriginContent originContent;
    private final FanOutStore fanOuts = new FanOutStore();
    private final FileMaker files;
    private final ReentrantLock poisonLock = new ReentrantLock();
    private final LinkedHashMap<CacheKey, List<M>> rendered = new LinkedHashMap<>(16, 0.75f, true);

    public MessageRenderer(
            Database database, Messenger<M> messenger, Library library, DigestViews views, InstantSource clock) {
        this.database = database;
        this.messenger = messenger;
        this.library = library;
        this.views = views;
        this.clock = clock;
        languages = new OtherLanguages(library);
        originContent = new OriginContent(library, views);
        files = new FileMaker(database, library, views);
        combinedContent = new CombinedContent(messenger.budget(), library, views);
    }

    /// The lock of the poison guard.
    ReentrantLock poisonLock() {
        return poisonLock;
    }

    Messenger<M> messenger() {
        return messenger;
    }

    /// The plan of corrections, which compares what sent messages say with what they should say.
    CorrectionPlan<M> correctionPlan() {
        return new CorrectionPlan<>(messenger, new RevisionMessages<>(messenger, library, views));
    }

    /// The messages of an edition.
    ///
    /// @throws IllegalStateException if there is no such revision
    synchronized List<M> edition(Transaction transaction, long digest, int revision, DigestView view, Reader reader) {
        List<TopicLanguageStore.Other> others = languages.of(transaction, digest);
        return cached(
                new CacheKey.Edition(digest, revision, view, reader, others),
                () -> views.edition(
                        digest,
                        library.all().content(transaction, digest, revision),
                        view,
                        reader,
                        languages.read(transaction, others)));
    }

    /// The one message that shows several digests.
    ///
    /// @throws IllegalStateException if there is no such revision of one of them
    synchronized M combined(Transaction transaction, CombinedView what, CombinedReader reader) {
        return cached(new CacheKey.Several(what, reader), () -> combinedContent.of(transaction, what, reader))
                .getFirst();
    }

    /// The messages of content that many deliveries share.
    ///
    /// @throws IllegalStateException if there is no such content
    synchronized List<M> shared(Transaction transaction, long number) {
        return cached(
                new CacheKey.Shared(number),
                () -> fanOuts.content(transaction, number)
                        .map(ContentJson::read)
                        .orElseThrow(() -> new IllegalStateException("there is no shared content " + number)));
    }

    private List<M> cached(CacheKey key, Supplier<Content> content) {
        List<M> known = rendered.get(key);
        if (known != null) {
            return known;
        }
        List<M> made = messages(content.get());
        rendered.put(key, made);
        if (rendered.size() > MAX_CACHED) {
            rendered.pollFirstEntry();
        }
        return made;
    }

    /// The message with its file, which is created under the poison guard when the message is
    /// sent. If the digest of a picture was withdrawn, a notice is sent instead.
    List<M> file(Transaction transaction, Delivery due, FileRequest request) {
        if (request instanceof FileRequest.Card card) {
            Optional<Content> withdrawn = originContent.withdrawn(
                    transaction, card.digest(), card.reader().language());
            if (withdrawn.isPresent()) {
                return messages(withdrawn.get());
            }
        }
        M beside = messenger.render(MessagePacker.page(request.beside(), messenger.budget(), 0));
        Attachment file = switch (files.of(transaction, due.subscriber(), request)) {
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
        return originContent.of(transaction, origin);
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
