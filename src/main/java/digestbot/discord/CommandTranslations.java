package digestbot.discord;

import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import net.dv8tion.jda.api.interactions.DiscordLocale;

/// The bot's texts in each language of Discord's app. English is Discord's default and not a
/// translation.
final class CommandTranslations {

    private static final String DEFAULT = "en";

    private CommandTranslations() {}

    /// The default text, in English.
    static String defaultText(Phrase phrase) {
        return Texts.of(DEFAULT).format(phrase);
    }

    /// Calls the consumer for the phrase in every other language, once for each of the language's
    /// Discord locales.
    static void forEachTranslation(Phrase phrase, BiConsumer<DiscordLocale, String> translation) {
        for (String language : Texts.languages()) {
            String wording = Texts.of(language).format(phrase);
            locales(language).forEach(locale -> translation.accept(locale, wording));
        }
    }

    /// Discord's locales for a language: all its regions, except that simplified Chinese does not
    /// cover Taiwan.
    private static List<DiscordLocale> locales(String language) {
        return Arrays.stream(DiscordLocale.values())
                .filter(locale -> locale != DiscordLocale.UNKNOWN && !language.equals(DEFAULT))
                .filter(locale -> locale.getLocale().equals(language)
                        || (locale != DiscordLocale.CHINESE_TAIWAN
                                && Locale.forLanguageTag(locale.getLocale())
                                        .getLanguage()
                                        .equals(language)))
                .toList();
    }
}
