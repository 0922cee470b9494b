package digestbot.site;

import j2html.tags.Tag;
import java.util.Locale;
import java.util.Set;

final class WritingDirection {

    private static final Set<String> LANGUAGES =
            Set.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi");

    private static final Set<String> SCRIPTS = Set.of("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa");

    private WritingDirection() {}

    /// The value of the attribute `dir` for a language; its script decides if the tag names one.
    ///
    /// @param tag an IETF tag
    static String of(String tag) {
        Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
        boolean isRight = locale.getScript().isEmpty()
                ? LANGUAGES.contains(locale.getLanguage())
                : SCRIPTS.contains(locale.getScript());
        return isRight ? "rtl" : "ltr";
    }

    static <T extends Tag<T>> T mark(T element, String language) {
        return element.attr("lang", language).attr("dir", of(language));
    }
}
