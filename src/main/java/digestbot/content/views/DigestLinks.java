package digestbot.content.views;

import java.util.List;
import java.util.Optional;

/// The links of a digest's message, besides those to the digest's own views.
///
/// @param languages the same digest in other languages, each of which gets a button
/// @param pages its pages on the public site, if it has any
public record DigestLinks(List<DigestViews.NumberedDigest> languages, Optional<DigestPages> pages) {

    public static final DigestLinks NONE = new DigestLinks(List.of(), Optional.empty());

    public DigestLinks {
        languages = List.copyOf(languages);
    }

    public static DigestLinks to(Optional<DigestPages> pages) {
        return new DigestLinks(List.of(), pages);
    }
}
