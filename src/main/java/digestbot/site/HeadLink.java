package digestbot.site;

/// A link in the head of a page and in its footer, such as that to a feed.
///
/// @param type the type of what it leads to
/// @param title what readers see
/// @param path relative to the base address
public record HeadLink(String type, String title, String path) {}
