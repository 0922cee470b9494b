package digestbot.content;

import digestbot.digest.words.WordText;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words that a reader follows and mutes and that a rendering depends on. Each is in its
/// compared form ([digestbot.digest.words.WordCutter#key]).
///
/// @param followed the words that caused the delivery of the digest; empty if a subscription did
/// @param muted the words whose points are left out
public record ReaderWords(Set<String> followed, Set<String> muted) {

    public static final ReaderWords NONE = new ReaderWords(Set.of(), Set.of());

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

    private static Set<String> list(@Nullable String words) {
        return words == null ? Set.of() : Arrays.stream(words.split("\\|", -1)).collect(Collectors.toSet());
    }

    public boolean isNone() {
        return followed.isEmpty() && muted.isEmpty();
    }

    /// Keeps the words that occur in digests: the first followed word, and all muted words. Readers
    /// with equal results share a rendering.
    public ReaderWords in(List<WordText> texts) {
        return new ReaderWords(
                texts.stream()
                        .flatMap(text -> text.occurring(followed).stream())
                        .limit(1)
                        .collect(Collectors.toSet()),
                texts.stream().flatMap(text -> text.occurring(muted).stream()).collect(Collectors.toSet()));
    }
}
