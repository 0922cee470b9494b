package digestbot.delivery.rendering;

import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.views.DigestLinks;
import digestbot.content.views.DigestViews;
import digestbot.database.Transaction;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.util.List;
import java.util.Optional;

/// Recreates the content of a reply from its stored origin, in the original revision.
public final class OriginContent {

    private final Library library;
    private final DigestViews digestViews;
    private final OtherLanguages languages;
    private final WebPages webPages;

    public OriginContent(Library library, DigestViews digestViews, WebPages webPages) {
        this.library = library;
        this.digestViews = digestViews;
        languages = new OtherLanguages(library);
        this.webPages = webPages;
    }

    /// The content of a reply; a notice if the digest was withdrawn.
    ///
    /// @throws IllegalStateException if there is no such revision
    public Content of(Transaction transaction, ContentOrigin origin) {
        Subject subject = origin.subject();
        return withdrawn(transaction, subject.digest(), origin.reader().language())
                .orElseGet(() -> shown(transaction, origin, subject));
    }

    /// The notice for a withdrawn digest; empty if it is visible.
    public Optional<Content> withdrawn(Transaction transaction, long digest, String language) {
        return library.digest(transaction, digest).isPresent()
                ? Optional.empty()
                : Optional.of(Content.text(Texts.of(language).format(DigestPhrase.WITHDRAWN), List.of()));
    }

    private Content shown(Transaction transaction, ContentOrigin origin, Subject subject) {
        var digest = library.all().content(transaction, subject.digest(), subject.revision());
        Content content = switch (subject) {
            case Subject.ViewSubject viewed ->
                digestViews.view(
                        viewed.digest(),
                        digest,
                        viewed.view(),
                        origin.reader(),
                        new DigestLinks(
                                languages.read(transaction, languages.of(transaction, viewed.digest())),
                                webPages.of(transaction, viewed.digest())));
            case Subject.ChangesSubject compared ->
                digestViews.changes(
                        compared.digest(),
                        digest,
                        compared.before()
                                .filter(before -> library.digest(transaction, before.digest())
                                        .isPresent())
                                .map(before -> library.all().content(transaction, before.digest(), before.revision())),
                        origin.reader(),
                        webPages.of(transaction, compared.digest()));
        };
        return content.withAdditions(origin.additions());
    }
}
