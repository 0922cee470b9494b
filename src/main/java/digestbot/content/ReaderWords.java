package digestbot.content;

import digestbot.digest.words.WordText;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The words that a reader follows and mutes and that a rendering depends on. Each is in its
/// compared form ([digestbot.digest.words.WordCutter#key]).
///
/// @param followed the words that caused the delivery of the digest; empty if a subscription did
/// @param muted the words whose points are left out
public record ReaderWords(Set<String> followed, Set<String> muted) {

    public static final ReaderWords NONE = new ReaderWords(Set.of(), Set.of());

    /// Separates words, which consist of letters, digits and spaces, in a column.
    private static final String SEPARATOR = "|";

    /// Separates the followed words from the muted ones.
    private static final String KINDS = "/";

    public ReaderWords {
        followed = Set.copyOf(followed);
        muted = Set.copyOf(muted);
    }

    public static ReaderWords muted(Set<String> muted) {
        return new ReaderWords(Set.of(), muted);
    }

    /// Parses two lists in which SQL has put `|` between the words; null stands for an empty list.
    public static ReaderWords of(@Nullable String followed, @Nullable String muted) {
        return followed == null && muted == null ? NONE : new ReaderWords(list(followed), list(muted));
    }

    /// Parses a [#column]; null stands for no words.
    public static ReaderWords of(@Nullable String column) {
        if (column == null) {
            return NONE;
        }
        String[] kinds = column.split(KINDS, 2);
        return new ReaderWords(list(kinds[0]), list(kinds[kinds.length - 1]));
    }

    private static Set<String> list(@Nullable String words) {
        return words == null
                ? Set.of()
                : Arrays.stream(words.split("\\" + SEPARATOR, -1))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toSet());
    }

    public Optional<String> column() {
        return isNone()
                ? Optional.empty()
                : Optional.of(Stream.of(followed, muted)
                        .map(words -> String.join(SEPARATOR, new TreeSet<>(words)))
                        .collect(Collectors.joining(KINDS)));
    }

    public boolean isNone() {
        return followed.isEmpty() && muted.isEmpty();
    }

    /// Keeps the words that occur in a digest: the first followed word or story, and all muted
    /// words. Readers with equal results share a rendering of the digest.
    public ReaderWords in(WordText text) {
        return new ReaderWords(
                text.occurring(followed).stream().limit(1).collect(Collectors.toSet()),
                Set.copyOf(text.occurring(muted)));
    }
}
