package digestbot.delivery.rendering;

import digestbot.concurrent.LruCache;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.DigestLinks;
import digestbot.content.views.DigestLinks.DigestPages;
import digestbot.content.views.DigestViews;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.CombinedView.CombinedReader;
import digestbot.delivery.outbox.Delivery.Payload.DigestRevision;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.words.WordText;
import digestbot.i18n.Texts;
import digestbot.library.archive.AllDigests;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublishedDigestStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Renders the messages of digests in any of their revisions. Recent results are cached, because
/// many readers receive the same messages.
public final class RevisionMessages<M> {

    private static final int MAX_CACHED = 256;

    private static final int MAX_WORDS = 16;

    public static final class LazyMessage<M> {
        private final Content content;
        private @Nullable M message;

        private LazyMessage(Content content) {
            this.content = content;
        }

        public boolean looksLike(LazyMessage<M> other) {
            return content.equals(other.content);
        }

        public M message(Messenger<M> messenger) {
            M made = message == null ? messenger.render(content) : message;
            message = made;
            return made;
        }
    }

    private sealed interface MessageKey {

        /// One page of a digest, or all messages of a delivery if `page` is -1.
        record OneDigest(
                long digest,
                int revision,
                DigestView view,
                Reader reader,
                int page,
                List<PublishedDigestStore.LanguageVersion> others,
                Optional<DigestPages> pages)
                implements MessageKey {}

        record Combined(CombinedView view, CombinedReader reader) implements MessageKey {}
    }

    private final Messenger<M> messenger;
    private final Library library;
    private final AllDigests digests;
    private final DigestViews digestViews;
    private final PerTransaction<List<PublishedDigestStore.LanguageVersion>> otherLanguages = new PerTransaction<>();
    private final WebPages webPages;
    private final PerTransaction<Optional<DigestPages>> knownPages = new PerTransaction<>();
    private final LruCache<MessageKey, List<LazyMessage<M>>> cache = new LruCache<>(MAX_CACHED);
    private final LruCache<DigestRevision, WordText> words = new LruCache<>(MAX_WORDS);

    public RevisionMessages(Messenger<M> messenger, Library library, DigestViews digestViews, WebPages webPages) {
        this.messenger = messenger;
        this.library = library;
        digests = library.all();
        this.digestViews = digestViews;
        this.webPages = webPages;
    }

    public List<LazyMessage<M>> messages(
            Transaction transaction, long digest, int revision, DigestView view, Reader reader) {
        return cached(transaction, key(transaction, digest, revision, view, reader, -1));
    }

    public LazyMessage<M> page(
            Transaction transaction, long digest, int revision, DigestView view, Reader reader, int page) {
        return cached(transaction, key(transaction, digest, revision, view, reader, page))
                .getFirst();
    }

    private MessageKey key(
            Transaction transaction, long digest, int revision, DigestView view, Reader reader, int page) {
        return new MessageKey.OneDigest(
                digest,
                revision,
                view,
                fitted(transaction, digest, revision, reader),
                page,
                otherLanguages(transaction, digest),
                knownPages.get(transaction, digest, number -> webPages.of(transaction, number)));
    }

    public LazyMessage<M> combined(Transaction transaction, CombinedView view, CombinedReader reader) {
        return cached(transaction, new MessageKey.Combined(view, fitted(transaction, view, reader)))
                .getFirst();
    }

    /// The reader with only those words that the digest has, so that readers share renderings.
    public Reader fitted(Transaction transaction, long digest, int revision, Reader reader) {
        return reader.words().isNone()
                ? reader
                : reader.withWords(reader.words().in(words(transaction, digest, revision)));
    }

    public CombinedReader fitted(Transaction transaction, CombinedView view, CombinedReader reader) {
        if (reader.reader().words().isNone()) {
            return reader;
        }
        Set<String> muted = view.digests().stream()
                .flatMap(
                        each -> words(transaction, each.digest(), each.revision())
                                .occurring(reader.reader().words().muted())
                                .stream())
                .collect(Collectors.toSet());
        return new CombinedReader(reader.reader().withWords(ReaderWords.muted(muted)), reader.readings());
    }

    private WordText words(Transaction transaction, long digest, int revision) {
        return words.get(
                new DigestRevision(digest, revision),
                () -> WordText.of(digests.content(transaction, digest, revision)));
    }

    private List<LazyMessage<M>> cached(Transaction transaction, MessageKey key) {
        return cache.get(
                key,
                () -> contents(transaction, key).stream()
                        .map(LazyMessage<M>::new)
                        .toList());
    }

    private List<Content> contents(Transaction transaction, MessageKey key) {
        return switch (key) {
            case MessageKey.OneDigest digest -> pages(transaction, digest);
            case MessageKey.Combined(CombinedView view, CombinedReader reader) ->
                List.of(MessagePacker.messages(content(transaction, view, reader), messenger.budget())
                        .getFirst());
        };
    }

    /// The content of several digests with as much detail as fits into one message.
    private Content content(Transaction transaction, CombinedView view, CombinedReader reader) {
        List<DigestViews.CombinedEntry> found = view.digests().stream()
                .map(each -> new DigestViews.CombinedEntry(
                        each.digest(),
                        digests.content(transaction, each.digest(), each.revision()),
                        reader.of(each.digest())))
                .toList();
        int detail = view.kind().maxDetail();
        Content content = digestViews.combined(view.kind(), found, reader.reader(), detail);
        while (detail > 0 && MessagePacker.pages(content, messenger.budget()).size() > 1) {
            detail--;
            content = digestViews.combined(view.kind(), found, reader.reader(), detail);
        }
        return content;
    }

    private List<PublishedDigestStore.LanguageVersion> otherLanguages(Transaction transaction, long digest) {
        return otherLanguages.get(transaction, digest, number -> library.otherLanguages(transaction, number));
    }

    private List<DigestViews.NumberedDigest> read(
            Transaction transaction, List<PublishedDigestStore.LanguageVersion> versions) {
        return versions.stream()
                .map(each -> new DigestViews.NumberedDigest(
                        each.number(), digests.content(transaction, each.number(), each.revision())))
                .toList();
    }

    private List<Content> pages(Transaction transaction, MessageKey.OneDigest key) {
        Content content = digestViews.view(
                key.digest(),
                digests.content(transaction, key.digest(), key.revision()),
                key.view(),
                key.reader(),
                new DigestLinks(read(transaction, key.others()), key.pages()));
        return key.page() < 0
                ? MessagePacker.messages(content, messenger.budget())
                : List.of(MessagePacker.page(content, messenger.budget(), key.page()));
    }

    /// The equivalent view in another revision, in which the perspectives may have another order.
    public DigestView sameViewIn(Transaction transaction, long digest, int from, int to, DigestView view) {
        return view.onlyPerspective().isEmpty() || from == to
                ? view
                : view.of(digests.content(transaction, digest, from), digests.content(transaction, digest, to));
    }

    /// Values by digest, kept for the duration of a transaction.
    private static final class PerTransaction<V> {

        private final Map<Long, V> known = new HashMap<>();
        private @Nullable Transaction readIn;

        synchronized V get(Transaction transaction, long digest, LongFunction<V> read) {
            if (readIn != transaction) {
                readIn = transaction;
                known.clear();
            }
            return known.computeIfAbsent(digest, read::apply);
        }
    }

    /// The content of a reply, recreated from its stored origin in the original revision; a notice
    /// if the digest was withdrawn.
    public Content of(Transaction transaction, ContentOrigin origin) {
        Subject subject = origin.subject();
        return withdrawn(transaction, subject.digest(), origin.reader().language())
                .orElseGet(() -> shown(transaction, origin, subject));
    }

    /// The notice for a withdrawn digest; empty if it is visible.
    public Optional<Content> withdrawn(Transaction transaction, long digest, String language) {
        return library.digest(transaction, digest).isPresent()
                ? Optional.empty()
                : Optional.of(Content.text(Texts.of(language).format("withdrawn"), List.of()));
    }

    /// The notice that a digest was withdrawn, for chats that may have received it.
    public Content withdrawalNotice(Transaction transaction, long digest, int revision, String language) {
        Digest withdrawn = digests.content(transaction, digest, revision);
        Texts texts = Texts.of(language);
        return Content.text(
                texts.format(
                        "withdrawal-notice",
                        withdrawn.topic().name(),
                        texts.day(withdrawn.key().day())),
                List.of());
    }

    private Content shown(Transaction transaction, ContentOrigin origin, Subject subject) {
        var digest = digests.content(transaction, subject.digest(), subject.revision());
        Content content = switch (subject) {
            case Subject.ViewSubject viewed ->
                digestViews.view(
                        viewed.digest(),
                        digest,
                        viewed.view(),
                        origin.reader(),
                        new DigestLinks(
                                read(transaction, otherLanguages(transaction, viewed.digest())),
                                webPages.of(transaction, viewed.digest())));
            case Subject.ChangesSubject compared ->
                digestViews.changes(
                        compared.digest(),
                        digest,
                        compared.before()
                                .filter(before -> library.digest(transaction, before.digest())
                                        .isPresent())
                                .map(before -> digests.content(transaction, before.digest(), before.revision())),
                        origin.reader(),
                        webPages.of(transaction, compared.digest()));
        };
        return content.withAdditions(origin.additions());
    }

    @FunctionalInterface
    public interface WebPages {

        WebPages NONE = (_, _) -> Optional.empty();

        /// The pages of the digest; empty if it has none, because it is not published.
        Optional<DigestPages> of(Transaction transaction, long digest);

        /// The pages that a digest in the main language of its topic will have once published.
        default Optional<DigestPages> expected(Digest digest) {
            return Optional.empty();
        }
    }
}
