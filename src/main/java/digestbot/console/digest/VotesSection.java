package digestbot.console.digest;

import static j2html.TagCreator.p;

import digestbot.console.page.PageParts;
import digestbot.vote.VoteCount;
import digestbot.vote.VoteStore;
import j2html.tags.DomContent;
import java.util.Optional;

/// The votes of readers on whether a digest was balanced. Small numbers are not shown.
public final class VotesSection {

    private static final String EXPLANATION =
            ("Each reader has one vote on a digest in all its languages, for %d days. Fewer than %d votes are not shown here,"
                            + " and fewer than %d to readers.")
                    .formatted(VoteStore.OPEN.toDays(), VoteCount.MIN_FOR_OPERATORS, VoteCount.MIN_FOR_READERS);

    private VotesSection() {}

    public static DomContent of(VoteCount count) {
        return PageParts.liveSection(
                "votes",
                "Was this balanced?",
                p(share(count)
                        .map(shown -> "%s (%s balanced, %s one-sided)"
                                .formatted(shown, PageParts.count(count.balanced()), PageParts.count(count.oneSided())))
                        .orElse("Not enough votes.")),
                p(EXPLANATION).withClass("muted"));
    }

    /// The share of readers who found the digest balanced, such as “👍 64 % of 25”; empty if there
    /// are too few votes.
    public static Optional<String> share(VoteCount count) {
        return count.ifAtLeast(VoteCount.MIN_FOR_OPERATORS)
                .map(shown -> "👍 %d %% of %s".formatted(shown.percentBalanced(), PageParts.count(shown.all())));
    }
}
