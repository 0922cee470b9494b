package digestbot.audience;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells people apart who have the same name, or look as if they had, by the ends of their ids: these lead to nobody,
/// as a whole id on Telegram does. A tag has three digits, and more where some of the people would share those.
public final class NameDisambiguator {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 20;

    private final int length;

    private NameDisambiguator(int length) {
        this.length = length;
    }

    /// Tags that differ for all these ids.
    public static NameDisambiguator of(Collection<Long> ids) {
        Set<Long> different = Set.copyOf(ids);
        int length = SHORTEST;
        while (length < LONGEST && ends(different, length) < different.size()) {
            length++;
        }
        return new NameDisambiguator(length);
    }

    private static int ends(Set<Long> ids, int length) {
        return ids.stream()
                .map(id -> end(id, length))
                .collect(Collectors.toSet())
                .size();
    }

    /// Such as `…502`.
    public String of(long id) {
        return "…" + end(id, length);
    }

    private static String end(long id, int length) {
        String digits = Long.toString(id);
        return digits.substring(Math.max(0, digits.length() - length));
    }
}
