package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;

import digestbot.console.digest.SourceDiff;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.database.Database;
import digestbot.library.archive.DigestFileStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import j2html.tags.DomContent;
import java.util.List;

/// The pages with the Markdown of a digest's revision, and with what a revision changed.
final class DigestSourcePages implements Routes {

    private final Database database;
    private final DigestFileStore files = new DigestFileStore();

    DigestSourcePages(Database database) {
        this.database = database;
    }

    @Override
    public void add(RoutesConfig routes) {
        String digest = Paths.DIGESTS + "/{number}";
        routes.get(digest + Paths.SOURCE + "/{revision}", this::source);
        routes.get(digest + Paths.CHANGES + "/{revision}", this::changes);
    }

    private void source(Context context) {
        long digest = number(context, "number");
        int revision = Math.toIntExact(number(context, "revision"));
        show(
                context,
                digest,
                "Revision " + revision,
                pre(source(digest, revision)).withClass("source"));
    }

    private void changes(Context context) {
        long digest = number(context, "number");
        int revision = Math.toIntExact(number(context, "revision"));
        show(
                context,
                digest,
                "Changes of revision " + revision,
                SourceDiff.of(source(digest, revision - 1), source(digest, revision)));
    }

    private static void show(Context context, long digest, String title, DomContent content) {
        context.html(PageLayout.of(
                Paths.DIGESTS,
                title,
                AccessControl.frame(context),
                List.of(p(a("‹ Digest").withHref(Paths.digest(digest))), content)));
    }

    private String source(long digest, int revision) {
        return database.read(tx -> files.source(tx, digest, revision))
                .orElseThrow(() -> new NotFoundResponse("Revision not found."));
    }

    private static long number(Context context, String name) {
        return FormInput.number(context.pathParam(name))
                .filter(number -> number <= Integer.MAX_VALUE)
                .orElseThrow(() -> new NotFoundResponse("Revision not found."));
    }
}
