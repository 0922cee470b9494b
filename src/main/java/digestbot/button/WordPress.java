package digestbot.button;

import digestbot.audience.Permission;
import digestbot.audience.WordKind;

/// Presses about the words that the chat with the button follows and mutes.
public sealed interface WordPress extends Press {

    /// Shows the words of a kind.
    ///
    /// @param page from 0
    @ButtonData(code = "f:l", permission = Permission.CHANGE_SETTINGS)
    record ShowWords(WordKind kind, int page) implements WordPress {}

    /// Removes a word.
    ///
    /// @param kind its kind, whose words are shown then
    /// @param word the word's number
    @ButtonData(code = "f:r", permission = Permission.CHANGE_SETTINGS)
    record RemoveWord(WordKind kind, long word) implements WordPress {}

    /// Follows a word of a search.
    ///
    /// @param search the search's key
    /// @param word the word's place in the search, from 0
    @ButtonData(code = "f:q", permission = Permission.CHANGE_SETTINGS)
    record FollowSearched(String search, int word) implements WordPress {}
}
