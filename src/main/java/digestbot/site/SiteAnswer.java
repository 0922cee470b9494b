package digestbot.site;

/// What the site has at a path.
public sealed interface SiteAnswer {

    /// A page.
    record Found(String html) implements SiteAnswer {}

    /// The page is at another path.
    ///
    /// @param path relative to the base address
    /// @param isPermanent true if that never changes
    record Elsewhere(String path, boolean isPermanent) implements SiteAnswer {}

    /// A digest was there and has been withdrawn.
    record Gone(String html) implements SiteAnswer {}

    /// Nothing readers may know of.
    record Missing(String html) implements SiteAnswer {}
}
