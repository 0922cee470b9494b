package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.audience.vote.VoteStore;
import digestbot.console.ConsoleServices.DigestServices;
import digestbot.console.Forms.Confirmation;
import digestbot.console.signin.SessionRegistry.Flash;
import digestbot.console.signin.SessionRegistry.Session;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.DigestControls;
import digestbot.content.views.PerspectiveShare;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.status.DigestTotalStore;
import digestbot.delivery.status.DigestTotals;
import digestbot.delivery.status.ViewCountStore;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.i18n.Texts;
import digestbot.library.archive.DigestReview.HeldDigest;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.DigestFile;
import digestbot.library.archive.DigestStore.RevisionDates;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.web.ShareBar;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page of a digest: its results, its views as readers of both platforms see them, its
/// revisions, and the actions of operators on it.
///
/// @param later the numbers of deliveries that are scheduled for later, by digest
record DigestPage(
        ConsoleServices services, AuditPage audit, BackgroundValue<Map<Long, Long>> later, InstantSource clock) {

    private static final String DIGEST = Paths.DIGESTS + "/{number}";

    private static final String TITLE = "Deliveries";
    private static final String VIEW = "view";
    private static final String LANGUAGE = "en";
    private static final Flash NOT_HELD = Flash.warning("Too late: the digest is no longer held for review.");
    private static final DigestStore FILES = new DigestStore();

    private record Choice(String id, String name, DigestView view) {}

    void add(RoutesConfig routes) {
        DigestServices digests = services.digests();
        new DigestSourcePages(services.database()).add(routes);
        routes.get(DIGEST, this::show);
        routes.post(
                DIGEST + Paths.RELEASE,
                context -> decide(
                        context,
                        digests.held()::release,
                        AuditAction.DIGEST_RELEASED,
                        "Released. The digest is published.",
                        NOT_HELD));
        routes.get(DIGEST + Paths.DONT_PUBLISH, this::confirmRejection);
        routes.post(
                DIGEST + Paths.DONT_PUBLISH,
                context -> decide(
                        context,
                        digests.held()::reject,
                        AuditAction.DIGEST_REJECTED,
                        "Not published. The digest stays hidden unless its file is corrected.",
                        NOT_HELD));
        routes.get(DIGEST + Paths.WITHDRAW, this::confirmWithdrawal);
        routes.post(
                DIGEST + Paths.WITHDRAW,
                context -> decide(
                        context,
                        digests.withdrawals()::withdraw,
                        AuditAction.DIGEST_WITHDRAWN,
                        "Withdrawn. Its messages are being deleted.",
                        Flash.warning("Too late: the digest is not published.")));
        routes.post(DIGEST + Paths.RETRY, this::retry);
    }

    private StoredDigest find(Context context) {
        return number(context.pathParam("number"))
                .flatMap(number ->
                        services.database().read(tx -> services.library().all().digest(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("Digest not found."));
    }

    private void decide(
            Context context, BiPredicate<Transaction, Long> act, AuditAction action, String done, Flash tooLate) {
        long number = find(context).number();
        boolean decided = services.database().write(tx -> {
            boolean acted = act.test(tx, number);
            if (acted) {
                note(tx, context, action, number);
            }
            return acted;
        });
        AccessControl.redirect(context, Paths.digest(number), decided ? Flash.done(done) : tooLate);
    }

    private void note(Transaction tx, Context context, AuditAction action, long digest) {
        new AuditStore(clock)
                .record(tx, AccessControl.session(context).actor(), action, new AuditSubject.DigestSubject(digest));
    }

    private void retry(Context context) {
        long number = find(context).number();
        FailedRetries.RetryCounts retried = new FailedRetries(services.database(), clock)
                .retryDigest(number, tx -> note(tx, context, AuditAction.DELIVERIES_RETRIED, number));
        AccessControl.redirect(context, Paths.digest(number), DeliveriesPage.retried(retried));
    }

    private void confirmRejection(Context context) {
        StoredDigest digest = find(context);
        if (services.database()
                .read(tx -> services.digests().held().find(tx, digest.number()))
                .isEmpty()) {
            AccessControl.redirect(context, Paths.digest(digest.number()), NOT_HELD);
            return;
        }
        confirm(
                context,
                digest,
                "Don't publish",
                "no subscriber gets the digest, and nobody finds it, unless its file is corrected.",
                Paths.DONT_PUBLISH);
    }

    private void confirmWithdrawal(Context context) {
        StoredDigest digest = find(context);
        long sent = services.database()
                .read(tx -> DigestTotals.sum(
                        DigestTotalStore.of(tx, digest.number()).values()))
                .sent();
        confirm(
                context,
                digest,
                "Withdraw",
                "This deletes %s and removes the digest from search and the site. Changing its file publishes it again."
                        .formatted(count(sent, "message", "messages")),
                Paths.WITHDRAW);
    }

    private static void confirm(Context context, StoredDigest stored, String verb, String consequence, String action) {
        Digest digest = stored.digest();
        String address = Paths.digest(stored.number());
        new Confirmation(
                        Paths.DIGESTS,
                        verb + " this digest?",
                        "%s, %s, %s: %s"
                                .formatted(
                                        digest.topic().name(),
                                        digest.key().day(),
                                        Texts.of(LANGUAGE)
                                                .languageName(digest.key().language()),
                                        consequence),
                        danger(verb),
                        address + action,
                        address,
                        each())
                .show(context, Map.of());
    }

    private void show(Context context) {
        StoredDigest stored = find(context);
        long number = stored.number();
        Digest digest = stored.digest();
        List<Choice> choices = choices(digest);
        String wanted = query(context, VIEW);
        Choice chosen = choices.stream()
                .filter(choice -> choice.id().equals(wanted))
                .findFirst()
                .orElseGet(choices::getFirst);
        Session session = AccessControl.session(context);
        Optional<Long> scheduled = later.latest().map(known -> known.getOrDefault(number, 0L));
        List<DomContent> parts = services.database().read(tx -> {
            List<Diagnostic> found = FILES.warnings(tx, number, stored.revision());
            Optional<HeldDigest> held = services.digests().held().find(tx, number);
            DomContent shown = each(views(number, choices, chosen), both(content(tx, stored, chosen.view())));
            Stream<DomContent> first = held.isPresent()
                    ? Stream.of(
                            decision(tx, held.orElseThrow(), found.size(), session),
                            shown,
                            warnings(found),
                            about(tx, stored))
                    : Stream.of(
                            about(tx, stored),
                            warnings(found),
                            results(
                                    number,
                                    DigestTotalStore.of(tx, number),
                                    scheduled,
                                    FailedRetries.RetryStore.sendable(tx, number),
                                    session),
                            ReaderStatistics.votes(VoteStore.count(tx, number)),
                            ReaderStatistics.ofDigest(
                                    new ViewCountStore().ofDigest(tx, number), id -> perspectiveName(digest, id)),
                            shown);
            Stream<DomContent> last = Stream.of(
                    DigestSourcePages.revisions(number, FILES.revisions(tx, number), clock.instant()),
                    liveSection(
                            "history",
                            "Audit log",
                            audit.table(
                                    tx, AuditStore.about(tx, new AuditSubject.DigestSubject(number), Instant.EPOCH))));
            return Stream.concat(first, last).toList();
        });
        PageLayout.show(
                context,
                Paths.DIGESTS,
                digest.topic().name() + " · " + digest.key().day(),
                parts.toArray(DomContent[]::new));
    }

    private Content content(Transaction tx, StoredDigest stored, DigestView view) {
        Library library = services.library();
        DigestServices digests = services.digests();
        List<DigestContentBuilder.NumberedDigest> others = library.otherLanguages(tx, stored.number()).stream()
                .flatMap(other -> library.digest(tx, other.number()).stream())
                .map(other -> new DigestContentBuilder.NumberedDigest(other.number(), other.digest()))
                .toList();
        var links = new DigestControls(
                others,
                digests.webPages()
                        .of(tx, stored.number())
                        .or(() -> digests.webPages().expected(stored.digest())));
        Reader reader = reader(stored.digest(), stored.digest().key().language());
        return digests.views().view(stored.number(), stored.digest(), view, reader, links);
    }

    private static DomContent warnings(List<Diagnostic> found) {
        return found.isEmpty() ? each() : section(h2("Warnings"), ul(each(found, PageParts::diagnostic)));
    }

    /// The decision stays visible while the text is read.
    private DomContent decision(Transaction tx, HeldDigest held, int warnings, Session session) {
        String address = Paths.digest(held.digest().number());
        Digest digest = held.digest().digest();
        String topic = digest.key().topic();
        String why = digest.publishAt().filter(clock.instant()::isBefore).isPresent()
                ? "Its author wants it published later."
                : warnings == 0
                        ? "The configuration holds every digest."
                        : "It has " + count(warnings, "warning", "warnings") + ".";
        String undecided = "It waits until somebody decides"
                + (digest.model().isPresent() ? ", as a model's do until seven of the topic are released." : ".");
        long subscriptions = new SubscriberCountStore()
                .topics(tx).stream()
                        .filter(count -> count.topic().equals(topic))
                        .mapToLong(SubscriberCountStore.TopicCount::subscriptions)
                        .sum();
        return section(
                        h2("Held for review"),
                        p(
                                text(why + " "),
                                held.publishesAt()
                                        .<DomContent>map(at -> each(
                                                text("It is published automatically at "),
                                                fullMoment(at, clock.instant()),
                                                text(".")))
                                        .orElse(text(undecided)),
                                text(" The topic has " + count(subscriptions, "subscriber", "subscribers") + ".")),
                        acts(
                                form(session, address + Paths.RELEASE, primary("Release now")),
                                linkToConfirmation("Don't publish", address + Paths.DONT_PUBLISH)))
                .withClass("decision");
    }

    /// The name of the perspective; its id if an older revision had it.
    private static String perspectiveName(Digest digest, String id) {
        return digest.perspectives().stream()
                .filter(perspective -> perspective.id().equals(id))
                .findFirst()
                .map(Perspective::name)
                .orElse(id);
    }

    private static List<Choice> choices(Digest digest) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("overview", "Overview", new DigestView.Overview()));
        for (int i = 0; i < digest.perspectives().size(); i++) {
            choices.add(new Choice(
                    "perspective-" + i, digest.perspectives().get(i).name(), new DigestView.OnePerspective(i)));
        }
        if (digest.perspectives().size() > 1) {
            choices.add(new Choice("compare", "Compare", new DigestView.SideBySide()));
        }
        choices.add(new Choice("sources", "Sources", new DigestView.Sources()));
        return choices;
    }

    private static Reader reader(Digest digest, String language) {
        return new Reader(language, ReadingOptions.DEFAULT, digest.key().day(), ZoneId.systemDefault());
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
                                count(digest.sources().size(), "source", "sources")))
                .withClass("muted about");
        return div(
                facts,
                iff(FILES.file(tx, stored.number()), this::file),
                shares(services.digests().views().shares(digest, reader(digest, LANGUAGE))),
                iff(
                        stored.isVisible(),
                        acts(linkToConfirmation("Withdraw", Paths.digest(stored.number()) + Paths.WITHDRAW))));
    }

    private DomContent file(DigestFile file) {
        Instant now = clock.instant();
        List<DomContent> facts =
                new ArrayList<>(List.of(code(file.path()), text(" · received "), fullMoment(file.receivedAt(), now)));
        file.publishedAt().ifPresent(at -> facts.addAll(List.of(text(" · published "), fullMoment(at, now))));
        file.withdrawnAt().ifPresent(at -> facts.addAll(List.of(text(" · withdrawn "), fullMoment(at, now))));
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
        return div(each(
                        Platform.all(),
                        platform -> section(
                                h2(platform.title()),
                                new MessagePreview(services.digests().messages(), 3).of(platform, content))))
                .withClass("both");
    }

    /// `sendable` is the number of deliveries that a retry would send.
    private static DomContent results(
            long digest, Map<Platform, DigestTotals> totals, Optional<Long> scheduled, long sendable, Session session) {
        DigestTotals all = DigestTotals.sum(totals.values());
        if (all.planned() == 0) {
            return liveSection("results", TITLE, muted("No deliveries."));
        }
        DataTable<String> reasons = DeliveriesPage.failures(outcome -> outcome);
        totals.forEach((platform, each) ->
                reasons.number(platform.title(), outcome -> each.failures().getOrDefault(outcome, 0L)));
        return liveSection(
                "results",
                TITLE,
                p(DeliveryBar.of(all, scheduled)),
                DataTable.<Map.Entry<Platform, DigestTotals>>titled(TITLE)
                        .text("Platform", row -> row.getKey().title())
                        .number("Delivered", row -> row.getValue().sent())
                        .number("Scheduled or queued", row -> row.getValue().open())
                        .number("Failed", row -> row.getValue().failed())
                        .number("Cancelled", row -> row.getValue().cancelled())
                        .number("Interacted", row -> row.getValue().interacted())
                        .of(List.copyOf(totals.entrySet()), ""),
                iff(all.failed() > 0, reasons.of(List.copyOf(all.failures().keySet()), "")),
                iff(
                        sendable > 0,
                        acts(form(
                                session,
                                Paths.digest(digest) + Paths.RETRY,
                                normal("Send again to the " + count(sendable, "chat", "chats")
                                        + " where it failed")))));
    }

    private static DomContent shares(List<PerspectiveShare> shares) {
        return shares.isEmpty()
                ? each()
                : ShareBar.of(
                        figcaption("Articles by perspective"),
                        PerspectiveShare.divide(shares, ShareBar.WIDTH),
                        i -> shares.get(i).colour(),
                        i -> shares.get(i).fullText());
    }

    /// The pages with the Markdown of a digest's revision, and with what a revision changed.
    private record DigestSourcePages(Database database) {

        /// The number of unchanged lines around each change.
        private static final int CONTEXT = 3;

        /// The lines that name the two files.
        private static final int HEADER = 2;

        void add(RoutesConfig routes) {
            String digest = Paths.DIGESTS + "/{number}";
            routes.get(
                    digest + Paths.SOURCE + "/{revision}",
                    context -> show(
                            context,
                            "Revision ",
                            (number, revision) -> pre(source(number, revision)).withClass("source")));
            routes.get(
                    digest + Paths.CHANGES + "/{revision}",
                    context -> show(
                            context,
                            "Changes of revision ",
                            (number, revision) -> diff(source(number, revision - 1), source(number, revision))));
        }

        private static void show(Context context, String title, BiFunction<Integer, Integer, DomContent> content) {
            int digest = number(context, "number");
            int revision = number(context, "revision");
            PageLayout.show(
                    context,
                    Paths.DIGESTS,
                    title + revision,
                    p(a("‹ Digest").withHref(Paths.digest(digest))),
                    content.apply(digest, revision));
        }

        private String source(long digest, int revision) {
            return database.read(tx -> new DigestStore().source(tx, digest, revision))
                    .orElseThrow(() -> new NotFoundResponse("Revision not found."));
        }

        private static int number(Context context, String name) {
            return Forms.number(context.pathParam(name))
                    .filter(number -> number <= Integer.MAX_VALUE)
                    .map(Math::toIntExact)
                    .orElseThrow(() -> new NotFoundResponse("Revision not found."));
        }

        private static DomContent diff(String before, String after) {
            List<String> old = before.lines().toList();
            List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                    "before", "after", old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
            return diff.isEmpty()
                    ? muted("The text is the same.")
                    : pre(each(diff.subList(HEADER, diff.size()), DigestSourcePages::line))
                            .withClass("source diff");
        }

        private static DomContent line(String line) {
            String whole = line + "\n";
            return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '+' -> ins(whole);
                case '-' -> del(whole);
                case '@' -> code(whole);
                default -> text(whole);
            };
        }

        static DomContent revisions(long digest, List<RevisionDates> revisions, Instant now) {
            return liveSection(
                    "revisions",
                    "Revisions",
                    DataTable.<RevisionDates>titled("Revisions")
                            .number("Revision", RevisionDates::number)
                            .moment("Received", now, RevisionDates::receivedAt)
                            .text(
                                    "Readers were told",
                                    revision -> revision.changes()
                                            .map(DigestSourcePages::sentence)
                                            .orElse("–"))
                            .column("Text", revision -> links(digest, revision.number()))
                            .of(revisions, ""));
        }

        private static String sentence(RevisionChanges changes) {
            return switch (changes) {
                case RevisionChanges.AuthorNote(String text) -> text;
                case RevisionChanges.DetectedChanges(List<ChangedPart> parts) ->
                    parts.stream().map(DigestSourcePages::name).collect(Collectors.joining(", "));
            };
        }

        private static String name(ChangedPart part) {
            return switch (part.kind()) {
                case TITLE -> "title";
                case HIGHLIGHTS -> "highlights";
                case SECTION -> part.name();
                case SOURCES -> "sources";
                case DETAILS -> "details";
            };
        }

        private static DomContent links(long digest, int revision) {
            DomContent source = a("Markdown").withHref(Paths.digest(digest) + Paths.SOURCE + "/" + revision);
            return revision == 1
                    ? source
                    : each(
                            source,
                            text(" · "),
                            a("changes").withHref(Paths.digest(digest) + Paths.CHANGES + "/" + revision));
        }
    }
}
