package digestbot.button;

import static digestbot.button.FieldCodecs.DATE;
import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.SEARCH;

import digestbot.audience.Permission;
import java.time.LocalDate;

/// The buttons below answers to lookup commands.
public sealed interface LookupPress extends Press.Link {

    /// Show a page of what a search found.
    ///
    /// @param search the search's key, of digits and small letters
    /// @param page from 0
    record Found(String search, int page) implements LookupPress {
        static final ButtonSpec<Found> SPEC =
                ButtonSpec.of("q:f", Permission.READ, Found::new, SEARCH.of(Found::search), PAGE.of(Found::page));
    }

    /// Show a page of the newest digest of every topic.
    ///
    /// @param page from 0
    record Latest(int page) implements LookupPress {
        static final ButtonSpec<Latest> SPEC =
                ButtonSpec.of("q:l", Permission.READ, Latest::new, PAGE.of(Latest::page));
    }

    /// Show what is new in a digest since the one before.
    ///
    /// @param digest the digest's number
    record Changes(long digest) implements LookupPress {
        static final ButtonSpec<Changes> SPEC =
                ButtonSpec.of("q:c", Permission.READ, Changes::new, NUMBER.of(Changes::digest));
    }

    /// Show the digests of a day, whichever topics have one.
    record Day(LocalDate day) implements LookupPress {
        static final ButtonSpec<Day> SPEC = ButtonSpec.of("q:d", Permission.READ, Day::new, DATE.of(Day::day));
    }

    /// Shows a page of the digests that this chat missed.
    ///
    /// @param page from 0
    record Missed(int page) implements LookupPress {
        static final ButtonSpec<Missed> SPEC =
                ButtonSpec.of("q:m", Permission.READ, Missed::new, PAGE.of(Missed::page));
    }
}
