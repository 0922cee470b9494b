package digestbot.content.views;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A perspective's share of the articles of a digest.
///
/// @param name its short name
/// @param emoji its emoji, or its square if it has none
/// @param square the square in its colour
/// @param colour 0xRRGGBB
/// @param number the number of its articles as a text
/// @param fullText name and number, and the number of its outlets if that is known
public record PerspectiveShare(
        String name, String emoji, String square, int colour, int articles, String number, String fullText) {

    /// Such as “US 12”.
    public String text() {
        return name + " " + number;
    }

    /// For lines in which names are too long.
    String sign() {
        return emoji + " " + number;
    }

    /// Divides a length among the shares, by the method of the largest remainder. Each perspective
    /// with an article gets at least 1, if there are not more of them than parts.
    public static List<Integer> divide(List<PerspectiveShare> shares, int length) {
        long total = shares.stream().mapToLong(PerspectiveShare::articles).sum();
        long[] exact = shares.stream()
                .mapToLong(share -> share.articles() * (long) length)
                .toArray();
        boolean forEach = shares.stream().filter(share -> share.articles() > 0).count() <= length;
        int[] parts = new int[exact.length];
        for (int i = 0; i < parts.length; i++) {
            int least = forEach && exact[i] > 0 ? 1 : 0;
            parts[i] = Math.max(least, (int) (exact[i] / total));
        }
        // The part that a share lacks, in units of 1 / total; of equal ones, the smaller share goes
        // first.
        Comparator<Integer> lacking = Comparator.<Integer>comparingLong(i -> exact[i] - parts[i] * total)
                .thenComparingLong(i -> -exact[i]);
        int sum = IntStream.of(parts).sum();
        for (; sum < length; sum++) {
            parts[ordinals(parts.length).max(lacking).orElseThrow()]++;
        }
        for (; sum > length; sum--) {
            parts[ordinals(parts.length).filter(i -> parts[i] > 1).min(lacking).orElseThrow()]--;
        }
        return IntStream.of(parts).boxed().toList();
    }

    private static Stream<Integer> ordinals(int count) {
        return IntStream.range(0, count).boxed();
    }
}
