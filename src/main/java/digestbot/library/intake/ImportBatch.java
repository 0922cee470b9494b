package digestbot.library.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The files of one look on their way into the library: put in order, and given out in portions that hold the
/// database's only writer for a short time. What does not fit into memory is read again when its turn comes.
final class ImportBatch {

    private static final int MOST_FILES = 20;
    private static final int MOST_BYTES = 128 << 10;
    private static final int MOST_KEPT = 32 << 20;

    private record Entry(Optional<CandidateFile> candidate, Supplier<Optional<CandidateFile>> again) {}

    private final TreeMap<CandidateFile.Order, Entry> entries = new TreeMap<>();
    private long kept;

    /// @param again reads the file again
    void add(CandidateFile candidate, Supplier<Optional<CandidateFile>> again) {
        boolean fits = kept + candidate.size() <= MOST_KEPT;
        kept += fits ? candidate.size() : 0;
        entries.put(candidate.order(), new Entry(fits ? Optional.of(candidate) : Optional.empty(), again));
    }

    /// The next files; none when all were given out.
    List<CandidateFile> next() {
        List<CandidateFile> portion = new ArrayList<>();
        int bytes = 0;
        while (!entries.isEmpty() && portion.size() < MOST_FILES && bytes < MOST_BYTES) {
            Entry entry = entries.pollFirstEntry().getValue();
            Optional<CandidateFile> candidate = entry.candidate().or(entry.again());
            bytes += candidate.map(CandidateFile::size).orElse(0);
            candidate.ifPresent(portion::add);
        }
        return portion;
    }
}
