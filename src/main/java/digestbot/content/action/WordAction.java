package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.audience.WordKind;
import digestbot.content.action.CommandOption.Kind;

/// The words that a chat follows and mutes.
public sealed interface WordAction extends Action {

    int MUTED_DAYS = 30;

    /// Follows words, separated by commas, so that digests of other topics with one of them are
    /// delivered as well. Without words, shows the followed ones.
    @Form(command = "follow", needs = Permission.CHANGE_SETTINGS)
    record Follow(
            @Typed(value = Kind.WORDS, hint = "choose-followed")
            String words) implements WordAction {}

    /// Mutes words, separated by commas, so that points with one of them are left out of digests.
    /// Without words, shows the muted ones.
    @Form(command = "mute", needs = Permission.CHANGE_SETTINGS)
    record Mute(
            @Typed(value = Kind.WORDS, hint = "choose-muted")
            String words) implements WordAction {}

    /// Asks for words to follow or to mute.
    @Form(code = "f:a", needs = Permission.CHANGE_SETTINGS)
    record AskForWords(WordKind kind) implements WordAction, Linkable {

        /// Creates the action for the words that were written.
        WordAction with(String words) {
            return switch (kind) {
                case FOLLOW -> new Follow(words);
                case MUTE -> new Mute(words);
            };
        }
    }

    @Form(code = "f:l", needs = Permission.CHANGE_SETTINGS)
    record ShowWords(WordKind kind, int page) implements WordAction {}

    /// Removes a word and shows the remaining words of its kind.
    @Form(code = "f:r", needs = Permission.CHANGE_SETTINGS)
    record RemoveWord(WordKind kind, long word) implements WordAction {}

    /// Limits muted words to [#MUTED_DAYS]. The numbers are those words' numbers, which were added
    /// together.
    @Form(code = "f:t", needs = Permission.CHANGE_SETTINGS)
    record MuteForDays(long first, long last) implements WordAction {}

    /// Follows the word with this hash, of a story that the digest compares: words are not of ASCII.
    @Form(code = "f:s", needs = Permission.CHANGE_SETTINGS)
    record FollowStory(long digest, long hash) implements WordAction {

        public FollowStory(long digest, String word) {
            this(digest, Integer.toUnsignedLong(word.hashCode()));
        }
    }
}
