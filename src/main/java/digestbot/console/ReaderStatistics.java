package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.vote.VoteStore;
import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.status.ViewCountStore.ViewCount;
import digestbot.delivery.status.ViewCountStore.ViewedPart;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/// The counts of opened views, and the readers' votes. Small numbers are not shown.
final class ReaderStatistics {

    private static final String HEADING = "Views";

    private static final String VIEWS_EXPLANATION =
            "Total opens per view. Numbers below %d are hidden.".formatted(ViewCountStore.MIN_SHOWN);

    private static final String VOTES_EXPLANATION =
            ("Each reader has one vote on a digest in all its languages, for %d days. Fewer than %d votes are not shown here,"
                            + " and fewer than %d to readers.")
                    .formatted(VoteStore.OPEN.toDays(), VoteCount.MIN_FOR_OPERATORS, VoteCount.MIN_FOR_READERS);

    private ReaderStatistics() {}

    static DomContent ofDigest(List<ViewCount> counts, Function<String, String> perspectiveName) {
        return liveSection(
                "views",
                HEADING,
                explained(counts, DataTable.titled(HEADING), (_, perspective) -> perspectiveName.apply(perspective)));
    }

    /// `perspectiveName` takes the ids of the topic and of the perspective.
    static DomContent ofTopics(
            List<ViewCount> counts,
            String heading,
            Function<String, String> topicName,
            BinaryOperator<String> perspectiveName) {
        DataTable<ViewCount> table =
                DataTable.<ViewCount>titled(heading).text("Topic", row -> topicName.apply(row.topic()));
        return section(h2(heading), explained(counts, table, perspectiveName));
    }

    private static DomContent explained(
            List<ViewCount> counts, DataTable<ViewCount> table, BinaryOperator<String> perspectiveName) {
        table.text("View", row -> switch (row.view()) {
                    case ViewedPart.OnePerspective(String perspective) ->
                        perspectiveName.apply(row.topic(), perspective);
                    case ViewedPart.Whole whole -> whole.title();
                })
                .text("How", row -> row.trigger().title())
                .text("Platform", row -> row.platform().title())
                .number("Views", ViewCount::views);
        return each(muted(VIEWS_EXPLANATION), table.of(counts, "No view was opened often enough."));
    }

    /// The readers' votes whether a digest is balanced.
    static DomContent votes(VoteCount count) {
        return liveSection(
                "votes",
                "Was this balanced?",
                p(share(count)
                        .map(shown -> "%s (%s balanced, %s one-sided)"
                                .formatted(shown, PageParts.count(count.balanced()), PageParts.count(count.oneSided())))
                        .orElse("Not enough votes.")),
                muted(VOTES_EXPLANATION));
    }

    /// The share of readers who found the digest balanced, such as “👍 64% of 25”; empty if there
    /// are too few votes.
    static Optional<String> share(VoteCount count) {
        return count.ifAtLeast(VoteCount.MIN_FOR_OPERATORS)
                .map(shown -> "👍 %d%% of %s".formatted(shown.percentBalanced(), PageParts.count(shown.all())));
    }
}
