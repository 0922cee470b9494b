package digestbot.i18n;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

public final class ClosestMatch {

    private ClosestMatch() {}

    /// The candidate that needs the fewest changed, added or removed characters; empty if none is
    /// close.
    public static Optional<String> find(String word, Collection<String> candidates) {
        return nearest(word, candidates, Math.max(2, word.length() / 2)).findFirst();
    }

    /// The nearest candidates, nearest first, without those that differ in more than a third of the
    /// word.
    public static List<String> findAll(String word, Collection<String> candidates, int limit) {
        return nearest(word, candidates, Math.max(1, (word.length() + 1) / 3))
                .limit(limit)
                .toList();
    }

    private static Stream<String> nearest(String word, Collection<String> candidates, int close) {
        String typed = word.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - typed.length()) <= close)
                .filter(candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT)) <= close)
                .sorted(Comparator.comparingInt(candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT))));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
