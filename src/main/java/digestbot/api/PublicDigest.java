package digestbot.api;

import digestbot.content.views.PerspectiveShare;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.site.SiteEdition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A published digest, and what belongs to it.
///
/// @param shares the shares of its perspectives, in their order; empty if they are not known
public record PublicDigest(SiteEdition edition, List<PerspectiveShare> shares) {

    public PublicDigest {
        shares = List.copyOf(shares);
    }

    /// The digest itself.
    public Digest digest() {
        return edition.digest();
    }

    /// The place of the perspective with that id, ignoring case.
    public Optional<Integer> perspective(String id) {
        return IntStream.range(0, digest().perspectives().size())
                .filter(ordinal -> digest().perspectives().get(ordinal).id().equalsIgnoreCase(id))
                .boxed()
                .findFirst();
    }

    /// The ids of its perspectives, separated by commas.
    public String perspectiveIds() {
        return digest().perspectives().stream().map(Perspective::id).collect(Collectors.joining(", "));
    }

    /// A copy with a shorter text.
    public PublicDigest with(Digest shorter) {
        return new PublicDigest(
                new SiteEdition(
                        edition.number(),
                        edition.revision(),
                        shorter,
                        edition.address(),
                        edition.publishedAt(),
                        edition.corrections(),
                        edition.languages(),
                        edition.editions(),
                        edition.earlier(),
                        edition.later()),
                shares);
    }
}
