package digestbot.chat.subscribe;

import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordText;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A word or phrase that a person typed in order to follow or mute it.
///
/// @param typed the word as typed
/// @param word the word as it is compared
record TypedWord(String typed, String word) {

    /// The largest number of letters and digits.
    static final int MAX_LETTERS = 40;

    private static final Pattern SEPARATORS = Pattern.compile("[,;、，；]+");
    private static final Pattern QUOTES = Pattern.compile("^[\"“”„«»「『]+|[\"“”„«»」』]+$");

    static TypedWord of(String typed) {
        String plain = QUOTES.matcher(typed.strip()).replaceAll("").strip();
        return new TypedWord(plain, WordCutter.key(plain));
    }

    /// The words of a line, separated by commas, without repetitions.
    static List<TypedWord> all(String line) {
        return Arrays.stream(SEPARATORS.split(line, -1))
                .map(TypedWord::of)
                .filter(each -> !each.typed().isEmpty())
                .distinct()
                .toList();
    }

    /// Tells whether the word is a single letter, which nearly every text has. In Chinese and similar
    /// scripts one letter may be a word.
    boolean isTooShort() {
        return word.isEmpty()
                || (word.codePointCount(0, word.length()) == 1 && !WordCutter.isUnspaced(word.codePointAt(0)));
    }

    /// The largest number of letters, if the word has more of them.
    boolean isTooLong() {
        return letters() > MAX_LETTERS || parts() > WordText.MAX_PARTS;
    }

    int mostLetters() {
        return letters() > MAX_LETTERS ? MAX_LETTERS : WordText.MAX_PARTS;
    }

    private int parts() {
        return word.split(" ", -1).length;
    }

    private int letters() {
        return (int) word.codePoints().filter(letter -> letter != ' ').count();
    }
}
