package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.UnavailableDigest;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.vote.Vote;
import digestbot.vote.VoteStore;
import digestbot.vote.VoteStore.CastVote;

/// Counts readers' votes on whether a digest was balanced, and answers the voter alone. A voter
/// whose vote counts also sees the result once there are enough votes; after the votes are closed
/// nobody sees it, because the record of who voted is deleted.
public record VoteHandler(Library library, VoteStore votes) {

    /// A second press of the same button leaves the vote as it is: the message does not show how
    /// the person voted, so a withdrawal would surprise a person who presses again to be sure.
    public Reply vote(CommandContext context, ReadAction.VoteOnDigest press) {
        if (library.digest(context.transaction(), press.digest()).isEmpty()) {
            return UnavailableDigest.toast(context, library, press.digest());
        }
        CastVote cast = votes.cast(
                context.transaction(), context.request().person(), press.digest(), press.vote(), context.now());
        Texts texts = context.personalTexts();
        String answer =
                texts.format("vote-sentences", texts.format("vote-question"), answer(texts, cast, press.vote()));
        return new Reply.Toast(cast.shown()
                .map(shown -> texts.format("vote-result", shown.all(), shown.percentBalanced()))
                .map(result -> texts.format("vote-sentences", answer, result))
                .orElse(answer));
    }

    private static String answer(Texts texts, CastVote cast, Vote vote) {
        String chosen = texts.format(
                switch (vote) {
                    case BALANCED -> "vote-balanced-button";
                    case ONE_SIDED -> "vote-one-sided-button";
                });
        return switch (cast.result()) {
            case COUNTED -> texts.format("vote-counted", chosen);
            case CHANGED -> texts.format("vote-changed", chosen);
            case UNCHANGED -> texts.format("vote-unchanged", chosen);
            case CLOSED -> texts.format("vote-closed");
        };
    }
}
