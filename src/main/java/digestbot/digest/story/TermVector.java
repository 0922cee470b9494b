package digestbot.digest.story;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The weighted terms of a text; the ids are in order.
record TermVector(int[] ids, double[] weights, double length) {

    static TermVector of(Map<Integer, Double> weights, IntPredicate kept) {
        int[] ids = weights.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(kept)
                .sorted()
                .toArray();
        double[] inOrder = IntStream.of(ids).mapToDouble(weights::get).toArray();
        double square = DoubleStream.of(inOrder).map(weight -> weight * weight).sum();
        return new TermVector(ids, inOrder, Math.sqrt(square));
    }

    /// The terms of a kind that both have.
    int[] shared(TermVector other, IntPredicate kind) {
        return IntStream.of(ids).filter(id -> kind.test(id) && other.has(id)).toArray();
    }

    /// Whether it has a term of a kind that the other lacks.
    boolean hasOutside(TermVector other, IntPredicate kind) {
        return IntStream.of(ids).anyMatch(id -> kind.test(id) && !other.has(id));
    }

    /// Whether both have terms of a kind, and none of them in common.
    boolean disagrees(TermVector other, IntPredicate kind) {
        return IntStream.of(ids).anyMatch(kind)
                && IntStream.of(other.ids).anyMatch(kind)
                && shared(other, kind).length == 0;
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
