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

/// A whole file that is new or was changed, read.
sealed interface CandidateFile {

    String path();

    FileStamp stamp();

    /// The earlier record of the file.
    Optional<KnownFile> before();

    /// The number of bytes that it keeps in memory.
    default int size() {
        return 0;
    }

    /// Tells whether all that there is to say of the file is stored already.
    default boolean nothingNew() {
        return false;
    }

    default Order order() {
        return new Order(LocalDate.MAX, "", path());
    }

    /// A file with a digest in it.
    ///
    /// @param perspectiveLines where each side's section begins
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

    /// A file that is no digest, or cannot be read: then it has no hash.
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

        /// Tells whether this was a problem before: with the same bytes or, where there are none,
        /// for the same reason.
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

    /// A file whose bytes are those that were taken into the library before.
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

    /// The order in which the files of one look are taken in: by day, then topic, then name.
    record Order(LocalDate day, String topic, String path) implements Comparable<Order> {

        private static final Comparator<Order> ORDER =
                Comparator.comparing(Order::day).thenComparing(Order::topic).thenComparing(Order::path);

        @Override
        public int compareTo(Order other) {
            return ORDER.compare(this, other);
        }
    }
}
