package digestbot.chat.read;

import digestbot.action.LookupPress;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
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
public final class ChangesCommand implements HandlerRegistry.Handler {

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

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(LookupCommand.Changes.class, this::changes);
        registry.on(LookupPress.ShowChanges.class, this::pressed);
    }

    private Reply changes(CommandContext context, LookupCommand.Changes typed) {
        return lookup.replyForTopicAndDay(
                context,
                typed.topic(),
                typed.date(),
                (publicContext, stored) -> languageNote.addTo(publicContext, stored, content(publicContext, stored)),
                stored -> new LookupPress.ShowChanges(stored.number()));
    }

    private Reply pressed(CommandContext context, LookupPress.ShowChanges press) {
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
