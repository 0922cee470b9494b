package digestbot.console;

import static j2html.TagCreator.section;

import digestbot.audit.AuditStore;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.database.Database;
import digestbot.database.Transaction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.util.List;

/// The audit log, newest first.
final class AuditPage implements Routes {

    private static final String PAGE = "page";
    private static final int PAGE_SIZE = 50;

    private final Database database;
    private final AuditTable table;
    private final AuditStore store = new AuditStore();

    AuditPage(Database database, AuditTable table) {
        this.database = database;
        this.table = table;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.AUDIT, this::show);
    }

    private void show(Context context) {
        int page = FormInput.page(context, PAGE);
        context.html(database.read(
                tx -> PageLayout.of(Paths.AUDIT, "Audit log", AccessControl.frame(context), content(tx, page))));
    }

    private List<DomContent> content(Transaction tx, int page) {
        DomContent entries = section(table.of(tx, store.page(tx, PAGE_SIZE, page * PAGE_SIZE)))
                .withId("acts")
                .attr("data-live");
        return List.of(
                entries,
                PageParts.pages(
                        page,
                        (page + 1) * PAGE_SIZE < store.count(tx),
                        other -> Paths.AUDIT + "?" + PAGE + "=" + other));
    }
}
