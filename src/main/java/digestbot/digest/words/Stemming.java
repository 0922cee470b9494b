package digestbot.digest.words;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.englishStemmer;
import org.tartarus.snowball.ext.germanStemmer;
import org.tartarus.snowball.ext.spanishStemmer;

/// Stemming, the way in which words of a language are compared, so that *festival* finds
/// *festivals*. It is light: different words, such as *imports* and *important*, keep different
/// stems.
public enum Stemming {
    /// For all other languages: words are compared unchanged.
    NONE,
    EN,
    DE,
    ES;

    // Derived words lose only the ending of their plural or gender.
    private static final Pattern DERIVED_EN =
            derived("al|an[ct]e?|en[ct]e?|ive|ion|ment|ness|ism|ous|[ai]ble|ful|ic|it(?=y|ies)", "s|y|ies");
    private static final Pattern DERIVED_ES = derived("al|[ae]nt|[ai]bl|[ae]nci|[cs]ion|idad|is[mt]|iv", "[aeo]?s?");

    private static Pattern derived(String endings, String inflections) {
        return Pattern.compile("(\\p{L}{3,}(?:" + endings + "))(?:" + inflections + ")?");
    }

    /// The stemming of a language, given as an IETF tag.
    public static Stemming of(String language) {
        String primary = Locale.forLanguageTag(language.replace('_', '-')).getLanguage();
        return Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(primary))
                .findFirst()
                .orElse(NONE);
    }

    /// The stems of a word or phrase given as its [WordCutter#key].
    public String stem(String key) {
        return this == NONE
                ? key
                : Arrays.stream(key.split(" ", -1)).map(this::stemOfWord).collect(Collectors.joining(" "));
    }

    private String stemOfWord(String word) {
        return switch (this) {
            case NONE -> word;
            case EN -> stem(word, DERIVED_EN, new englishStemmer());
            case DE -> snowball(word, new germanStemmer());
            case ES -> stem(word, DERIVED_ES, new spanishStemmer());
        };
    }

    private static String stem(String word, Pattern derived, SnowballStemmer stemmer) {
        Matcher kept = derived.matcher(word);
        return kept.matches() ? kept.group(1) : snowball(word, stemmer);
    }

    private static String snowball(String word, SnowballStemmer stemmer) {
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }
}
