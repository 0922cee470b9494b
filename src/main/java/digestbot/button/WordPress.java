package digestbot.button;

import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.ORDINAL;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.SEARCH;
import static digestbot.button.FieldCodecs.WORD_KIND;

import digestbot.audience.Permission;
import digestbot.audience.WordKind;

/// Presses about the words that the chat with the button follows and mutes.
public sealed interface WordPress extends Press {

    /// Shows the words of a kind.
    ///
    /// @param page from 0
    record ShowWords(WordKind kind, int page) implements WordPress {
        static final ButtonSpec<ShowWords> SPEC = ButtonSpec.of(
                "f:l",
                Permission.CHANGE_SETTINGS,
                ShowWords::new,
                WORD_KIND.of(ShowWords::kind),
                PAGE.of(ShowWords::page));
    }

    /// Removes a word.
    ///
    /// @param kind its kind, whose words are shown then
    /// @param word the word's number
    record RemoveWord(WordKind kind, long word) implements WordPress {
        static final ButtonSpec<RemoveWord> SPEC = ButtonSpec.of(
                "f:r",
                Permission.CHANGE_SETTINGS,
                RemoveWord::new,
                WORD_KIND.of(RemoveWord::kind),
                NUMBER.of(RemoveWord::word));
    }

    /// Follows a word of a search.
    ///
    /// @param search the search's key
    /// @param word the word's place in the search, from 0
    record FollowSearched(String search, int word) implements WordPress {
        static final ButtonSpec<FollowSearched> SPEC = ButtonSpec.of(
                "f:q",
                Permission.CHANGE_SETTINGS,
                FollowSearched::new,
                SEARCH.of(FollowSearched::search),
                ORDINAL.of(FollowSearched::word));
    }
}
