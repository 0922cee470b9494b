package digestbot.library.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The files of one scan that wait to be imported: sorted, and handed out in batches small enough
/// for short write transactions. Files that do not fit into memory are read again when it is their
/// turn.
final class ImportQueue {

    private static final int MAX_FILES = 20;
    private static final int MAX_BYTES = 128 << 10;
    private static final int MAX_KEPT_BYTES = 32 << 20;

    private record PendingFile(Optional<CandidateFile> candidate, Supplier<Optional<CandidateFile>> reread) {}

    private final TreeMap<CandidateFile.ImportOrder, PendingFile> entries = new TreeMap<>();
    private long kept;

    /// @param reread reads the file again
    void add(CandidateFile candidate, Supplier<Optional<CandidateFile>> reread) {
        boolean fits = kept + candidate.size() <= MAX_KEPT_BYTES;
        kept += fits ? candidate.size() : 0;
        entries.put(candidate.order(), new PendingFile(fits ? Optional.of(candidate) : Optional.empty(), reread));
    }

    /// The next batch; empty if none is left.
    List<CandidateFile> next() {
        List<CandidateFile> portion = new ArrayList<>();
        int bytes = 0;
        while (!entries.isEmpty() && portion.size() < MAX_FILES && bytes < MAX_BYTES) {
            PendingFile entry = entries.pollFirstEntry().getValue();
            Optional<CandidateFile> candidate = entry.candidate().or(entry.reread());
            bytes += candidate.map(CandidateFile::size).orElse(0);
            candidate.ifPresent(portion::add);
        }
        return portion;
    }
}
