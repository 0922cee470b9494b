package digestbot.digest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects diagnostics, up to a limit that a person would still read.
final class DiagnosticCollector {

    private static final int MOST = 50;

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int left;

    void add(int line, String message) {
        if (diagnostics.size() < MOST) {
            diagnostics.add(new Diagnostic(line, message));
        } else {
            left++;
        }
    }

    boolean isEmpty() {
        return diagnostics.isEmpty();
    }

    /// Sorted by line. If the limit was reached, the last entry states how many were omitted.
    List<Diagnostic> list() {
        List<Diagnostic> sorted = new ArrayList<>(diagnostics);
        sorted.sort(Comparator.comparingInt(Diagnostic::line));
        if (left > 0) {
            sorted.add(new Diagnostic(sorted.getLast().line(), "and " + left + " more of this kind: fix these first"));
        }
        return sorted;
    }
}
