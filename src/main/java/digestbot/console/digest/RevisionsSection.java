package digestbot.console.digest;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.text;

import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.library.archive.DigestFileStore.RevisionDates;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The section of a digest's page that lists its revisions.
public final class RevisionsSection {

    private RevisionsSection() {}

    /// The section.
    ///
    /// @param revisions the newest first
    public static DomContent of(long digest, List<RevisionDates> revisions, Instant now) {
        return PageParts.liveSection(
                "revisions",
                "Revisions",
                DataTable.<RevisionDates>titled("Revisions")
                        .number("Revision", RevisionDates::number)
                        .moment("Received", now, RevisionDates::receivedAt)
                        .text(
                                "Readers were told",
                                revision -> revision.changes()
                                        .map(RevisionsSection::sentence)
                                        .orElse("–"))
                        .column("Text", revision -> links(digest, revision.number()))
                        .of(revisions, ""));
    }

    private static String sentence(RevisionChanges changes) {
        return switch (changes) {
            case RevisionChanges.AuthorNote(String text) -> text;
            case RevisionChanges.DetectedChanges(List<ChangedPart> parts) ->
                parts.stream().map(RevisionsSection::name).collect(Collectors.joining(", "));
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
