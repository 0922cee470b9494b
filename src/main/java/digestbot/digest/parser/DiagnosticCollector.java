package digestbot.digest.parser;

import digestbot.digest.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

final class DiagnosticCollector {

    private static final int MAX_DIAGNOSTICS = 50;

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int omitted;

    void add(int line, String message) {
        if (diagnostics.size() < MAX_DIAGNOSTICS) {
            diagnostics.add(new Diagnostic(line, message));
        } else {
            omitted++;
        }
    }

    boolean isEmpty() {
        return diagnostics.isEmpty();
    }

    List<Diagnostic> list() {
        List<Diagnostic> sorted = new ArrayList<>(diagnostics);
        sorted.sort(Comparator.comparingInt(Diagnostic::line));
        if (omitted > 0) {
            sorted.add(
                    new Diagnostic(sorted.getLast().line(), "and " + omitted + " more of this kind: fix these first"));
        }
        return sorted;
    }
}
