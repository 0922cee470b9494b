package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.edition.Content;
import digestbot.edition.Editions;
import digestbot.edition.Origin;
import digestbot.edition.Origin.Subject;
import digestbot.library.Library;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.List;
import java.util.Optional;

/// Makes what an answer says anew from what was stored of it, in the revision that it was given with.
final class OriginContent {

    private final Library library;
    private final Editions editions;
    private final OtherLanguages languages;

    OriginContent(Library library, Editions editions) {
        this.library = library;
        this.editions = editions;
        languages = new OtherLanguages(library);
    }

    /// What it says; of a digest that is not out any more, that it was withdrawn.
    ///
    /// @throws IllegalStateException if there is no such revision
    Content of(Transaction transaction, Origin origin) {
        Subject subject = origin.subject();
        return withdrawn(transaction, subject.digest(), origin.reader().language())
                .orElseGet(() -> shown(transaction, origin, subject));
    }

    /// The words instead of a digest that is not out any more; empty if it is.
    Optional<Content> withdrawn(Transaction transaction, long digest, String language) {
        return library.digest(transaction, digest).isPresent()
                ? Optional.empty()
                : Optional.of(Content.text(Words.of(language).say(Phrase.WITHDRAWN), List.of()));
    }

    private Content shown(Transaction transaction, Origin origin, Subject subject) {
        var digest = library.all().content(transaction, subject.digest(), subject.revision());
        Content content = switch (subject) {
            case Subject.Viewed viewed ->
                editions.edition(
                        viewed.digest(),
                        digest,
                        viewed.view(),
                        origin.reader(),
                        languages.read(transaction, languages.of(transaction, viewed.digest())));
            case Subject.Compared compared ->
                editions.changes(
                        compared.digest(),
                        digest,
                        compared.before()
                                .filter(before -> library.digest(transaction, before.digest())
                                        .isPresent())
                                .map(before -> library.all().content(transaction, before.digest(), before.revision())),
                        origin.reader());
        };
        return content.framed(origin.framing());
    }
}
