package digestbot.digest;

import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// One cited article. Its language, such as `en-US`, and its outlet are empty if they are missing.
///
/// @param title plain text
/// @param link empty if it is missing or not http(s)
/// @param date the day of publication
/// @param perspective the place of the perspective, from 0; empty if the article is common to all
///     of them
public record Source(
        int number,
        String language,
        String title,
        Optional<WebAddress> link,
        String outlet,
        Optional<LocalDate> date,
        OptionalInt perspective) {

    /// Its language, or that of the digest if it has none.
    public String languageOr(String digestLanguage) {
        return language.isEmpty() ? digestLanguage : language;
    }

    public Source withPerspective(int ordinal) {
        return new Source(number, language, title, link, outlet, date, OptionalInt.of(ordinal));
    }

    public Source withOutlet(String otherOutlet) {
        return new Source(number, language, title, link, otherOutlet, date, perspective);
    }
}
