package digestbot.console;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.console.page.ConfirmationPage;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.RetryMessages;
import digestbot.console.page.Routes;
import digestbot.console.statistics.DigestTotalStore;
import digestbot.database.Database;
import digestbot.delivery.retries.FailedRetries;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;

/// The actions on a published digest: it is withdrawn, and its failed deliveries are retried.
final class DigestActionRoutes implements Routes {

    private final Database database;
    private final Library library;
    private final Withdrawals withdrawals;
    private final FailedRetries retries;
    private final AuditLog auditLog;
    private final DigestTotalStore totals = new DigestTotalStore();

    DigestActionRoutes(Database database, Library library, Withdrawals withdrawals, InstantSource clock) {
        this.database = database;
        this.library = library;
        this.withdrawals = withdrawals;
        retries = new FailedRetries(database, clock);
        auditLog = new AuditLog(clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        String digest = Paths.DIGESTS + "/{number}";
        routes.get(digest + Paths.WITHDRAW, this::confirm);
        routes.post(digest + Paths.WITHDRAW, this::withdraw);
        routes.post(digest + Paths.RETRY, this::retry);
    }

    private void confirm(Context context) {
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

    private void withdraw(Context context) {
        long number = find(context).number();
        Actor by = AccessControl.session(context).actor();
        boolean withdrawn = database.write(tx -> {
            boolean changed = withdrawals.withdraw(tx, number);
            if (changed) {
                auditLog.record(tx, by, AuditAction.DIGEST_WITHDRAWN, new AuditSubject.DigestSubject(number));
            }
            return changed;
        });
        FlashMessage message = withdrawn ? FlashMessage.WITHDRAWN : FlashMessage.NOT_PUBLISHED_ANYWAY;
        context.redirect(Paths.digest(number) + "?" + message.query(), HttpStatus.SEE_OTHER);
    }

    private void retry(Context context) {
        long number = find(context).number();
        Actor by = AccessControl.session(context).actor();
        FailedRetries.RetryCounts retried = retries.retryDigest(
                number,
                tx -> auditLog.record(tx, by, AuditAction.DELIVERIES_RETRIED, new AuditSubject.DigestSubject(number)));
        context.redirect(Paths.digest(number) + "?" + RetryMessages.query(retried), HttpStatus.SEE_OTHER);
    }

    private StoredDigest find(Context context) {
        return FormInput.number(context.pathParam("number"))
                .flatMap(number -> database.read(tx -> library.all().digest(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("Digest not found."));
    }
}
