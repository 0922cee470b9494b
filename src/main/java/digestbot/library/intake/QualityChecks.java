package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.BulletPoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Compares a digest with earlier ones and warns of anything unusual.
///
/// A perspective has too few points if it has at most a third of the median of the last seven
/// digests, provided that at least five of them had the perspective.
final class QualityChecks {

    private static final int COMPARED_DIGESTS = 7;
    private static final int MIN_SAMPLES = 5;
    private static final int DAYS = 30;
    private static final int FEWER_FACTOR = 3;

    private final Library library;
    private final LatePolicy latePolicy;

    QualityChecks(Library library, LatePolicy latePolicy) {
        this.library = library;
        this.latePolicy = latePolicy;
    }

    /// All warnings about a digest that would be published, sorted by line.
    ///
    /// @param receivedAt the time of arrival, if it has just been received
    List<Diagnostic> of(Transaction transaction, CandidateFile.ValidCandidate file, Optional<Instant> receivedAt) {
        List<Diagnostic> all = new ArrayList<>();
        receivedAt
                .flatMap(now -> lateness(transaction, file.digest().key(), now))
                .ifPresent(all::add);
        all.addAll(file.warnings());
        List<Digest> before = before(transaction, file.digest().key());
        for (int i = 0; i < file.digest().perspectives().size(); i++) {
            checkPointCount(file, i, before).ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private Optional<Diagnostic> lateness(Transaction transaction, DigestKey key, Instant receivedAt) {
        return ExpectedDigest.of(transaction, key.topic(), latePolicy)
                .filter(expected -> expected.day().equals(key.day()) && latePolicy.isLate(expected, receivedAt))
                .map(expected -> new Diagnostic(
                        1,
                        "arrived at %s, usually it arrives at about %s: check what delayed it"
                                .formatted(clock(receivedAt), clock(expected.at()))));
    }

    private String clock(Instant at) {
        return String.format(Locale.ROOT, "%tR", at.atZone(latePolicy.zone()));
    }

    /// The previous digests of the same topic, language and edition.
    private List<Digest> before(Transaction transaction, DigestKey key) {
        List<Digest> found = new ArrayList<>();
        Optional<StoredDigest> next = library.previous(transaction, key, DAYS);
        while (next.isPresent() && found.size() < COMPARED_DIGESTS) {
            Digest digest = next.orElseThrow().digest();
            found.add(digest);
            next = library.previous(transaction, digest.key(), DAYS);
        }
        return found;
    }

    /// The warning about the number of points. A perspective without points, or one about which the
    /// file's own checks already warn, gets no second warning.
    private static Optional<Diagnostic> checkPointCount(
            CandidateFile.ValidCandidate file, int ordinal, List<Digest> before) {
        Digest digest = file.digest();
        String perspective = digest.perspectives().get(ordinal).id();
        int points = BulletPoints.count(digest.perspective(ordinal));
        List<Integer> typical = before.stream()
                .flatMapToInt(other -> points(other, perspective).stream())
                .boxed()
                .sorted()
                .toList();
        if (points == 0 || typical.size() < MIN_SAMPLES || points * FEWER_FACTOR > typical.get(typical.size() / 2)) {
            return Optional.empty();
        }
        int line = ordinal < file.perspectiveLines().size()
                ? file.perspectiveLines().get(ordinal)
                : 1;
        boolean told = file.warnings().stream().anyMatch(diagnostic -> diagnostic.line() == line);
        return told
                ? Optional.empty()
                : Optional.of(new Diagnostic(
                        line,
                        "the perspective “%s” reports %d, usually about %d: check that none was lost"
                                .formatted(
                                        digest.perspectives().get(ordinal).name(),
                                        points,
                                        typical.get(typical.size() / 2))));
    }

    private static OptionalInt points(Digest digest, String perspective) {
        for (int i = 0; i < digest.perspectives().size(); i++) {
            if (digest.perspectives().get(i).id().equalsIgnoreCase(perspective)) {
                return OptionalInt.of(BulletPoints.count(digest.perspective(i)));
            }
        }
        return OptionalInt.empty();
    }
}
