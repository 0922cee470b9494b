package digestbot.digest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects remarks, but no more than a reader would look at.
final class DiagnosticCollector {

    private static final int MOST = 50;

    private final List<Diagnostic> remarks = new ArrayList<>();
    private int left;

    void add(int line, String message) {
        if (remarks.size() < MOST) {
            remarks.add(new Diagnostic(line, message));
        } else {
            left++;
        }
    }

    boolean isEmpty() {
        return remarks.isEmpty();
    }

    /// By line; the last one says how many were left off.
    List<Diagnostic> list() {
        List<Diagnostic> sorted = new ArrayList<>(remarks);
        sorted.sort(Comparator.comparingInt(Diagnostic::line));
        if (left > 0) {
            sorted.add(new Diagnostic(sorted.getLast().line(), "and " + left + " more of this kind: mend these first"));
        }
        return sorted;
    }
}
