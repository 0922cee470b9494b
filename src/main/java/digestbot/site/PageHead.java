package digestbot.site;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the head of a page says about it.
///
/// @param title without the name of the site
/// @param description one or two sentences; may be empty
/// @param language the language of the page, an IETF tag
/// @param languages the same page in all its languages, this one included; empty if there is only one
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

    /// The page in a language, an IETF tag.
    public record PageLanguage(String language, SiteAddress address) {}

    /// What search engines and link previews are told of a digest.
    ///
    /// @param structuredData a JSON-LD document
    public record ArticleHead(Instant publishedAt, Instant updatedAt, PageImage picture, String structuredData) {}

    /// A picture.
    ///
    /// @param path its path, relative to the base address
    /// @param text what it shows, in words
    public record PageImage(String path, String text) {}

    /// A link in the head of a page and in its footer, such as that to a feed.
    ///
    /// @param type the type of what it leads to
    /// @param title what readers see
    /// @param path relative to the base address
    public record HeadLink(String type, String title, String path) {}
}
