package digestbot.writing;

import digestbot.digest.words.Stemming;
import digestbot.digest.words.WordCutter;
import java.util.Set;
import java.util.stream.Collectors;

/// The words of a text that tell what it is about, as stems.
///
/// @param stems without short words, which every text has
record TitleWords(Set<String> stems) {

    private static final int MIN_LENGTH = 4;

    /// Two titles of one side are about one article.
    private static final double SAME = 0.75;

    /// Titles of several sides are about one story.
    private static final double ONE_STORY = 0.4;

    private static final int MIN_COMMON = 3;

    static TitleWords of(String text, String language) {
        var stemming = Stemming.of(language.isEmpty() ? "en" : language);
        return new TitleWords(WordCutter.tokens(WordCutter.line(text)).stream()
                .map(WordCutter.Token::folded)
                .filter(word -> word.length() >= MIN_LENGTH
                        || Character.isDigit(word.charAt(0))
                        || WordCutter.isUnspaced(word.codePointAt(0)))
                .map(stemming::stem)
                .collect(Collectors.toSet()));
    }

    boolean isSame(TitleWords other) {
        return similarity(other) >= SAME;
    }

    boolean isOneStory(TitleWords other) {
        return similarity(other) >= ONE_STORY && common(other) >= MIN_COMMON;
    }

    long common(TitleWords other) {
        return stems.stream().filter(other.stems::contains).count();
    }

    /// The common words in all words of both.
    double similarity(TitleWords other) {
        long common = common(other);
        int all = stems.size() + other.stems.size();
        return common == 0 ? 0 : (double) common / (all - common);
    }

    /// The letters of a text; an ideograph counts as three.
    static int weight(String text) {
        return text.codePoints()
                .map(c -> Character.isWhitespace(c) ? 0 : Character.isIdeographic(c) ? 3 : 1)
                .sum();
    }
}
