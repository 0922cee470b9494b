package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.console.digest.ViewCountTable;
import digestbot.console.digest.VotesSection;
import digestbot.console.page.Buttons;
import digestbot.console.page.DataTable;
import digestbot.console.page.FlashMessages;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.DigestTotalStore;
import digestbot.console.statistics.DigestTotals;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.views.DigestLinks;
import digestbot.content.views.DigestViews;
import digestbot.content.views.PerspectiveShare;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.status.ViewCountStore;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.DigestFile;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.vote.VoteStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The page of a digest: its results, its views as readers of both platforms see them, its
/// revisions, and the actions of operators on it.
final class DigestPage implements Routes {

    /// The width of the bar in its own units.
    private static final int WIDTH = 1_000;

    private static final String CAPTION = "Articles by perspective";

    private static final String TITLE = "Deliveries";

    private static final String VIEW = "view";

    private static final String LANGUAGE = "en";

    private final Database database;
    private final Library library;
    private final DigestViews digestViews;
    private final WebPages webPages;
    private final MessagePreview preview;
    private final DigestActions actions;
    private final AuditPage audit;
    private final InstantSource clock;
    private final DigestTotalStore totals = new DigestTotalStore();
    private final ViewCountStore viewCounts = new ViewCountStore();
    private final VoteStore votes = new VoteStore();
    private final DigestStore files = new DigestStore();
    private final AuditStore auditStore = new AuditStore();

    private record Choice(String id, String name, DigestView view) {}

    DigestPage(
            Database database,
            Library library,
            DigestViews digestViews,
            WebPages webPages,
            MessagePreview preview,
            DigestActions actions,
            AuditPage audit,
            InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
        this.database = database;
        this.library = library;
        this.digestViews = digestViews;
        this.webPages = webPages;
        this.preview = preview;
        this.actions = actions;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.DIGESTS + "/{number}", this::show);
    }

    private void show(Context context) {
        StoredDigest stored = number(context)
                .flatMap(number -> database.read(tx -> library.all().digest(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("Digest not found."));
        List<Choice> choices = choices(stored.digest());
        String wanted = Optional.ofNullable(context.queryParam(VIEW)).orElse("");
        Choice chosen = choices.stream()
                .filter(choice -> choice.id().equals(wanted))
                .findFirst()
                .orElseGet(choices::getFirst);
        List<DigestViews.NumberedDigest> others =
                database.read(tx -> library.otherLanguages(tx, stored.number()).stream()
                        .flatMap(other -> library.digest(tx, other.number()).stream())
                        .map(other -> new DigestViews.NumberedDigest(other.number(), other.digest()))
                        .toList());
        Content content = digestViews.view(
                stored.number(),
                stored.digest(),
                chosen.view(),
                reader(stored.digest(), stored.digest().key().language()),
                new DigestLinks(
                        others,
                        database.read(tx -> webPages.of(tx, stored.number()))
                                .or(() -> webPages.expected(stored.digest()))));
        Session session = AccessControl.session(context);
        List<DomContent> parts = new ArrayList<>(FlashMessages.in(context).render());
        database.read(tx -> {
            parts.add(about(tx, stored));
            actions.of(tx, stored, session).ifPresent(parts::add);
            parts.add(results(
                    stored.number(),
                    totals.byPlatform(tx, stored.number()),
                    FailedRetries.RetryStore.sendable(tx, stored.number()),
                    session));
            parts.add(VotesSection.of(votes.count(tx, stored.number())));
            parts.add(ViewCountTable.ofDigest(
                    viewCounts.ofDigest(tx, stored.number()), id -> perspectiveName(stored.digest(), id)));
            return true;
        });
        parts.add(views(stored.number(), choices, chosen));
        parts.add(both(content));
        database.read(tx -> {
            parts.add(DigestSourcePages.revisions(
                    stored.number(), files.revisions(tx, stored.number()), clock.instant()));
            parts.add(PageParts.liveSection(
                    "history",
                    "Audit log",
                    audit.table(
                            tx, auditStore.about(tx, new AuditSubject.DigestSubject(stored.number()), Instant.EPOCH))));
            return true;
        });
        context.html(PageLayout.of(
                Paths.DIGESTS,
                stored.digest().topic().name() + " · " + stored.digest().key().day(),
                AccessControl.frame(context),
                parts));
    }

    /// The name of the perspective; its id if an older revision had it.
    private static String perspectiveName(Digest digest, String id) {
        return digest.perspectives().stream()
                .filter(perspective -> perspective.id().equals(id))
                .findFirst()
                .map(Perspective::name)
                .orElse(id);
    }

    private static Optional<Long> number(Context context) {
        return FormInput.number(context.pathParam("number"));
    }

    private static List<Choice> choices(Digest digest) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("overview", "Overview", new DigestView.Overview()));
        for (int i = 0; i < digest.perspectives().size(); i++) {
            choices.add(new Choice(
                    "perspective-" + i, digest.perspectives().get(i).name(), new DigestView.OnePerspective(i)));
        }
        if (digest.perspectives().size() > 1) {
            choices.add(new Choice("side-by-side", "Side by side", new DigestView.SideBySide()));
        }
        choices.add(new Choice("sources", "Sources", new DigestView.Sources()));
        return choices;
    }

    private static Reader reader(Digest digest, String language) {
        return new Reader(language, ReadingOptions.DEFAULT, digest.key().day(), ZoneId.systemDefault(), Set.of());
    }

    private DomContent about(Transaction tx, StoredDigest stored) {
        Digest digest = stored.digest();
        String edition = digest.key().edition();
        DomContent facts = p("%s%s · revision %d · %s · %s"
                        .formatted(
                                digest.key().language(),
                                edition.isEmpty() ? "" : " · edition " + edition,
                                stored.revision(),
                                stored.isVisible() ? "published" : "not published",
                                PageParts.count(digest.sources().size(), "source", "sources")))
                .withClass("muted about");
        return div(
                facts,
                each(files.file(tx, stored.number()).stream().toList(), this::file),
                each(
                        shares(digestViews.shares(digest, reader(digest, LANGUAGE))).stream()
                                .toList(),
                        chart -> chart),
                iff(
                        stored.isVisible(),
                        div(Buttons.linkToConfirmation("Withdraw", Paths.digest(stored.number()) + Paths.WITHDRAW))
                                .withClass("acts")));
    }

    private DomContent file(DigestFile file) {
        Instant now = clock.instant();
        List<DomContent> facts = new ArrayList<>(
                List.of(code(file.path()), text(" · received "), PageParts.fullMoment(file.receivedAt(), now)));
        file.publishedAt().ifPresent(at -> facts.addAll(List.of(text(" · published "), PageParts.fullMoment(at, now))));
        file.withdrawnAt().ifPresent(at -> facts.addAll(List.of(text(" · withdrawn "), PageParts.fullMoment(at, now))));
        return p(each(facts, fact -> fact)).withClass("muted");
    }

    private static DomContent views(long number, List<Choice> choices, Choice chosen) {
        return nav(ul(each(choices, choice -> li(link(number, choice, choice.equals(chosen))))))
                .attr("aria-label", "Views")
                .withClass("views");
    }

    private static DomContent link(long number, Choice choice, boolean current) {
        var link = a(choice.name()).withHref(Paths.digest(number) + "?" + VIEW + "=" + choice.id());
        return current ? link.attr("aria-current", "page") : link;
    }

    private DomContent both(Content content) {
        return div(each(Platform.all(), platform -> section(h2(platform.title()), preview.of(platform, content))))
                .withClass("both");
    }

    private record Failure(String outcome, Map<Platform, DigestTotals> totals) {

        long deliveries(Platform platform) {
            return totals.getOrDefault(platform, DigestTotals.NONE).failed().getOrDefault(outcome, 0L);
        }
    }

    /// `sendable` is the number of deliveries that a retry would send.
    private static DomContent results(long digest, Map<Platform, DigestTotals> totals, long sendable, Session session) {
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
        if (sendable > 0) {
            content.add(div(Buttons.form(
                            session,
                            Paths.digest(digest) + Paths.RETRY,
                            Buttons.normal("Send again to the " + PageParts.count(sendable, "chat", "chats")
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
                .number("Scheduled or queued", row -> row.getValue().open())
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
                                .map(DigestPage::meaning)
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

    private static Optional<DomContent> shares(List<PerspectiveShare> shares) {
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(figure(
                                figcaption(CAPTION),
                                bar(shares),
                                ul(each(shares, share -> li(swatch(share.colour()), text(share.fullText()))))
                                        .withClass("legend"))
                        .withClass("shares"));
    }

    private static DomContent bar(List<PerspectiveShare> shares) {
        List<Integer> widths = PerspectiveShare.divide(shares, WIDTH);
        List<DomContent> parts = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < shares.size(); i++) {
            PerspectiveShare share = shares.get(i);
            parts.add(rectangle(share.colour(), String.valueOf(widths.get(i)))
                    .attr("x", left)
                    .with(tag("title").withText(share.fullText())));
            left += widths.get(i);
        }
        return tag("svg")
                .attr("viewBox", "0 0 " + WIDTH + " 1")
                .attr("preserveAspectRatio", "none")
                .attr("role", "img")
                .attr(
                        "aria-label",
                        CAPTION + ": "
                                + shares.stream()
                                        .map(PerspectiveShare::fullText)
                                        .collect(Collectors.joining(", ")))
                .with(parts);
    }

    private static DomContent swatch(int colour) {
        return tag("svg").attr("aria-hidden", "true").with(rectangle(colour, "100%"));
    }

    private static ContainerTag<?> rectangle(int colour, String width) {
        return tag("rect")
                .attr("width", width)
                .attr("height", "100%")
                .attr("fill", String.format(Locale.ROOT, "#%06x", colour));
    }
}
