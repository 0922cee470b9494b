package digestbot.writing;

import digestbot.digest.words.WordCutter;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells whether a text is certainly in another language than the one that was asked for: it has
/// another script, or the small words of another language.
final class AnswerLanguage {

    private static final int MIN_SMALL_WORDS = 4;

    private static final Map<String, Set<String>> SMALL_WORDS = Map.of(
            "en", Set.of("the", "of", "and", "to", "in", "on", "for", "with", "its", "that", "is", "has", "by", "from"),
            "de",
                    Set.of(
                            "der", "die", "das", "und", "zu", "im", "auf", "mit", "von", "den", "dem", "ist", "hat",
                            "ein"),
            "es", Set.of("el", "la", "los", "las", "del", "y", "en", "con", "por", "para", "que", "una", "su", "se"),
            "fr",
                    Set.of(
                            "le", "les", "des", "du", "et", "en", "avec", "pour", "que", "une", "sur", "dans", "est",
                            "au"));

    private static final Map<String, Set<UnicodeScript>> SCRIPTS = Map.of(
            "zh", Set.of(UnicodeScript.HAN),
            "ja", Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            "ko", Set.of(UnicodeScript.HANGUL),
            "ru", Set.of(UnicodeScript.CYRILLIC),
            "uk", Set.of(UnicodeScript.CYRILLIC),
            "ar", Set.of(UnicodeScript.ARABIC),
            "fa", Set.of(UnicodeScript.ARABIC),
            "he", Set.of(UnicodeScript.HEBREW),
            "el", Set.of(UnicodeScript.GREEK));

    private AnswerLanguage() {}

    static boolean isOther(String text, String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        Set<UnicodeScript> expected = SCRIPTS.getOrDefault(
                language, SMALL_WORDS.containsKey(language) ? Set.of(UnicodeScript.LATIN) : Set.of());
        long letters = text.codePoints().filter(Character::isLetter).count();
        long fitting = text.codePoints()
                .filter(letter -> Character.isLetter(letter) && expected.contains(UnicodeScript.of(letter)))
                .count();
        boolean isOtherScript = !expected.isEmpty() && fitting * 2 < letters;
        return isOtherScript || (SMALL_WORDS.containsKey(language) && hasSmallWordsOfOther(text, language));
    }

    private static boolean hasSmallWordsOfOther(String text, String language) {
        Map<String, Long> words = WordCutter.tokens(WordCutter.line(text)).stream()
                .map(WordCutter.Token::folded)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long own = count(words, SMALL_WORDS.getOrDefault(language, Set.of()));
        return SMALL_WORDS.entrySet().stream()
                .filter(other -> !other.getKey().equals(language))
                .mapToLong(other -> count(words, other.getValue()))
                .anyMatch(found -> found >= MIN_SMALL_WORDS && found > 2 * own);
    }

    private static long count(Map<String, Long> words, Set<String> wanted) {
        return wanted.stream().mapToLong(word -> words.getOrDefault(word, 0L)).sum();
    }

    /// The script of most letters; unknown without letters.
    static UnicodeScript script(String text) {
        return text
                .codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UnicodeScript.UNKNOWN);
    }
}
