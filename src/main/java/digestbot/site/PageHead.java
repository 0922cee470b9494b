package digestbot.site;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The facts in the head of a page.
///
/// @param title without the name of the site
/// @param description one or two sentences; may be empty
/// @param language the language of the page, an IETF tag
/// @param languages the same page in all its languages, this one included; empty if there is only
///     one
public record PageHead(
        String title,
        String description,
        String language,
        SiteAddress address,
        List<PageLanguage> languages,
        Optional<ArticleHead> article) {

    public PageHead {
        languages = List.copyOf(languages);
    }

    public record PageLanguage(String language, SiteAddress address) {}

    /// The facts of a digest for search engines and link previews.
    ///
    /// @param picture the path of a picture, relative to the base address
    /// @param structuredData a JSON-LD document
    public record ArticleHead(
            Instant publishedAt, Instant updatedAt, String picture, String pictureText, String structuredData) {}
}
