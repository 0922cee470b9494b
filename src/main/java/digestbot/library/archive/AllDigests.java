package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Topic;
import java.util.Optional;
import java.util.function.Function;

/// Every digest that is stored: drafts, held and withdrawn ones too.
///
/// For operators, and for what carries out deliveries that were decided on. Whatever answers a reader asks the
/// [Library], which has the published ones alone. Safe for use by several threads; the last digests read are kept in
/// memory.
public final class AllDigests {

    private final Function<byte[], ParseResult> parser;
    private final ParsedDigestCache parsed;
    private final RevisionStore revisions = new RevisionStore();
    private final TopicStore topics = new TopicStore();
    private final TopicLanguageStore languages = new TopicLanguageStore();

    /// @param parser makes a digest of a file's bytes; the same bytes always make the same digest
    AllDigests(Function<byte[], ParseResult> parser) {
        this.parser = parser;
        this.parsed = new ParsedDigestCache(parser);
    }

    /// The digest in the revision that its readers see, or last saw, or would see.
    ///
    /// @throws IllegalStateException if the parser no longer takes what it once took; so do the other methods here
    public Optional<StoredDigest> digest(Transaction transaction, long number) {
        return revisions.shown(transaction, number).map(revision -> stored(transaction, revision));
    }

    /// A certain revision of the digest.
    public Optional<StoredDigest> digest(Transaction transaction, long number, int revision) {
        return revisions.revision(transaction, number, revision).map(found -> stored(transaction, found));
    }

    /// The content of a revision that somebody has seen, so that it must exist.
    ///
    /// @throws IllegalStateException if it is not
    public Digest content(Transaction transaction, long number, int revision) {
        return digest(transaction, number, revision)
                .map(StoredDigest::digest)
                .orElseThrow(
                        () -> new IllegalStateException("there is no revision " + revision + " of digest " + number));
    }

    /// Reads a file's bytes.
    public ParseResult parse(byte[] content) {
        return parser.apply(content);
    }

    /// The revision that readers of the digest see, or last saw, as its file says it; and what they are told of its
    /// correction.
    public Optional<Shown> shown(Transaction transaction, long digest) {
        return revisions
                .shown(transaction, digest)
                .flatMap(revision -> parsed(transaction, revision) instanceof ParseResult.Parsed found
                        ? Optional.of(new Shown(found.digest(), revision.correction()))
                        : Optional.empty());
    }

    /// A digest as it is shown.
    ///
    /// @param digest as its file says it
    public record Shown(Digest digest, Optional<Correction> correction) {}

    /// The digest is withdrawn: its topic is called again as the newest one calls it that is left.
    public void nameTopicWithout(Transaction transaction, long withdrawn) {
        revisions.latestOfTopic(transaction, withdrawn).ifPresent(left -> {
            if (parsed(transaction, left) instanceof ParseResult.Parsed found) {
                topics.name(transaction, left.digest(), found.digest());
            }
        });
    }

    /// Parses a stored revision.
    public ParseResult parsed(Transaction transaction, RevisionStore.Revision revision) {
        return parsed.get(revision.hash(), () -> revisions.content(transaction, revision));
    }

    StoredDigest stored(Transaction transaction, RevisionStore.Revision revision) {
        Digest digest = switch (parsed(transaction, revision)) {
            case ParseResult.Parsed found -> found.digest();
            case ParseResult.Invalid invalid ->
                throw new IllegalStateException("digest " + revision.digest() + ", revision "
                        + revision.number() + " can no longer be read: "
                        + invalid.problems().getFirst().message());
        };
        return new StoredDigest(
                revision.digest(),
                revision.number(),
                known(transaction, digest).with(revision.correction()),
                revision.publishedAt());
    }

    /// The digest with what its file does not know of its topic.
    public Digest known(Transaction transaction, Digest digest) {
        DigestKey key = digest.key();
        String name = topics.configured(transaction, key.topic())
                .orElse(digest.topic().name());
        String main = languages.on(transaction, key.topic(), key.day()).all().stream()
                .findFirst()
                .orElse("");
        return digest.with(new Topic(digest.topic().id(), name, main));
    }
}
