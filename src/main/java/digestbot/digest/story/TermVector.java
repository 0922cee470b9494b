package digestbot.digest.story;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The weighted terms of a text, with ids in ascending order.
final class TermVector {

    private final int[] ids;
    private final double[] weights;
    private final double length;

    private TermVector(int[] ids, double[] weights) {
        this.ids = ids;
        this.weights = weights;
        length = Math.sqrt(
                DoubleStream.of(weights).map(weight -> weight * weight).sum());
    }

    static TermVector of(Map<Integer, Double> weights, IntPredicate kept) {
        int[] ids = weights.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(kept)
                .sorted()
                .toArray();
        double[] inOrder = IntStream.of(ids).mapToDouble(weights::get).toArray();
        return new TermVector(ids, inOrder);
    }

    int[] ids() {
        return ids.clone();
    }

    int[] shared(TermVector other) {
        return IntStream.of(ids).filter(other::has).toArray();
    }

    /// Whether this vector has a term of a kind that the other lacks.
    boolean hasOutside(TermVector other, IntPredicate kind) {
        return IntStream.of(ids).anyMatch(id -> kind.test(id) && !other.has(id));
    }

    /// Whether both vectors have terms of a kind, but none in common.
    boolean disagrees(TermVector other, IntPredicate kind) {
        return IntStream.of(ids).anyMatch(kind)
                && IntStream.of(other.ids).anyMatch(kind)
                && IntStream.of(ids).noneMatch(id -> kind.test(id) && other.has(id));
    }

    private boolean has(int id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    double cosine(TermVector other) {
        double product = 0;
        for (int i = 0; i < ids.length; i++) {
            int at = Arrays.binarySearch(other.ids, ids[i]);
            product += at >= 0 ? weights[i] * other.weights[at] : 0;
        }
        return product == 0 ? 0 : product / (length * other.length);
    }
}
