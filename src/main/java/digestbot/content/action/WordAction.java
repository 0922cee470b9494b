package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.audience.WordKind;
import digestbot.content.action.CommandOption.Kind;

/// The words that a chat follows and mutes.
public sealed interface WordAction extends Action {

    int MUTED_DAYS = 30;

    /// Follows words, separated by commas: digests of other topics that have one of them are
    /// delivered, too. Without words, those that are followed are shown.
    @Form(command = "follow", needs = Permission.CHANGE_SETTINGS)
    record Follow(
            @Typed(value = Kind.WORDS, hint = "choose-followed")
            String words) implements WordAction {}

    /// Mutes words, separated by commas: points that have one of them are left out of digests.
    /// Without words, those that are muted are shown.
    @Form(command = "mute", needs = Permission.CHANGE_SETTINGS)
    record Mute(
            @Typed(value = Kind.WORDS, hint = "choose-muted")
            String words) implements WordAction {}

    /// Asks for words of that kind.
    @Form(code = "f:a", needs = Permission.CHANGE_SETTINGS)
    record AskForWords(WordKind kind) implements WordAction, Linkable {

        /// The action of the words that were written.
        WordAction with(String words) {
            return switch (kind) {
                case FOLLOW -> new Follow(words);
                case MUTE -> new Mute(words);
            };
        }
    }

    @Form(code = "f:l", needs = Permission.CHANGE_SETTINGS)
    record ShowWords(WordKind kind, int page) implements WordAction {}

    /// Removes a word and shows the others of its kind.
    @Form(code = "f:r", needs = Permission.CHANGE_SETTINGS)
    record RemoveWord(WordKind kind, long word) implements WordAction {}

    /// Limits the muted words with these numbers, which were added together, to [#MUTED_DAYS].
    @Form(code = "f:t", needs = Permission.CHANGE_SETTINGS)
    record MuteForDays(long first, long last) implements WordAction {}

    /// Follows the word at that place in the search with that key.
    @Form(code = "f:q", needs = Permission.CHANGE_SETTINGS)
    record FollowSearched(String search, int word) implements WordAction {}
}
