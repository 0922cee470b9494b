package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.Placement;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.util.Optional;

/// The changes since the previous digest: that of the day before, or else the last one within a
/// week.
public final class ChangesCommand {

    private static final int DAYS_BACK = 7;

    private final Library library;
    private final DigestCommands digests;
    private final DigestLookup lookup;
    private final DigestViews digestViews;
    private final WebPages webPages;
    private final LanguageNote languageNote;

    public ChangesCommand(
            Library library, DigestCommands digests, DigestLookup lookup, DigestViews digestViews, WebPages webPages) {
        this.library = library;
        this.digests = digests;
        this.lookup = lookup;
        this.languageNote = new LanguageNote(library);
        this.digestViews = digestViews;
        this.webPages = webPages;
    }

    public Reply changes(CommandContext context, ReadAction.Changes typed) {
        return lookup.replyForTopicAndDay(
                context,
                typed.topic(),
                typed.date(),
                (publicContext, stored) -> languageNote.addTo(publicContext, stored, content(publicContext, stored)),
                stored -> new ReadAction.ShowChanges(stored.number()));
    }

    public Reply pressed(CommandContext context, ReadAction.ShowChanges press) {
        return library.digest(context.transaction(), press.digest())
                .map(stored -> Placement.linkedView(context, press, content(context, stored), 0))
                .orElseGet(() -> context.refuse("digest-gone"));
    }

    private Content content(CommandContext context, StoredDigest stored) {
        Optional<StoredDigest> before =
                library.previous(context.transaction(), stored.digest().key(), DAYS_BACK);
        Reader reader = digests.reader(context, stored);
        return digestViews
                .changes(
                        stored.number(),
                        stored.digest(),
                        before.map(StoredDigest::digest),
                        reader,
                        webPages.of(context.transaction(), stored.number()))
                .withOrigin(new ContentOrigin(
                        new Subject.ChangesSubject(
                                stored.number(),
                                stored.revision(),
                                before.map(with -> new ContentOrigin.ComparedDigest(with.number(), with.revision()))),
                        reader));
    }
}
