package digestbot.digest;

import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.Optional;

/// One cited article.
///
/// @param number as it is written in the list
/// @param language such as `en-US`; empty if not given
/// @param title plain text
/// @param link where it can be read; empty if the list has none or no http(s) one
/// @param outlet who published it; empty if not given
/// @param date the day it was published
public record Source(
        int number,
        String language,
        String title,
        Optional<WebAddress> link,
        String outlet,
        Optional<LocalDate> date) {}
