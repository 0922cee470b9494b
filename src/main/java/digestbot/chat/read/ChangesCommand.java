package digestbot.chat.read;

import digestbot.button.LookupPress;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Routes;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.i18n.DigestPhrase;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.util.Optional;

/// The changes since the previous digest: that of the day before, or else the last one within a
/// week.
public final class ChangesCommand implements Routes.Handler {

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

    @Override
    public void register(Routes routes) {
        routes.on(LookupCommand.Changes.class, this::changes);
        routes.on(LookupPress.Changes.class, this::pressed);
    }

    private Reply changes(CommandContext asked, LookupCommand.Changes typed) {
        return picking.sameOfAll(
                asked,
                typed.topic(),
                typed.date(),
                (aloud, stored) -> inLanguage.headed(aloud, stored, content(aloud, stored)),
                stored -> new LookupPress.Changes(stored.number()));
    }

    private Reply pressed(CommandContext asked, LookupPress.Changes press) {
        return library.digest(asked.transaction(), press.digest())
                .map(stored -> Placement.turned(asked, press, content(asked, stored), 0))
                .orElseGet(() -> asked.refuse(DigestPhrase.DIGEST_GONE));
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
