package digestbot.library.archive;

import digestbot.cache.LruCache;
import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Topic;
import digestbot.library.archive.FileContent.ContentHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All stored digests, including drafts, held and withdrawn ones.
///
/// For operators, and for sending deliveries that were already planned. Code that answers readers
/// must use [Library], which contains only the published digests. Thread-safe; recently read
/// digests are cached.
public final class AllDigests {

    private static final int MAX_CACHED = 64;

    private final Function<byte[], ParseResult> parser;
    private final LruCache<ContentHash, Digest> cache = new LruCache<>(MAX_CACHED);
    private final RevisionStore revisions = new RevisionStore();
    private final TopicStore topics = new TopicStore();
    private final TopicLanguageStore languages = new TopicLanguageStore();

    /// The parser must be deterministic.
    AllDigests(Function<byte[], ParseResult> parser) {
        this.parser = parser;
    }

    /// The digest in its shown revision: the one that readers see, saw last, or will see.
    ///
    /// @throws IllegalStateException if the parser no longer accepts the stored bytes; this applies
    ///     to all methods here
    public Optional<StoredDigest> digest(Transaction transaction, long number) {
        return revisions.shown(transaction, number).map(revision -> toStoredDigest(transaction, revision));
    }

    /// `days` are digests of its topic, with those that decide on the main language of its day.
    Optional<StoredDigest> digest(Transaction transaction, long number, TopicDays days) {
        return revisions
                .shown(transaction, number)
                .map(revision ->
                        toStoredDigest(revision, withTopicDetails(transaction, read(transaction, revision), days)));
    }

    public Optional<StoredDigest> digest(Transaction transaction, long number, int revision) {
        return revisions.revision(transaction, number, revision).map(found -> toStoredDigest(transaction, found));
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

    public Optional<ShownRevision> shown(Transaction transaction, long digest) {
        return revisions
                .shown(transaction, digest)
                .flatMap(revision -> parsed(transaction, revision) instanceof ParseResult.Parsed found
                        ? Optional.of(new ShownRevision(found.digest(), revision.correction()))
                        : Optional.empty());
    }

    /// The digest as it is parsed from its file, and its correction notice.
    public record ShownRevision(Digest digest, Optional<Correction> correction) {}

    /// Renames the topic of a withdrawn digest after the newest remaining digest.
    public void renameTopicAfterWithdrawal(Transaction transaction, long withdrawn) {
        revisions.latestOfTopic(transaction, withdrawn).ifPresent(left -> {
            if (parsed(transaction, left) instanceof ParseResult.Parsed found) {
                topics.updateName(transaction, left.digest(), found.digest());
            }
        });
    }

    /// Parses outside of the cache's lock, so that a long digest keeps nobody from reading another
    /// one; two threads may then parse the same bytes, to the same result.
    public ParseResult parsed(Transaction transaction, RevisionStore.Revision revision) {
        Optional<Digest> known = cache.find(revision.hash());
        if (known.isPresent()) {
            return new ParseResult.Parsed(known.orElseThrow(), List.of());
        }
        ParseResult result = parser.apply(revisions.content(transaction, revision));
        if (result instanceof ParseResult.Parsed read) {
            cache.put(revision.hash(), read.digest());
        }
        return result;
    }

    StoredDigest toStoredDigest(Transaction transaction, RevisionStore.Revision revision) {
        return toStoredDigest(revision, withTopicDetails(transaction, read(transaction, revision)));
    }

    private Digest read(Transaction transaction, RevisionStore.Revision revision) {
        return switch (parsed(transaction, revision)) {
            case ParseResult.Parsed found -> found.digest();
            case ParseResult.Invalid invalid ->
                throw new IllegalStateException("digest " + revision.digest() + ", revision "
                        + revision.number() + " can no longer be read: "
                        + invalid.problems().getFirst().message());
        };
    }

    /// The digest must have the details of its topic.
    private static StoredDigest toStoredDigest(RevisionStore.Revision revision, Digest digest) {
        return new StoredDigest(
                revision.digest(),
                revision.number(),
                digest.with(revision.correction()).withColourNumbers(revision.colourNumbers()),
                revision.publishedAt());
    }

    /// The digest with the configured name and the main language of its topic.
    public Digest withTopicDetails(Transaction transaction, Digest digest) {
        DigestKey key = digest.key();
        return withTopicDetails(transaction, digest, languages.on(transaction, key.topic(), key.day()));
    }

    private Digest withTopicDetails(Transaction transaction, Digest digest, TopicDays days) {
        return withTopicDetails(transaction, digest, days.languages(digest.key().day()));
    }

    private Digest withTopicDetails(Transaction transaction, Digest digest, TopicLanguages then) {
        String name = topics.configured(transaction, digest.key().topic())
                .orElse(digest.topic().name());
        String main = then.all().stream().findFirst().orElse("");
        return digest.with(new Topic(digest.topic().id(), name, main));
    }
}
