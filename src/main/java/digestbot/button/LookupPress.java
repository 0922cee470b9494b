package digestbot.button;

import static digestbot.button.FieldCodecs.DATE;
import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.SEARCH;

import digestbot.audience.Permission;
import java.time.LocalDate;

/// The buttons below answers to lookup commands.
public sealed interface LookupPress extends Press.Linkable {

    /// Shows a page of search results.
    ///
    /// @param search the search's key, of digits and lower-case letters
    /// @param page from 0
    record SearchResults(String search, int page) implements LookupPress {
        static final ButtonSpec<SearchResults> SPEC = ButtonSpec.of(
                "q:f",
                Permission.READ,
                SearchResults::new,
                SEARCH.of(SearchResults::search),
                PAGE.of(SearchResults::page));
    }

    record AskToSearch() implements LookupPress {
        static final ButtonSpec<AskToSearch> SPEC = ButtonSpec.of("q:s", Permission.READ, AskToSearch::new);

        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    /// Shows a page with the newest digest of every topic.
    ///
    /// @param page from 0
    record ShowLatest(int page) implements LookupPress {
        static final ButtonSpec<ShowLatest> SPEC =
                ButtonSpec.of("q:l", Permission.READ, ShowLatest::new, PAGE.of(ShowLatest::page));
    }

    /// Shows the changes of a digest since the previous one.
    ///
    /// @param digest the digest's number
    record ShowChanges(long digest) implements LookupPress {
        static final ButtonSpec<ShowChanges> SPEC =
                ButtonSpec.of("q:c", Permission.READ, ShowChanges::new, NUMBER.of(ShowChanges::digest));
    }

    /// Shows the digests of a day, of all topics.
    record ShowDay(LocalDate day) implements LookupPress {
        static final ButtonSpec<ShowDay> SPEC =
                ButtonSpec.of("q:d", Permission.READ, ShowDay::new, DATE.of(ShowDay::day));
    }

    /// Shows a page of the digests that this chat missed.
    ///
    /// @param page from 0
    record ShowMissed(int page) implements LookupPress {
        static final ButtonSpec<ShowMissed> SPEC =
                ButtonSpec.of("q:m", Permission.READ, ShowMissed::new, PAGE.of(ShowMissed::page));
    }
}
