package digestbot.writing;

import digestbot.digest.words.WordCutter;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether a text is certainly in another language than the one that was asked for: most of it
/// is in another script, or it has the small words of another language.
final class AnswerLanguage {

    private static final int MIN_SMALL_WORDS = 4;

    private static final Map<String, Set<String>> SMALL_WORDS = Map.of(
            "en", words("the of and to in on for with its that is has by from"),
            "de", words("der die das und zu im auf mit von den dem ist hat ein"),
            "es", words("el la los las del y en con por para que una su se"),
            "fr", words("le les des du et en avec pour que une sur dans est au"));

    private static final Set<String> NOT_LATIN = words("zh ja ko ru uk bg el ar fa he hi th");
    private static final Set<String> LATIN = words("en de es fr it pt nl pl tr sv vi");

    private AnswerLanguage() {}

    private static Set<String> words(String text) {
        return Set.of(text.split(" ", -1));
    }

    static boolean isOther(String text, String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        UnicodeScript script = script(text);
        boolean isOtherScript = NOT_LATIN.contains(language)
                ? script == UnicodeScript.LATIN
                : LATIN.contains(language) && script != UnicodeScript.LATIN && script != UnicodeScript.UNKNOWN;
        return isOtherScript || hasSmallWordsOfOther(text, language);
    }

    private static boolean hasSmallWordsOfOther(String text, String language) {
        Map<String, Long> words = WordCutter.tokens(WordCutter.line(text)).stream()
                .collect(Collectors.groupingBy(WordCutter.Token::folded, Collectors.counting()));
        long own = count(words, SMALL_WORDS.getOrDefault(language, Set.of()));
        return SMALL_WORDS.containsKey(language)
                && SMALL_WORDS.values().stream()
                        .mapToLong(other -> count(words, other))
                        .anyMatch(found -> found >= MIN_SMALL_WORDS && found > 2 * own);
    }

    private static long count(Map<String, Long> words, Set<String> wanted) {
        return wanted.stream().mapToLong(word -> words.getOrDefault(word, 0L)).sum();
    }

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
