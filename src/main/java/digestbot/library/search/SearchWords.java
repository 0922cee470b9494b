package digestbot.library.search;

import digestbot.digest.Digest;
import digestbot.digest.words.WordCutter;
import java.util.HashSet;
import java.util.Set;

/// The words under which an index outside of the database lists a digest, cut as the search itself
/// cuts texts.
///
/// Two letters in a row of a script without spaces are a word, too: a single letter of Chinese is in
/// most digests, and almost every word has two or more.
public final class SearchWords {

    /// The rest of a longer word is left out.
    public static final int MAX_LETTERS = 64;

    private SearchWords() {}

    /// The words of the digest, its title included.
    public static Set<String> of(Digest digest) {
        Set<String> words = new HashSet<>();
        add(digest.title(), words);
        add(SearchableText.of(digest), words);
        return words;
    }

    /// The words of a text.
    static Set<String> of(String text) {
        Set<String> words = new HashSet<>();
        add(text, words);
        return words;
    }

    private static void add(String text, Set<String> words) {
        String before = "";
        for (String each : SearchTokenizer.words(text)) {
            String word = cut(each);
            boolean isUnspaced = WordCutter.isUnspaced(word.codePointAt(0));
            words.add(word);
            if (isUnspaced && !before.isEmpty()) {
                words.add(before + word);
            }
            before = isUnspaced ? word : "";
        }
    }

    private static String cut(String word) {
        return word.length() <= MAX_LETTERS || word.codePointCount(0, word.length()) <= MAX_LETTERS
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MAX_LETTERS));
    }
}
