package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import digestbot.database.Database;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.RevisionDates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// The pages with the Markdown of a digest's revision, and with what a revision changed.
record DigestSourcePages(Database database) {

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
