package digestbot.content.views;

import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The flags of perspectives whose name or id is the name of a country, in any of the bot's
/// languages.
final class CountryFlags {

    private static final Map<String, String> FLAGS = flags();

    private CountryFlags() {}

    static Optional<String> of(Perspective perspective) {
        return Stream.of(perspective.name(), perspective.id().replace('-', ' '))
                .flatMap(name -> Stream.ofNullable(FLAGS.get(name.toLowerCase(Locale.ROOT))))
                .findFirst();
    }

    private static Map<String, String> flags() {
        Map<String, String> flags =
                new HashMap<>(Map.of("us", flag("US"), "usa", flag("US"), "uk", flag("GB"), "eu", flag("EU")));
        for (String language : Texts.languages()) {
            Locale locale = Locale.forLanguageTag(language);
            Stream.concat(Stream.of("EU"), Stream.of(Locale.getISOCountries())).forEach(code -> {
                String name = Locale.of("", code).getDisplayCountry(locale);
                flags.putIfAbsent(name.toLowerCase(Locale.ROOT), flag(code));
            });
        }
        return Map.copyOf(flags);
    }

    /// Builds a flag: the two letters of the country's code as regional indicators.
    private static String flag(String code) {
        return new String(
                code.codePoints().map(letter -> letter - 'A' + 0x1f1e6).toArray(), 0, 2);
    }
}
