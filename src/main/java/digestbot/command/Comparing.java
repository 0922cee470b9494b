package digestbot.command;

import digestbot.edition.AskingPress;
import digestbot.edition.Content;
import digestbot.edition.Editions;
import digestbot.edition.Origin;
import digestbot.edition.Origin.Subject;
import digestbot.edition.Reader;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import java.util.Optional;

/// What is new on each side since the digest before, which names its day: the one of the day before where there is
/// one, else the last within a week.
final class Comparing {

    private static final int DAYS_BACK = 7;

    private final Library library;
    private final Looking looking;
    private final Picking picking;
    private final Editions editions;
    private final InLanguage inLanguage;

    Comparing(Library library, Looking looking, Picking picking, Editions editions) {
        this.library = library;
        this.looking = looking;
        this.picking = picking;
        this.inLanguage = new InLanguage(library);
        this.editions = editions;
    }

    Reply changes(Asked asked, String typedTopic, String typedDate) {
        return picking.sameOfAll(
                asked,
                typedTopic,
                typedDate,
                (aloud, stored) -> inLanguage.headed(aloud, stored, content(aloud, stored)),
                stored -> new AskingPress.Changes(stored.number()));
    }

    /// The same of a certain digest; empty if it is not there any more.
    Optional<Content> changes(Asked asked, long digest) {
        return library.digest(asked.transaction(), digest).map(stored -> content(asked, stored));
    }

    private Content content(Asked asked, StoredDigest stored) {
        Optional<StoredDigest> before =
                library.before(asked.transaction(), stored.digest().key(), DAYS_BACK);
        Reader reader = looking.reader(asked, stored);
        return editions.changes(stored.number(), stored.digest(), before.map(StoredDigest::digest), reader)
                .from(new Origin(
                        new Subject.Compared(
                                stored.number(),
                                stored.revision(),
                                before.map(with -> new Origin.Before(with.number(), with.revision()))),
                        reader));
    }
}
