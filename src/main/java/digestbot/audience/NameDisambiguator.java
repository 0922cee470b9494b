package digestbot.audience;

import java.util.Collection;
import java.util.Set;
import java.util.stream.IntStream;

/// Distinguishes people with equal or similar names by the last digits of their ids, which do not
/// identify anybody. A tag has three digits, or more if three are not unique.
public record NameDisambiguator(int length) {

    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 20;

    public static NameDisambiguator of(Collection<Long> ids) {
        Set<Long> different = Set.copyOf(ids);
        return new NameDisambiguator(IntStream.range(MIN_LENGTH, MAX_LENGTH)
                .filter(length ->
                        different.stream().map(id -> end(id, length)).distinct().count() == different.size())
                .findFirst()
                .orElse(MAX_LENGTH));
    }

    /// The tag of an id, such as `…502`.
    public String of(long id) {
        return "…" + end(id, length);
    }

    private static String end(long id, int length) {
        String digits = Long.toString(id);
        return digits.substring(Math.max(0, digits.length() - length));
    }
}
