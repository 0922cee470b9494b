package digestbot.i18n;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

public final class ClosestMatch {

    private ClosestMatch() {}

    /// The candidate that needs the fewest changes; empty if none is close.
    public static Optional<String> find(String word, Collection<String> candidates) {
        return nearest(word, candidates, Math.max(2, word.length() / 2)).findFirst();
    }

    /// The candidate that differs by one character, or by two that are swapped.
    public static Optional<String> findTypo(String word, Collection<String> candidates) {
        return nearest(word, candidates, 1).findFirst();
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

    /// The number of changed, added, removed or swapped characters.
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, a, i, b, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(int[][] steps, String a, int i, String b, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        int least = Math.min(steps[i - 1][j - 1] + (same ? 0 : 1), Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
