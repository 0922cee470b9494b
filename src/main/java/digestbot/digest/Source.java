package digestbot.digest;

import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.Optional;

/// One cited article.
///
/// @param number the number in the list
/// @param language the language, such as `en-US`; empty if it is missing
/// @param title plain text
/// @param link the address; empty if it is missing or not http(s)
/// @param outlet the publisher; empty if it is missing
/// @param date the day of publication
public record Source(
        int number,
        String language,
        String title,
        Optional<WebAddress> link,
        String outlet,
        Optional<LocalDate> date) {}
