package digestbot.digest.words;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Cuts a text into comparable words, in lower case and without accents.
///
/// A run of letters is one word only in languages that separate words with spaces. In Chinese,
/// Japanese, Korean, Thai and similar scripts, each letter becomes a word, and a longer word is a
/// sequence of them.
public final class WordCutter {

    private static final int FIRST_UNSPACED = 0x0E00;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}");

    private WordCutter() {}

    /// `folded` is in lower case and without accents; `end` is exclusive.
    public record Token(String folded, int start, int end) {}

    /// The text on one line with compatible characters unified, so that indexes into it stay valid.
    public static String line(String text) {
        return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
    }

    /// A typed word or phrase in its compared form: its parts, separated by spaces. Empty if it has
    /// no letter or digit.
    public static String key(String typed) {
        return tokens(line(typed)).stream().map(Token::folded).collect(Collectors.joining(" "));
    }

    /// The words of a [#line].
    public static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            int end = at + Character.charCount(letter);
            if (Character.isLetterOrDigit(letter)) {
                end = endOfWord(text, end, isUnspaced(letter));
                tokens.add(new Token(folded(text.substring(at, end)), at, end));
            }
            at = end;
        }
        return tokens;
    }

    /// After an unspaced letter, only marks belong to the word.
    private static int endOfWord(String text, int from, boolean isUnspaced) {
        int end = from;
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            boolean isLetter = !isUnspaced && Character.isLetterOrDigit(letter) && !isUnspaced(letter);
            if (!isLetter && Character.getType(letter) != Character.NON_SPACING_MARK) {
                return end;
            }
            end += Character.charCount(letter);
        }
        return end;
    }

    private static String folded(String word) {
        return MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /// Whether the letter belongs to a script that does not separate words with spaces.
    public static boolean isUnspaced(int letter) {
        if (letter < FIRST_UNSPACED || !Character.isLetter(letter)) {
            return false;
        }
        return switch (UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
