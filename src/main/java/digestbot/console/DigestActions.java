package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.SubscriberCountStore;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.console.page.Buttons;
import digestbot.console.page.ConfirmationPage;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FlashMessages;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.DigestTotalStore;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.retries.FailedRetries;
import digestbot.digest.Diagnostic;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
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

/// The actions on a digest, and the part of its page with its warnings and, while it is held for
/// review, the decision.
final class DigestActions implements Routes {

    private final Database database;
    private final Library library;
    private final HeldDigests heldDigests;
    private final Withdrawals withdrawals;
    private final FailedRetries retries;
    private final AuditLog auditLog;
    private final InstantSource clock;
    private final DigestTotalStore totals = new DigestTotalStore();
    private final DigestStore digests = new DigestStore();
    private final SubscriberCountStore subscribers = new SubscriberCountStore();

    DigestActions(
            Database database, Library library, HeldDigests heldDigests, Withdrawals withdrawals, InstantSource clock) {
        this.database = database;
        this.library = library;
        this.heldDigests = heldDigests;
        this.withdrawals = withdrawals;
        retries = new FailedRetries(database, clock);
        this.clock = clock;
        auditLog = new AuditLog(clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        String digest = Paths.DIGESTS + "/{number}";
        routes.post(
                digest + Paths.RELEASE,
                context -> decide(
                        context,
                        number(context),
                        heldDigests::release,
                        AuditAction.DIGEST_RELEASED,
                        FlashMessage.RELEASED,
                        FlashMessage.NOT_HELD));
        routes.get(digest + Paths.DONT_PUBLISH, this::confirmRejection);
        routes.post(
                digest + Paths.DONT_PUBLISH,
                context -> decide(
                        context,
                        number(context),
                        heldDigests::reject,
                        AuditAction.DIGEST_REJECTED,
                        FlashMessage.NOT_PUBLISHED,
                        FlashMessage.NOT_HELD));
        routes.get(digest + Paths.WITHDRAW, this::confirmWithdrawal);
        routes.post(
                digest + Paths.WITHDRAW,
                context -> decide(
                        context,
                        find(context).number(),
                        withdrawals::withdraw,
                        AuditAction.DIGEST_WITHDRAWN,
                        FlashMessage.WITHDRAWN,
                        FlashMessage.NOT_PUBLISHED_ANYWAY));
        routes.post(digest + Paths.RETRY, this::retry);
    }

    /// The section with warnings and the pending decision; empty if there is neither.
    Optional<DomContent> of(Transaction tx, StoredDigest stored, Session session) {
        List<Diagnostic> found = digests.warnings(tx, stored.number(), stored.revision());
        Optional<Instant> until = heldDigests.find(tx, stored.number()).map(HeldDigests.HeldDigest::until);
        if (found.isEmpty() && until.isEmpty()) {
            return Optional.empty();
        }
        List<DomContent> content = new ArrayList<>();
        if (!found.isEmpty()) {
            content.add(h2("Warnings"));
            content.add(ul(each(found, PageParts::diagnostic)));
        }
        until.ifPresent(end -> content.add(decision(tx, stored, end, session)));
        return Optional.of(section(each(content, each -> each)));
    }

    private DomContent decision(Transaction tx, StoredDigest stored, Instant until, Session session) {
        String address = Paths.digest(stored.number());
        long subscriptions = subscriptions(tx, stored.digest().key().topic());
        return each(
                h2("Held for review"),
                p(
                        text("Publishes automatically at "),
                        PageParts.fullMoment(until, clock.instant()),
                        text(". The topic has " + PageParts.count(subscriptions, "subscriber", "subscribers") + ".")),
                div(
                                Buttons.form(session, address + Paths.RELEASE, Buttons.primary("Release now")),
                                Buttons.linkToConfirmation("Don't publish", address + Paths.DONT_PUBLISH))
                        .withClass("acts"));
    }

    private long subscriptions(Transaction tx, String topic) {
        return subscribers.topics(tx).stream()
                .filter(count -> count.topic().equals(topic))
                .mapToLong(SubscriberCountStore.TopicCount::subscriptions)
                .sum();
    }

    private void confirmRejection(Context context) {
        long number = number(context);
        Optional<HeldDigests.HeldDigest> found = database.read(tx -> heldDigests.find(tx, number));
        if (found.isEmpty()) {
            context.redirect(Paths.digest(number) + "?" + FlashMessage.NOT_HELD.query(), HttpStatus.SEE_OTHER);
            return;
        }
        StoredDigest digest = found.orElseThrow().digest();
        var page = new ConfirmationPage(
                Paths.DIGESTS,
                "Don't publish this digest?",
                digest.digest().topic().name() + ", " + digest.digest().key().day()
                        + ": no subscriber gets the digest, and nobody finds it, unless its file is corrected.",
                "Don't publish",
                Paths.digest(number) + Paths.DONT_PUBLISH,
                Paths.digest(number));
        context.html(page.of(AccessControl.frame(context)));
    }

    private static long number(Context context) {
        return FormInput.number(context.pathParam("number"))
                .orElseThrow(() -> new NotFoundResponse("Digest not found."));
    }

    private void decide(
            Context context,
            long number,
            BiPredicate<Transaction, Long> act,
            AuditAction action,
            FlashMessage done,
            FlashMessage tooLate) {
        Actor by = AccessControl.session(context).actor();
        boolean decided = database.write(tx -> {
            boolean acted = act.test(tx, number);
            if (acted) {
                auditLog.record(tx, by, action, new AuditSubject.DigestSubject(number));
            }
            return acted;
        });
        context.redirect(Paths.digest(number) + "?" + (decided ? done : tooLate).query(), HttpStatus.SEE_OTHER);
    }

    private void confirmWithdrawal(Context context) {
        StoredDigest digest = find(context);
        long sent = database.read(tx -> totals.of(tx, digest.number())).sent();
        String address = Paths.digest(digest.number());
        var page = new ConfirmationPage(
                Paths.DIGESTS,
                "Withdraw this digest?",
                "%s, %s: %s deleted, and nobody finds the digest any more. It is published again if its file changes."
                        .formatted(
                                digest.digest().topic().name(),
                                digest.digest().key().day(),
                                PageParts.count(sent, "delivery is", "deliveries are")),
                "Withdraw",
                address + Paths.WITHDRAW,
                address);
        context.html(page.of(AccessControl.frame(context)));
    }

    private void retry(Context context) {
        long number = find(context).number();
        Actor by = AccessControl.session(context).actor();
        FailedRetries.RetryCounts retried = retries.retryDigest(
                number,
                tx -> auditLog.record(tx, by, AuditAction.DELIVERIES_RETRIED, new AuditSubject.DigestSubject(number)));
        context.redirect(Paths.digest(number) + "?" + FlashMessages.retried(retried), HttpStatus.SEE_OTHER);
    }

    private StoredDigest find(Context context) {
        return FormInput.number(context.pathParam("number"))
                .flatMap(number -> database.read(tx -> library.all().digest(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("Digest not found."));
    }
}
