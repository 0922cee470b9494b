package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import digestbot.audience.Platform;
import digestbot.console.statistics.OverviewStore;
import digestbot.console.statistics.OverviewStore.Arrival;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.health.Readiness;
import digestbot.health.Readiness.Check;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.OverdueDigests.Awaited;
import digestbot.library.intake.InvalidFileStore;
import digestbot.library.intake.InvalidFileStore.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether all is well, and what came lately.
final class OverviewPage implements Routes {

    private static final int MOST = 20;
    private static final String FILES = "files";

    private final Database database;
    private final Readiness readiness;
    private final OverdueDigests awaiting;
    private final InstantSource clock;
    private final OverviewStore store = new OverviewStore();
    private final InvalidFileStore files = new InvalidFileStore();

    OverviewPage(Database database, Readiness readiness, OverdueDigests awaiting, InstantSource clock) {
        this.database = database;
        this.readiness = readiness;
        this.awaiting = awaiting;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/", this::show);
    }

    private void show(Context context) {
        Instant now = clock.instant();
        List<Arrival> arrivals = database.read(tx -> store.arrivals(tx, MOST));
        List<Awaited> awaited = database.read(tx -> awaiting.untilTonight(tx, now));
        String typed = Optional.ofNullable(context.queryParam(FILES)).orElse("");
        int page = typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : 0;
        context.html(PageLayout.of(
                "/",
                "Overview",
                AccessControl.session(context),
                List.of(
                        checks(readiness.report()),
                        awaited(awaited, now),
                        digests(arrivals, now),
                        database.read(tx -> problems(tx, page)))));
    }

    private static DomContent checks(Readiness.Report report) {
        return section(
                        h2(report.ready() ? "All is well" : "Something is wrong"),
                        ul(each(report.checks(), OverviewPage::check)).withClass("checks"))
                .withId("checks")
                .attr("data-live");
    }

    private static DomContent check(Check check) {
        return li(
                        span(check.well() ? "✓" : "✗")
                                .withClass(check.well() ? "well" : "wrong")
                                .attr("aria-label", check.well() ? "well" : "wrong"),
                        span(called(check.name())).withClass("check"),
                        span(check.detail()))
                .withClass("check-line");
    }

    /// What people call what programs know by that name.
    private static String called(String check) {
        return switch (check) {
            case "database" -> "Database";
            case "oldest-due" -> "Deliveries";
            case "jobs" -> "Jobs";
            default -> Platform.of(check).title();
        };
    }

    private static DomContent awaited(List<Awaited> awaited, Instant now) {
        return section(
                        h2("Not here yet"),
                        PageParts.rows(
                                "Nothing is missing, as far as topics keep to a usual time.",
                                List.of("Topic", "Day", "Usually comes", ""),
                                awaited,
                                each -> List.of(
                                        PageParts.text(each.topic().name()),
                                        PageParts.day(each.day().toString()),
                                        PageParts.moment(each.at(), now),
                                        PageParts.text(each.late() ? "late" : ""))))
                .withId("awaited")
                .attr("data-live");
    }

    private static DomContent digests(List<Arrival> arrivals, Instant now) {
        return section(
                        h2("Digests, the latest first"),
                        PageParts.rows(
                                "There is no digest yet: put one into the folder.",
                                List.of("Topic", "Day", "State", "Doubts", "Came", "Language", "Revision"),
                                arrivals,
                                arrival -> List.of(
                                        a(arrival.topic()).withHref(Paths.digest(arrival.number())),
                                        PageParts.day(arrival.day()
                                                + (arrival.edition().isEmpty() ? "" : " · " + arrival.edition())),
                                        state(arrival, now),
                                        PageParts.number(arrival.warnings()),
                                        PageParts.moment(arrival.came(), now),
                                        PageParts.text(arrival.language()),
                                        PageParts.number(arrival.revision()))))
                .withId("digests")
                .attr("data-live");
    }

    private static DomContent state(Arrival arrival, Instant now) {
        DomContent words = PageParts.text(words(arrival.state()));
        return arrival.heldUntil()
                .<DomContent>map(until -> span(words, PageParts.text(" until "), PageParts.moment(until, now)))
                .orElse(words);
    }

    private static String words(String state) {
        return switch (state) {
            case "published" -> "out";
            case "held" -> "held back";
            case "shelved" -> "library only";
            default -> state;
        };
    }

    private DomContent problems(Transaction transaction, int page) {
        long all = files.standing(transaction).count();
        return section(
                        h2("Files that are no digests" + (all == 0 ? "" : " (%,d)".formatted(all))),
                        PageParts.rows(
                                "None.",
                                List.of("File", "What is wrong"),
                                files.some(transaction, page * MOST, MOST),
                                problem -> List.of(PageParts.text(problem.path()), PageParts.text(what(problem)))),
                        pages(page, all))
                .withId("problems")
                .attr("data-live");
    }

    private static String what(Problem problem) {
        return problem.diagnostics().stream()
                .map(diagnostic -> diagnostic.line() + ": " + diagnostic.message())
                .collect(Collectors.joining(" · "));
    }

    private static DomContent pages(int page, long all) {
        List<DomContent> links = new ArrayList<>();
        if (page > 0) {
            links.add(a("‹ Before").withHref("/?" + FILES + "=" + (page - 1)));
        }
        if ((page + 1L) * MOST < all) {
            links.add(a("After ›").withHref("/?" + FILES + "=" + (page + 1)));
        }
        return p().with(links).withClass("pages");
    }
}
