package digestbot.delivery.rendering;

import digestbot.audience.ReadingOptions;
import digestbot.audience.vote.Vote;
import digestbot.concurrent.LruCache;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.Reader;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.DigestControls;
import digestbot.content.views.DigestControls.SharedPages;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.DigestRevision;
import digestbot.delivery.outbox.FittedReader;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.story.Continuations;
import digestbot.digest.words.WordText;
import digestbot.i18n.Texts;
import digestbot.library.archive.AllDigests;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublishedDigestStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Renders the messages of digests in any of their revisions. Recent results are cached, because
/// many readers receive the same messages.
public final class RevisionMessages<M> {

    private static final int MAX_CACHED = 256;

    private static final int MAX_WORDS = 16;
    private static final int ALL = -1;

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

    /// One page of a digest, or all messages of a delivery if `page` is [#ALL].
    private record PagesKey(
            DigestRevision digest, DigestView view, FittedReader reader, int page, Surroundings around) {}

    private record CombinedKey(CombinedView view, FittedReader reader) {}

    /// The link targets of a digest's message: the digest in other languages, its web pages, and
    /// earlier digests with its stories.
    private record Surroundings(
            List<PublishedDigestStore.LanguageVersion> languages, Optional<SharedPages> pages, Continuations stories) {}

    private record SurroundingsKey(DigestRevision digest, boolean compares) {}

    private final Messenger<M> messenger;
    private final Library library;
    private final AllDigests digests;
    private final DigestContentBuilder digestViews;
    private final WebPageFinder webPages;
    private final LruCache<Object, List<LazyMessage<M>>> cache = new LruCache<>(MAX_CACHED);
    private final LruCache<DigestRevision, WordText> words = new LruCache<>(MAX_WORDS);

    /// By digest, as one transaction reads them.
    private final Map<SurroundingsKey, Surroundings> surroundings = new HashMap<>();

    private @Nullable Transaction readIn;

    public RevisionMessages(
            Messenger<M> messenger, Library library, DigestContentBuilder digestViews, WebPageFinder webPages) {
        this.messenger = messenger;
        this.library = library;
        digests = library.all();
        this.digestViews = digestViews;
        this.webPages = webPages;
    }

    public List<LazyMessage<M>> messages(
            Transaction transaction, DigestRevision digest, DigestView view, FittedReader reader) {
        return pages(transaction, digest, view, reader, ALL);
    }

    public LazyMessage<M> page(
            Transaction transaction, DigestRevision digest, DigestView view, FittedReader reader, int page) {
        return pages(transaction, digest, view, reader, page).getFirst();
    }

    private List<LazyMessage<M>> pages(
            Transaction transaction, DigestRevision digest, DigestView view, FittedReader reader, int page) {
        Surroundings around = around(transaction, digest, view, reader.reader());
        var key = new PagesKey(digest, view, reader, page, around);
        return cache.get(key, () -> {
            Content content = digestViews.view(
                    digest.digest(),
                    content(transaction, digest),
                    view,
                    reader.reader(),
                    links(transaction, around, Optional.empty()));
            return lazy(
                    page == ALL
                            ? MessagePacker.messages(content, messenger.budget())
                            : List.of(MessagePacker.page(content, messenger.budget(), page)));
        });
    }

    public LazyMessage<M> combined(Transaction transaction, CombinedView view, FittedReader reader) {
        return cache.get(new CombinedKey(view, reader), () -> {
                    Content content = content(transaction, view, reader);
                    return lazy(List.of(
                            MessagePacker.messages(content, messenger.budget()).getFirst()));
                })
                .getFirst();
    }

    private List<LazyMessage<M>> lazy(List<Content> pages) {
        return pages.stream().map(LazyMessage<M>::new).toList();
    }

    /// Fits a reader to the digests: leaves only those words that they have.
    public FittedReader fitted(
            Transaction transaction, List<DigestRevision> shown, Reader reader, Map<Long, ReadingOptions> readings) {
        Reader fitted = reader.words().isNone()
                ? reader
                : reader.withWords(reader.words()
                        .in(shown.stream().map(each -> words(transaction, each)).toList()));
        return new FittedReader(fitted, readings);
    }

    private WordText words(Transaction transaction, DigestRevision digest) {
        return words.get(digest, () -> WordText.of(content(transaction, digest)));
    }

    private Digest content(Transaction transaction, DigestRevision digest) {
        return digests.content(transaction, digest.digest(), digest.revision());
    }

    /// The content of several digests with as much detail as fits into one message.
    private Content content(Transaction transaction, CombinedView view, FittedReader reader) {
        List<DigestContentBuilder.CombinedEntry> found = view.digests().stream()
                .map(each -> new DigestContentBuilder.CombinedEntry(
                        each.digest(), content(transaction, each), reader.reading(each.digest())))
                .toList();
        int detail = view.kind().maxDetail();
        Content content = digestViews.combined(view.kind(), found, reader.reader(), detail);
        while (detail > 0 && MessagePacker.pages(content, messenger.budget()).size() > 1) {
            detail--;
            content = digestViews.combined(view.kind(), found, reader.reader(), detail);
        }
        return content;
    }

    private synchronized Surroundings around(
            Transaction transaction, DigestRevision digest, DigestView view, Reader reader) {
        // The overview takes the place of a view that the digest lacks.
        boolean compares = DigestContentBuilder.compares(view, reader)
                || DigestContentBuilder.compares(new DigestView.Overview(), reader);
        if (readIn != transaction) {
            readIn = transaction;
            surroundings.clear();
        }
        return surroundings.computeIfAbsent(
                new SurroundingsKey(digest, compares),
                _ -> new Surroundings(
                        library.otherLanguages(transaction, digest.digest()),
                        webPages.of(transaction, digest.digest()),
                        compares
                                ? library.continuations(transaction, digest.digest(), digest.revision())
                                : Continuations.NONE));
    }

    private DigestControls links(Transaction transaction, Surroundings around, Optional<Vote> vote) {
        return new DigestControls(
                around.languages().stream()
                        .map(each -> new DigestContentBuilder.NumberedDigest(
                                each.number(), digests.content(transaction, each.number(), each.revision())))
                        .toList(),
                around.pages(),
                true,
                vote,
                around.stories());
    }

    /// The equivalent view in another revision, in which the perspectives may have another order.
    public DigestView sameViewIn(Transaction transaction, long digest, int from, int to, DigestView view) {
        return view.onlyPerspective().isEmpty() || from == to
                ? view
                : view.of(digests.content(transaction, digest, from), digests.content(transaction, digest, to));
    }

    /// The content of a reply, recreated from its stored origin in the original revision; a notice
    /// if the digest was withdrawn.
    ///
    /// @param vote the vote of the person who alone reads it, which is stored nowhere else
    public Content of(Transaction transaction, ContentOrigin origin, Optional<Vote> vote) {
        return withdrawn(transaction, origin.digest(), origin.reader().language())
                .orElseGet(() -> shown(transaction, origin, vote));
    }

    /// The notice for a withdrawn digest; empty if it is visible.
    public Optional<Content> withdrawn(Transaction transaction, long digest, String language) {
        return library.digest(transaction, digest).isPresent()
                ? Optional.empty()
                : Optional.of(Content.text(Texts.of(language).format("withdrawn"), List.of()));
    }

    /// The notice that a digest was withdrawn, for chats that may have received it.
    public Content withdrawalNotice(Transaction transaction, DigestRevision digest, String language) {
        Digest withdrawn = content(transaction, digest);
        Texts texts = Texts.of(language);
        return Content.text(
                texts.format(
                        "withdrawal-notice",
                        withdrawn.topic().name(),
                        texts.day(withdrawn.key().day())),
                List.of());
    }

    private Content shown(Transaction transaction, ContentOrigin origin, Optional<Vote> vote) {
        return digestViews
                .view(
                        origin.digest(),
                        digests.content(transaction, origin.digest(), origin.revision()),
                        origin.view(),
                        origin.reader(),
                        links(
                                transaction,
                                around(
                                        transaction,
                                        new DigestRevision(origin.digest(), origin.revision()),
                                        origin.view(),
                                        origin.reader()),
                                vote))
                .withAdditions(origin.additions());
    }

    @FunctionalInterface
    public interface WebPageFinder {

        WebPageFinder NONE = (_, _) -> Optional.empty();

        /// The pages of the digest; empty if it has none, because it is not published.
        Optional<SharedPages> of(Transaction transaction, long digest);

        /// The pages that a digest in the main language of its topic will have once published.
        default Optional<SharedPages> expected(Digest digest) {
            return Optional.empty();
        }
    }
}
