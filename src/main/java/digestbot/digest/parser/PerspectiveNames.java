package digestbot.digest.parser;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Matches headings to perspectives: a heading belongs to the perspective whose name it begins
/// with.
///
/// Longer names are tried first; case and the number of spaces are ignored. In languages that
/// separate words with spaces, the name must end at the end of a word (“US” is not the start of
/// “USA”); in Chinese, Japanese, Korean, Thai and similar languages it may end anywhere (美国视角
/// begins with 美国). Symbols and emoji before the first letter of a heading are skipped.
final class PerspectiveNames {

    private record Name(String folded, int ordinal) {}

    private final List<Name> longestFirst;

    PerspectiveNames(List<String> names) {
        List<Name> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            all.add(new Name(fold(names.get(i)), i));
        }
        all.sort(Comparator.comparingInt((Name name) -> name.folded().length()).reversed());
        this.longestFirst = List.copyOf(all);
    }

    /// The ordinal of the perspective that the plain-text heading belongs to; empty if there is
    /// none.
    OptionalInt perspectiveOf(String heading) {
        String whole = fold(heading);
        String bare = whole.substring(firstLetter(whole));
        for (Name name : longestFirst) {
            if (beginsWith(whole, name.folded()) || beginsWith(bare, name.folded())) {
                return OptionalInt.of(name.ordinal());
            }
        }
        return OptionalInt.empty();
    }

    /// The text normalised for comparison: composed, case-folded, with single spaces.
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
    }

    /// Tells whether a folded heading begins with a folded name or word.
    static boolean beginsWith(String heading, String name) {
        if (name.isEmpty() || !heading.startsWith(name)) {
            return false;
        }
        if (heading.length() == name.length()) {
            return true;
        }
        int last = name.codePointBefore(name.length());
        int next = heading.codePointAt(name.length());
        return !isOfWord(last) || !isOfWord(next) || !writesWordsApart(last) || !writesWordsApart(next);
    }

    private static int firstLetter(String text) {
        int at = 0;
        while (at < text.length() && !Character.isLetter(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at == text.length() ? 0 : at;
    }

    private static boolean isOfWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean writesWordsApart(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN, YI -> false;
            default -> true;
        };
    }
}
