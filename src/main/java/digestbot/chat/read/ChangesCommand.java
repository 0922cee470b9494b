package digestbot.chat.read;

import digestbot.button.LookupPress;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.util.Optional;

/// The changes since the previous digest: that of the day before, or else the last one within a
/// week.
public final class ChangesCommand {

    private static final int DAYS_BACK = 7;

    private final Library library;
    private final DigestCommands looking;
    private final DigestLookup picking;
    private final DigestViews editions;
    private final LanguageNote inLanguage;

    public ChangesCommand(Library library, DigestCommands looking, DigestLookup picking, DigestViews editions) {
        this.library = library;
        this.looking = looking;
        this.picking = picking;
        this.inLanguage = new LanguageNote(library);
        this.editions = editions;
    }

    public Reply changes(CommandContext asked, String typedTopic, String typedDate) {
        return picking.sameOfAll(
                asked,
                typedTopic,
                typedDate,
                (aloud, stored) -> inLanguage.headed(aloud, stored, content(aloud, stored)),
                stored -> new LookupPress.Changes(stored.number()));
    }

    /// The changes of one digest; empty if it no longer exists.
    public Optional<Content> changes(CommandContext asked, long digest) {
        return library.digest(asked.transaction(), digest).map(stored -> content(asked, stored));
    }

    private Content content(CommandContext asked, StoredDigest stored) {
        Optional<StoredDigest> before =
                library.before(asked.transaction(), stored.digest().key(), DAYS_BACK);
        Reader reader = looking.reader(asked, stored);
        return editions.changes(stored.number(), stored.digest(), before.map(StoredDigest::digest), reader)
                .from(new ContentOrigin(
                        new Subject.Compared(
                                stored.number(),
                                stored.revision(),
                                before.map(with -> new ContentOrigin.Before(with.number(), with.revision()))),
                        reader));
    }
}
