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
import digestbot.delivery.rendering.LruCache;
import digestbot.delivery.rendering.OriginContent;
import digestbot.delivery.rendering.RevisionMessages;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Renders the messages of deliveries for a platform. Equal messages are rendered once and cached.
///
/// @param <M> the platform's form of one message
public final class MessageRenderer<M> {

    private static final int MAX_SHARED = 32;

    private final Database database;
    private final Messenger<M> messenger;
    private final InstantSource clock;
    private final RevisionMessages<M> revisions;
    private final OriginContent originContent;
    private final FanOutStore fanOuts = new FanOutStore();
    private final FileMaker files;
    private final ReentrantLock poisonLock = new ReentrantLock();
    private final LruCache<Long, List<M>> shared = new LruCache<>(MAX_SHARED);

    public MessageRenderer(
            Database database, Messenger<M> messenger, Library library, DigestViews digestViews, InstantSource clock) {
        this.database = database;
        this.messenger = messenger;
        this.clock = clock;
        revisions = new RevisionMessages<>(messenger, library, digestViews);
        originContent = new OriginContent(library, digestViews);
        files = new FileMaker(database, library, digestViews);
    }

    /// The lock of the poison guard.
    ReentrantLock poisonLock() {
        return poisonLock;
    }

    Messenger<M> messenger() {
        return messenger;
    }

    /// The plan of corrections, which compares sent messages with their newest content.
    CorrectionPlan<M> correctionPlan() {
        return new CorrectionPlan<>(messenger, revisions);
    }

    /// The messages of a view of a digest.
    ///
    /// @throws IllegalStateException if there is no such revision
    List<M> digest(Transaction transaction, long digest, int revision, DigestView view, Reader reader) {
        return revisions.messages(transaction, digest, revision, view, reader).stream()
                .map(message -> message.message(messenger))
                .toList();
    }

    /// The single message that shows several digests.
    ///
    /// @throws IllegalStateException if a revision does not exist
    M combined(Transaction transaction, CombinedView view, CombinedReader reader) {
        return revisions.combined(transaction, view, reader).message(messenger);
    }

    /// The messages of content that many deliveries share.
    ///
    /// @throws IllegalStateException if there is no such content
    List<M> shared(Transaction transaction, long number) {
        return shared.get(
                number,
                () -> fanOuts.content(transaction, number)
                        .map(ContentJson::read)
                        .map(this::messages)
                        .orElseThrow(() -> new IllegalStateException("there is no shared content " + number)));
    }

    /// The message with its file, which is created under the poison guard when the message is
    /// sent. If the digest of a picture was withdrawn, a notice is sent instead.
    List<M> file(Transaction transaction, Delivery due, FileRequest request) {
        if (request instanceof FileRequest.CardFile card) {
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
            case Attachment.Image(String name, String described, Supplier<byte[]> png) ->
                new Attachment.Image(name, described, guarded(due, png));
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

    /// The messages of stored content.
    ///
    /// @param page the only page to show; empty for all of it
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
