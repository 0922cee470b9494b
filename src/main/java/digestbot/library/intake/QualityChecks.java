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

/// Checks that compare a digest with earlier ones and warn of what is unusual.
///
/// A perspective has too few points if it has at most a third of the median of the last seven
/// digests, provided that at least five of them had the perspective.
final class QualityChecks {

    private static final int BEFORE = 7;
    private static final int LEAST = 5;
    private static final int DAYS = 30;
    private static final int FAR_FEWER = 3;

    private final Library library;
    private final LatePolicy punctuality;

    QualityChecks(Library library, LatePolicy punctuality) {
        this.library = library;
        this.punctuality = punctuality;
    }

    /// All warnings about a digest that would be published, sorted by line.
    ///
    /// @param came when it came, if it came just now
    List<Diagnostic> of(Transaction transaction, CandidateFile.Sound file, Optional<Instant> came) {
        List<Diagnostic> all = new ArrayList<>();
        came.flatMap(now -> lateness(transaction, file.digest().key(), now)).ifPresent(all::add);
        all.addAll(file.warnings());
        List<Digest> before = before(transaction, file.digest().key());
        for (int i = 0; i < file.digest().perspectives().size(); i++) {
            thin(file, i, before).ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private Optional<Diagnostic> lateness(Transaction transaction, DigestKey key, Instant came) {
        return ExpectedDigest.of(transaction, key.topic(), punctuality)
                .filter(expected -> expected.day().equals(key.day()) && punctuality.isLate(expected, came))
                .map(expected -> new Diagnostic(
                        1,
                        "came at %s, usually it comes at about %s: check what held it up"
                                .formatted(clock(came), clock(expected.at()))));
    }

    private String clock(Instant at) {
        return String.format(Locale.ROOT, "%tR", at.atZone(punctuality.zone()));
    }

    /// The previous digests of the same topic, language and edition.
    private List<Digest> before(Transaction transaction, DigestKey key) {
        List<Digest> found = new ArrayList<>();
        Optional<StoredDigest> next = library.before(transaction, key, DAYS);
        while (next.isPresent() && found.size() < BEFORE) {
            Digest digest = next.orElseThrow().digest();
            found.add(digest);
            next = library.before(transaction, digest.key(), DAYS);
        }
        return found;
    }

    /// A perspective with no point, or one about which the file's own checks already warn, gets no
    /// second warning.
    private static Optional<Diagnostic> thin(CandidateFile.Sound file, int ordinal, List<Digest> before) {
        Digest digest = file.digest();
        String perspective = digest.perspectives().get(ordinal).id();
        int points = BulletPoints.count(digest.perspective(ordinal));
        List<Integer> usual = before.stream()
                .flatMapToInt(other -> points(other, perspective).stream())
                .boxed()
                .sorted()
                .toList();
        if (points == 0 || usual.size() < LEAST || points * FAR_FEWER > usual.get(usual.size() / 2)) {
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
                                        usual.get(usual.size() / 2))));
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
