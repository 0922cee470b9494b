package digestbot.library.search;

import digestbot.digest.words.WordCutter;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Splits text and queries into words.
///
/// A letter of Chinese, Japanese, Korean, Thai and similar scripts is a separate word, as
/// [WordCutter] cuts texts. A longer word is searched for as a sequence of these letters.
final class SearchTokenizer {

    private static final int MAX_WORDS = 8;
    private static final int MAX_WORD_LENGTH = 200;
    private static final int MIN_PREFIX_LENGTH = 3;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{Co}]+");

    private SearchTokenizer() {}

    /// The text to index, without combining marks that have no composed letter: the tokenizer of
    /// FTS5 would split Arabic and Hindi words at them.
    static String spaced(String text) {
        String normal =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
        var spaced = new StringBuilder(normal.length() + normal.length() / 4);
        normal.codePoints().forEach(letter -> {
            if (WordCutter.isUnspaced(letter)) {
                spaced.append(' ').appendCodePoint(letter).append(' ');
            } else {
                spaced.appendCodePoint(Character.isISOControl(letter) ? ' ' : letter);
            }
        });
        return spaced.toString();
    }

    /// The words of a text in lower case and without accents, as the tokenizer `unicode61` of FTS5
    /// splits [#spaced] text: runs of letters and digits.
    static List<String> words(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(spaced(text), Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS
                .splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// The words of a query. Each has a letter or digit and a limited length.
    static Stream<String> typed(String typed) {
        String normal = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return Arrays.stream(normal.split("[\\s\\p{Z}\\p{Cc}\"]+"))
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .limit(MAX_WORDS)
                .map(word -> word.codePointCount(0, word.length()) <= MAX_WORD_LENGTH
                        ? word
                        : word.substring(0, word.offsetByCodePoints(0, MAX_WORD_LENGTH)));
    }

    /// Whether longer words that begin with it match too.
    static boolean isBeginning(String word) {
        return word.codePointCount(0, word.length()) >= MIN_PREFIX_LENGTH
                && !WordCutter.isUnspaced(word.codePointBefore(word.length()));
    }
}
