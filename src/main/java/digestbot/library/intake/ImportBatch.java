package digestbot.library.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The files of one scan that wait to be imported: sorted, and handed out in batches small enough
/// for short write transactions. Files that do not fit into memory are read again when it is their
/// turn.
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

    /// The next batch; empty if none is left.
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
