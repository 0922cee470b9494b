package digestbot.digest;

import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// One cited article. A missing language (such as `en-US`) or outlet is empty.
///
/// @param title plain text
/// @param link empty if the address is missing or not http(s)
/// @param date the day of publication
/// @param perspective the perspective's ordinal, from 0; empty if the article is common to all of
///     them
public record Source(
        int number,
        String language,
        String title,
        Optional<WebAddress> link,
        String outlet,
        Optional<LocalDate> date,
        OptionalInt perspective) {

    /// The article's language; the digest's if the article has none.
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
