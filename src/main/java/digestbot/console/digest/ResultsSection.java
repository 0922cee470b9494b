package digestbot.console.digest;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;

import digestbot.audience.Platform;
import digestbot.console.page.Buttons;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.DigestTotals;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.library.archive.StoredDigest;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The section of a digest's page that says what became of its deliveries.
public final class ResultsSection {

    private static final String TITLE = "Deliveries";

    private ResultsSection() {}

    /// How many deliveries failed with an outcome.
    private record Failure(String outcome, Map<Platform, DigestTotals> totals) {

        long deliveries(Platform platform) {
            return totals.getOrDefault(platform, DigestTotals.NONE).failed().getOrDefault(outcome, 0L);
        }
    }

    /// The section, with a button that retries what failed if readers can see the digest.
    ///
    /// @param totals of each platform
    public static DomContent of(StoredDigest digest, Map<Platform, DigestTotals> totals, Session session) {
        DigestTotals all = totals.values().stream().reduce(DigestTotals.NONE, DigestTotals::plus);
        if (all.planned() == 0) {
            return PageParts.liveSection("results", TITLE, p("No deliveries.").withClass("muted"));
        }
        List<DomContent> content = new ArrayList<>();
        content.add(table(totals));
        List<Failure> failures = all.failed().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Failure(entry.getKey(), totals))
                .toList();
        if (!failures.isEmpty()) {
            content.add(reasons(failures, totals.keySet()));
        }
        if (!failures.isEmpty() && digest.isVisible()) {
            content.add(div(Buttons.form(
                            session,
                            Paths.digest(digest.number()) + Paths.RETRY,
                            Buttons.normal("Send again to the " + PageParts.count(all.allFailed(), "chat", "chats")
                                    + " where it failed")))
                    .withClass("acts"));
        }
        return PageParts.liveSection("results", TITLE, each(content, part -> part));
    }

    private static DomContent table(Map<Platform, DigestTotals> totals) {
        List<Map.Entry<Platform, DigestTotals>> rows =
                totals.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        return DataTable.<Map.Entry<Platform, DigestTotals>>titled(TITLE)
                .text("Platform", row -> row.getKey().title())
                .number("Delivered", row -> row.getValue().sent())
                .number("Scheduled", row -> row.getValue().scheduled())
                .number("Failed", row -> row.getValue().allFailed())
                .number("Cancelled", row -> row.getValue().cancelled())
                .number("Interacted", row -> row.getValue().interacted())
                .of(rows, "");
    }

    private static DomContent reasons(List<Failure> failures, Set<Platform> platforms) {
        DataTable<Failure> table = DataTable.<Failure>titled("Failures by reason")
                .text("Reason", Failure::outcome)
                .column(
                        "Meaning",
                        failure -> PageParts.withCode(Outcome.of(failure.outcome())
                                .map(ResultsSection::meaning)
                                .orElse("")));
        for (Platform platform : EnumSet.copyOf(platforms)) {
            table = table.number(platform.title(), failure -> failure.deliveries(platform));
        }
        return table.of(failures, "");
    }

    private static String meaning(Outcome outcome) {
        return outcome.policy() == Policy.PAUSE
                ? outcome.sentence() + " The chats are paused and resume by themselves."
                : outcome.sentence();
    }
}
