package digestbot.library.archive;

import digestbot.concurrent.LruCache;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Topic;
import digestbot.library.archive.FileContent.ContentHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// All stored digests, including drafts, held and withdrawn ones.
///
/// For operators, and for sending deliveries that were already planned. Code that answers readers
/// must use [Library], which contains only the published digests. Thread-safe; recently read
/// digests are cached.
public final class AllDigests {

    /// The days that a model's digests of a topic need a person.
    public static final int REVIEWED_DAYS = 7;

    private static final int MAX_CACHED_BYTES = 12 << 20;

    /// A line of a parsed digest, or a sign of its markup, takes about as many bytes in addition to its
    /// text: a digest of nothing but emphasis takes fifty times the bytes of its file.
    private static final int BYTES_PER_SIGN = 100;

    private static final String SIGNS = "\n*_`~[<";

    private final Function<byte[], ParseResult> parser;
    private final LruCache<ContentHash, CachedDigest> cache = new LruCache<>(MAX_CACHED_BYTES, CachedDigest::bytes);
    private final DigestStore digests = new DigestStore();
    private final PublishedDigestStore published = new PublishedDigestStore();
    private final TopicStore topics = new TopicStore();

    private record CachedDigest(Digest digest, long bytes) {

        static CachedDigest of(Digest digest, byte[] text) {
            long bytes = text.length;
            for (byte each : text) {
                bytes += SIGNS.indexOf(each) < 0 ? 0 : BYTES_PER_SIGN;
            }
            return new CachedDigest(digest, Math.min(bytes, MAX_CACHED_BYTES));
        }
    }

    /// The parser must be deterministic.
    AllDigests(Function<byte[], ParseResult> parser) {
        this.parser = parser;
    }

    /// The digest in its shown revision: the one that readers see, saw last, or will see.
    ///
    /// @throws IllegalStateException if the parser no longer accepts the stored bytes; this applies
    ///     to all methods here
    public Optional<StoredDigest> digest(Transaction transaction, long number) {
        return digests.shown(transaction, number, reader(transaction));
    }

    /// `days` are digests of its topic, with those that decide on the main language of its day.
    Optional<StoredDigest> digest(Transaction transaction, long number, TopicDays days) {
        return digests.shown(
                transaction,
                number,
                (digest, revision, hash) ->
                        withTopicDetails(transaction, read(transaction, digest, revision, hash), days));
    }

    public Optional<StoredDigest> digest(Transaction transaction, long number, int revision) {
        return digests.revision(transaction, number, revision, reader(transaction));
    }

    /// Whether a person has released a model's digests of [#REVIEWED_DAYS] of the topic.
    public boolean isReviewed(Transaction transaction, String topic) {
        return digests.reviewed(transaction, topic).stream()
                        .flatMap(number -> digest(transaction, number).stream())
                        .map(StoredDigest::digest)
                        .filter(digest -> digest.reviewedAt().isPresent())
                        .map(digest -> digest.key().day())
                        .distinct()
                        .limit(REVIEWED_DAYS)
                        .count()
                == REVIEWED_DAYS;
    }

    private DigestStore.RevisionReader reader(Transaction transaction) {
        return (digest, revision, hash) -> withTopicDetails(transaction, read(transaction, digest, revision, hash));
    }

    /// A revision that must exist because it was sent.
    ///
    /// @throws IllegalStateException if the revision does not exist
    public Digest content(Transaction transaction, long number, int revision) {
        return digest(transaction, number, revision)
                .map(StoredDigest::digest)
                .orElseThrow(
                        () -> new IllegalStateException("there is no revision " + revision + " of digest " + number));
    }

    public ParseResult parse(byte[] content) {
        return parser.apply(content);
    }

    /// The shown revision as it is parsed from its file; empty if it can no longer be read.
    public Optional<Digest> shown(Transaction transaction, long number) {
        return digests.shownContent(transaction, number)
                .map(FileContent::new)
                .flatMap(content -> parsed(content.hash(), content::bytes) instanceof ParseResult.Parsed found
                        ? Optional.of(found.digest())
                        : Optional.empty());
    }

    /// Whether the latest revision has these bytes, or bytes that parse to an equal digest
    /// (for example with other line endings).
    public boolean isLatest(Transaction transaction, DigestStore.DigestRow row, ContentHash hash, Digest digest) {
        return row.hash().equals(hash)
                || (parsed(row.hash(), () -> digests.content(transaction, row.number(), row.latest()))
                                instanceof ParseResult.Parsed latest
                        && latest.digest().equals(digest));
    }

    /// Renames the topic of a withdrawn digest after the newest remaining digest.
    void renameTopicAfterWithdrawal(Transaction transaction, long withdrawn) {
        digests.latestOfTopic(transaction, withdrawn)
                .ifPresent(left ->
                        shown(transaction, left).ifPresent(digest -> topics.updateName(transaction, left, digest)));
    }

    /// Parses outside of the cache's lock, so that a long digest keeps nobody from reading another
    /// one; two threads may then parse the same bytes, to the same result.
    private ParseResult parsed(ContentHash hash, Supplier<byte[]> content) {
        Optional<CachedDigest> known = cache.find(hash);
        if (known.isPresent()) {
            return new ParseResult.Parsed(known.orElseThrow().digest(), List.of());
        }
        byte[] bytes = content.get();
        ParseResult result = parser.apply(bytes);
        if (result instanceof ParseResult.Parsed read) {
            cache.put(hash, CachedDigest.of(read.digest(), bytes));
        }
        return result;
    }

    private Digest read(Transaction transaction, long digest, int revision, ContentHash hash) {
        return switch (parsed(hash, () -> digests.content(transaction, digest, revision))) {
            case ParseResult.Parsed found -> found.digest();
            case ParseResult.Invalid invalid ->
                throw new IllegalStateException(
                        "digest " + digest + ", revision " + revision + " can no longer be read: "
                                + invalid.problems().getFirst().message());
        };
    }

    /// The digest with the configured name and the main language of its topic.
    public Digest withTopicDetails(Transaction transaction, Digest digest) {
        DigestKey key = digest.key();
        return withTopicDetails(transaction, digest, published.daysUntil(transaction, key.topic(), key.day()));
    }

    private Digest withTopicDetails(Transaction transaction, Digest digest, TopicDays days) {
        String name = topics.configured(transaction, digest.key().topic())
                .orElse(digest.topic().name());
        return digest.with(new Topic(
                digest.topic().id(), name, days.mainLanguage(digest.key().day())));
    }
}
