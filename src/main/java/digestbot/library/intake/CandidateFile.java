package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.library.archive.ContentHash;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileStamp;
import digestbot.library.archive.KnownFile;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A file that was read completely because it is new or was changed.
sealed interface CandidateFile {

    String path();

    FileStamp stamp();

    /// The record of this file from the previous scan, if there is one.
    Optional<KnownFile> before();

    /// The number of bytes that this candidate holds in memory.
    default int size() {
        return 0;
    }

    /// Tells whether this result is already stored, so that nothing has to be written.
    default boolean nothingNew() {
        return false;
    }

    default Order order() {
        return new Order(LocalDate.MAX, "", path());
    }

    /// A file that contains a valid digest.
    ///
    /// @param perspectiveLines the line on which each perspective's section starts
    record Sound(
            String path,
            FileStamp stamp,
            Optional<KnownFile> before,
            FileContent content,
            Digest digest,
            List<Diagnostic> warnings,
            List<Integer> perspectiveLines)
            implements CandidateFile {

        ContentHash hash() {
            return content.hash();
        }

        @Override
        public int size() {
            return content.bytes().length;
        }

        @Override
        public Order order() {
            return new Order(digest.key().day(), digest.key().topic(), path);
        }
    }

    /// A file that is not a valid digest, or that cannot be read (then `hash` is empty).
    record Broken(
            String path,
            FileStamp stamp,
            Optional<KnownFile> before,
            Optional<ContentHash> hash,
            List<Diagnostic> problems)
            implements CandidateFile {

        String text() {
            return problems.getFirst().message();
        }

        /// Tells whether this problem was already reported: for the same bytes or, if the file is
        /// unreadable, for the same reason.
        boolean reported() {
            return before.filter(row -> row.problem().isPresent()
                            && row.hash().equals(hash)
                            && (hash.isPresent() || row.problem().equals(Optional.of(text()))))
                    .isPresent();
        }

        @Override
        public boolean nothingNew() {
            return reported() && before.filter(row -> row.stamp().equals(stamp)).isPresent();
        }
    }

    /// A file whose metadata changed, but whose bytes are those that were already imported.
    record Touched(KnownFile row, FileStamp stamp) implements CandidateFile {

        @Override
        public String path() {
            return row.path();
        }

        @Override
        public Optional<KnownFile> before() {
            return Optional.of(row);
        }
    }

    /// The order in which the files of one scan are imported: by day, then by topic, then by path.
    record Order(LocalDate day, String topic, String path) implements Comparable<Order> {

        private static final Comparator<Order> ORDER =
                Comparator.comparing(Order::day).thenComparing(Order::topic).thenComparing(Order::path);

        @Override
        public int compareTo(Order other) {
            return ORDER.compare(this, other);
        }
    }
}
