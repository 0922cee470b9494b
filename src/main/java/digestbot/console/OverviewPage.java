package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import digestbot.audience.Platform;
import digestbot.cluster.ClusterStatus;
import digestbot.console.page.DataTable;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.statistics.OverviewStore;
import digestbot.console.statistics.OverviewStore.RecentDigest;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.health.Readiness;
import digestbot.health.Readiness.Check;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.intake.InvalidFileStore;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The overview: the bot's health, the digests that are expected today, the latest digests, and the
/// invalid files.
final class OverviewPage implements Routes {

    private static final int MAX_ROWS = 20;
    private static final String FILES = "files";

    private final Database database;
    private final Readiness readiness;
    private final OverdueDigests overdueDigests;
    private final InstantSource clock;
    private final OverviewStore store = new OverviewStore();
    private final InvalidFileStore files = new InvalidFileStore();

    OverviewPage(Database database, Readiness readiness, OverdueDigests overdueDigests, InstantSource clock) {
        this.database = database;
        this.readiness = readiness;
        this.overdueDigests = overdueDigests;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.OVERVIEW, this::show);
    }

    private void show(Context context) {
        Instant now = clock.instant();
        List<RecentDigest> arrivals = database.read(tx -> store.arrivals(tx, MAX_ROWS));
        List<MissingDigest> expected = database.read(tx -> overdueDigests.untilTonight(tx, now));
        int page = FormInput.page(context, FILES);
        context.html(PageLayout.of(
                Paths.OVERVIEW,
                "Overview",
                AccessControl.session(context),
                List.of(
                        checks(readiness.report(), now),
                        NodesSection.of(database.read(ClusterStatus::read), clock.instant()),
                        expected(expected, now),
                        digests(arrivals, now),
                        database.read(tx -> invalidFiles(tx, page)))));
    }

    private static DomContent checks(Readiness.ReadinessReport report, Instant now) {
        return PageParts.liveSection(
                "checks",
                report.ready() ? "Healthy" : "Degraded",
                ul(each(report.checks(), check -> check(check, now))).withClass("checks"));
    }

    private static DomContent check(Check check, Instant now) {
        return li(
                        span(check.ok() ? "✓" : "✗")
                                .withClass(check.ok() ? "well" : "wrong")
                                .attr("aria-hidden", "true"),
                        PageParts.hidden(check.ok() ? "OK" : "Failed"),
                        span(name(check)).withClass("check"),
                        span(PageParts.withCode(check.detail()), text(poll(check, now))))
                .withClass("check-line");
    }

    /// The display name of a check.
    private static String name(Check check) {
        return switch (check.name()) {
            case Readiness.DATABASE -> "Database";
            case Readiness.OLDEST_DUE -> "Deliveries";
            case Readiness.JOBS -> "Jobs";
            case Readiness.SEATS -> "Seats";
            default -> Platform.of(check.name()).title();
        };
    }

    /// The time of the last poll, for a platform that is polled.
    private static String poll(Check check, Instant now) {
        return switch (check.name()) {
            case Readiness.DATABASE, Readiness.OLDEST_DUE, Readiness.JOBS, Readiness.SEATS -> "";
            default ->
                check.at()
                        .map(at -> ", last poll %s s ago"
                                .formatted(PageParts.count(
                                        Math.max(0, Duration.between(at, now).toSeconds()))))
                        .orElse("");
        };
    }

    private static DomContent expected(List<MissingDigest> expected, Instant now) {
        return PageParts.liveSection(
                "expected",
                "Expected today",
                DataTable.<MissingDigest>titled("Expected today")
                        .text("Topic", each -> each.topic().name())
                        .column("Day", each -> PageParts.day(each.day().toString()))
                        .moment("Usually received", now, MissingDigest::at)
                        .text("Status", each -> each.late() ? "late" : "expected")
                        .of(expected, "No digests overdue."));
    }

    private static DomContent digests(List<RecentDigest> arrivals, Instant now) {
        return PageParts.liveSection(
                "digests",
                "Recent digests",
                DataTable.<RecentDigest>titled("Recent digests")
                        .column("Topic", each -> a(each.topic()).withHref(Paths.digest(each.number())))
                        .column(
                                "Day",
                                each -> PageParts.day(
                                        each.day() + (each.edition().isEmpty() ? "" : " · " + each.edition())))
                        .column("Status", each -> status(each, now))
                        .number("Warnings", RecentDigest::warnings)
                        .moment("Received", now, RecentDigest::received)
                        .text("Language", RecentDigest::language)
                        .number("Revision", RecentDigest::revision)
                        .of(arrivals, "No digests yet. Put the first one into the digest folder."));
    }

    private static DomContent status(RecentDigest arrival, Instant now) {
        return arrival.heldUntil()
                .<DomContent>map(until -> span(text("held until "), PageParts.moment(until, now)))
                .orElseGet(() -> PageParts.text(status(arrival.state())));
    }

    private static String status(String state) {
        return switch (state) {
            case "archived" -> "archived, not sent";
            default -> state;
        };
    }

    private DomContent invalidFiles(Transaction transaction, int page) {
        long all = files.summary(transaction).count();
        return PageParts.liveSection(
                "problems",
                "Invalid files" + (all == 0 ? "" : " (" + PageParts.count(all) + ")"),
                DataTable.<InvalidFile>titled("Invalid files")
                        .text("File", InvalidFile::path)
                        .column(
                                "Errors",
                                problem -> ul(each(problem.diagnostics(), OverviewPage::error))
                                        .withClass("errors"))
                        .of(files.page(transaction, page * MAX_ROWS, MAX_ROWS), "No invalid files."),
                PageParts.pages(
                        page, (page + 1L) * MAX_ROWS < all, "Previous", "Next", other -> "/?" + FILES + "=" + other));
    }

    private static DomContent error(Diagnostic diagnostic) {
        return li(text("line " + diagnostic.line() + ": "), PageParts.withCode(diagnostic.message()));
    }
}
