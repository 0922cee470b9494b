package digestbot.digest;

import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// One cited article.
///
/// @param number the number in the list
/// @param language the language, such as `en-US`; empty if it is missing
/// @param title plain text
/// @param link the address; empty if it is missing or not http(s)
/// @param outlet the publisher; empty if it is missing
/// @param date the day of publication
/// @param perspective the place of the perspective whose article it is, from 0; empty if it is common
///     to all of them
public record Source(
        int number,
        String language,
        String title,
        Optional<WebAddress> link,
        String outlet,
        Optional<LocalDate> date,
        OptionalInt perspective) {

    /// A copy of the perspective at that place.
    public Source of(int ordinal) {
        return new Source(number, language, title, link, outlet, date, OptionalInt.of(ordinal));
    }

    /// A copy with that name of its outlet.
    public Source from(String otherOutlet) {
        return new Source(number, language, title, link, otherOutlet, date, perspective);
    }
}
