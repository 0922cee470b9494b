package digestbot.digest.parser;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The names by which headings are matched to perspectives.
///
/// Longer names are tried first, ignoring case and the number of spaces. In languages that separate
/// words with spaces, a name must consist of whole words (“US” is not the start of “USA”). In
/// Chinese, Japanese, Korean, Thai and similar languages it may stand anywhere (美国视角 begins with
/// 美国). Symbols and emoji before the first letter of a heading are skipped.
final class PerspectiveNames {

    /// The length up to which a name in capitals counts as an abbreviation. A heading must write it
    /// in capitals too, unless it begins with the name: “About us” does not contain “US”.
    private static final int MAX_ABBREVIATION_LENGTH = 4;

    private record Name(String folded, String written, int ordinal) {

        boolean isAbbreviation() {
            return written.length() <= MAX_ABBREVIATION_LENGTH
                    && written.chars().anyMatch(Character::isUpperCase)
                    && written.chars().noneMatch(Character::isLowerCase);
        }
    }

    /// `ordinal` is the place of the perspective with the name; `end` is exclusive.
    record HeldName(int ordinal, int at, int end) {}

    private final List<Name> longestFirst;

    PerspectiveNames(List<String> names) {
        List<Name> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            all.add(new Name(fold(names.get(i)), compose(names.get(i)), i));
        }
        all.sort(Comparator.comparingInt((Name name) -> name.folded().length()).reversed());
        this.longestFirst = List.copyOf(all);
    }

    OptionalInt atStartOf(String heading) {
        String whole = fold(heading);
        String bare = whole.substring(firstLetter(whole));
        for (Name name : longestFirst) {
            if (beginsWith(whole, name.folded()) || beginsWith(bare, name.folded())) {
                return OptionalInt.of(name.ordinal());
            }
        }
        return OptionalInt.empty();
    }

    /// Finds the names anywhere in the plain-text heading, the longest first and each once. Ignores
    /// names within longer ones.
    List<HeldName> in(String heading) {
        String folded = fold(heading);
        String written = compose(heading);
        List<HeldName> held = new ArrayList<>();
        for (Name name : longestFirst) {
            if (!name.isAbbreviation() || find(written, name.written(), 0) >= 0) {
                find(folded, name, held);
            }
        }
        return held;
    }

    private static void find(String heading, Name name, List<HeldName> held) {
        int length = name.folded().length();
        for (int at = find(heading, name.folded(), 0); at >= 0; at = find(heading, name.folded(), at + 1)) {
            int start = at;
            if (held.stream().noneMatch(longer -> start < longer.end() && start + length > longer.at())) {
                held.add(new HeldName(name.ordinal(), start, start + length));
                return;
            }
        }
    }

    /// The first index at or after `from` where the name stands as whole words; -1 if there is
    /// none.
    private static int find(String heading, String name, int from) {
        int at = name.isEmpty() ? -1 : heading.indexOf(name, from);
        while (at >= 0) {
            boolean starts = at == 0 || isBoundary(heading.codePointBefore(at), name.codePointAt(0));
            if (starts && beginsWith(heading.substring(at), name)) {
                return at;
            }
            at = heading.indexOf(name, at + 1);
        }
        return -1;
    }

    static String fold(String text) {
        return compose(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String compose(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
    }

    /// Whether a folded heading begins with a folded name or word.
    static boolean beginsWith(String heading, String name) {
        if (name.isEmpty() || !heading.startsWith(name)) {
            return false;
        }
        return heading.length() == name.length()
                || isBoundary(name.codePointBefore(name.length()), heading.codePointAt(name.length()));
    }

    /// Whether a word can end between the two characters.
    private static boolean isBoundary(int before, int after) {
        return !isOfWord(before) || !isOfWord(after) || !writesWordsApart(before) || !writesWordsApart(after);
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
