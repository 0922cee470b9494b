package digestbot.chat.read;

import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.UnavailableDigest;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.vote.Vote;
import digestbot.vote.VoteService;
import digestbot.vote.VoteService.CastVote;

/// Counts the votes of readers on whether a digest was balanced, and answers the voter alone. Whose
/// vote counts also sees the result, once there are enough votes; after the votes are closed, nobody
/// does, because who voted is deleted.
public record VoteHandler(Library library, VoteService votes) implements HandlerRegistry.Handler {

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(Press.VoteOnDigest.class, this::vote);
    }

    /// A second press of the same button leaves the vote as it is: the message does not show how the
    /// person voted, so that a press which withdrew the vote would surprise whoever presses again
    /// to be sure.
    private Reply vote(CommandContext context, Press.VoteOnDigest press) {
        if (library.digest(context.transaction(), press.digest()).isEmpty()) {
            return UnavailableDigest.toast(context, library, press.digest());
        }
        CastVote cast = votes.cast(
                context.transaction(), context.request().person(), press.digest(), press.vote(), context.now());
        Texts texts = context.personalTexts();
        String answer = texts.format(
                DigestPhrase.VOTE_SENTENCES,
                texts.format(DigestPhrase.VOTE_QUESTION),
                answer(texts, cast, press.vote()));
        return new Reply.Toast(cast.shown()
                .map(shown -> texts.format(DigestPhrase.VOTE_RESULT, shown.all(), shown.percentBalanced()))
                .map(result -> texts.format(DigestPhrase.VOTE_SENTENCES, answer, result))
                .orElse(answer));
    }

    private static String answer(Texts texts, CastVote cast, Vote vote) {
        String chosen = texts.format(
                switch (vote) {
                    case BALANCED -> DigestPhrase.VOTE_BALANCED_BUTTON;
                    case ONE_SIDED -> DigestPhrase.VOTE_ONE_SIDED_BUTTON;
                });
        return switch (cast.result()) {
            case COUNTED -> texts.format(DigestPhrase.VOTE_COUNTED, chosen);
            case CHANGED -> texts.format(DigestPhrase.VOTE_CHANGED, chosen);
            case UNCHANGED -> texts.format(DigestPhrase.VOTE_UNCHANGED, chosen);
            case CLOSED -> texts.format(DigestPhrase.VOTE_CLOSED);
        };
    }
}
