package digestbot.action;

import digestbot.audience.Permission;
import digestbot.audience.WordKind;

/// Presses about the words that the chat with the button follows and mutes.
public sealed interface WordPress extends Press {

    @ButtonData(code = "f:l", permission = Permission.CHANGE_SETTINGS)
    record ShowWords(WordKind kind, int page) implements WordPress {}

    /// Removes a word and shows the others of its kind.
    @ButtonData(code = "f:r", permission = Permission.CHANGE_SETTINGS)
    record RemoveWord(WordKind kind, long word) implements WordPress {}

    /// Follows the word at that place in the search with that key.
    @ButtonData(code = "f:q", permission = Permission.CHANGE_SETTINGS)
    record FollowSearched(String search, int word) implements WordPress {}
}
