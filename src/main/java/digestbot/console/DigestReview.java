package digestbot.console;

import static j2html.TagCreator.button;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.ul;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.console.signin.Sessions.Session;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.WarningStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What is doubtful in a digest, and whether it goes out if it is held back.
final class DigestReview implements Routes {

    private final Database database;
    private final HeldDigests holding;
    private final AuditLog audit;
    private final InstantSource clock;
    private final WarningStore warningStore = new WarningStore();

    DigestReview(Database database, HeldDigests holding, InstantSource clock) {
        this.database = database;
        this.holding = holding;
        this.clock = clock;
        audit = new AuditLog(clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.post(
                "/digests/{number}/release", context -> decide(context, holding::release, AuditAction.DIGEST_RELEASED));
        routes.post("/digests/{number}/keep", context -> decide(context, holding::keep, AuditAction.DIGEST_WITHDRAWN));
    }

    /// A section about it; nothing where all is well.
    Optional<DomContent> of(Transaction tx, StoredDigest stored, Session session) {
        List<Diagnostic> warnings = warningStore.of(tx, stored.number(), stored.revision());
        Optional<Instant> until = holding.find(tx, stored.number()).map(HeldDigests.Held::until);
        if (warnings.isEmpty() && until.isEmpty()) {
            return Optional.empty();
        }
        List<DomContent> content = new ArrayList<>();
        until.ifPresent(end -> content.add(held(stored.number(), end, session)));
        if (!warnings.isEmpty()) {
            content.add(ul(each(warnings, warning -> li("line %d: %s".formatted(warning.line(), warning.message())))));
        }
        return Optional.of(section(h2(warnings.isEmpty() ? "Held back" : "Doubtful"), each(content, each -> each)));
    }

    private DomContent held(long number, Instant until, Session session) {
        return form(
                        CsrfToken.field(session),
                        p().withText("Held back; it goes out all the same at ")
                                .with(PageParts.moment(until, clock.instant())),
                        button("Release it now").withType("submit"),
                        button("Do not publish it")
                                .withType("submit")
                                .attr("formaction", Paths.digest(number) + "/keep"))
                .withMethod("post")
                .withAction(Paths.digest(number) + "/release")
                .withClass("acts");
    }

    private void decide(Context context, BiPredicate<Transaction, Long> act, AuditAction deed) {
        long number = FormInput.number(context.pathParam("number"))
                .orElseThrow(() -> new NotFoundResponse("There is no such digest."));
        Actor by = AccessControl.session(context).actor();
        database.run(tx -> {
            if (act.test(tx, number)) {
                audit.note(tx, by, deed, new AuditSubject.Digest(number));
            }
        });
        context.redirect(Paths.digest(number), HttpStatus.SEE_OTHER);
    }
}
