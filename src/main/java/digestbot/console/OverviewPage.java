package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.p;

import digestbot.audience.Platform;
import digestbot.audit.AuditStore;
import digestbot.console.overview.Attention;
import digestbot.console.overview.Overview;
import digestbot.console.overview.Overview.Choice;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageFrame;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.util.Optional;

/// The overview: what needs attention, the key figures, the history of deliveries and subscribers,
/// today's digests, and what comes next.
final class OverviewPage implements Routes {

    private static final String FILES = "files";
    private static final String RANGE = "range";
    private static final String PLATFORM = "platform";
    private static final int RECENT_ACTIONS = 5;

    private final Database database;
    private final Overview overview;
    private final Attention attention;
    private final AuditTable auditTable;
    private final AuditStore auditStore = new AuditStore();

    OverviewPage(Database database, Overview overview, Attention attention, AuditTable auditTable) {
        this.database = database;
        this.overview = overview;
        this.attention = attention;
        this.auditTable = auditTable;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.OVERVIEW, this::show);
    }

    private void show(Context context) {
        var choice = new Choice(
                Optional.ofNullable(context.queryParam(RANGE)).orElse(""),
                Optional.ofNullable(context.queryParam(PLATFORM)).flatMap(Platform::find),
                FormInput.page(context, FILES));
        Session session = AccessControl.session(context);
        Attention.Findings findings = database.read(attention::read);
        context.html(PageLayout.of(
                Paths.OVERVIEW,
                "Overview",
                new PageFrame(session, findings::count),
                overview.sections(findings, choice, session, recentActions())));
    }

    private DomContent recentActions() {
        return PageParts.liveSection(
                "activity",
                "Recent activity",
                database.read(tx -> auditTable.of(tx, auditStore.page(tx, RECENT_ACTIONS, 0))),
                p(a("Audit log ›").withHref(Paths.AUDIT)));
    }
}
