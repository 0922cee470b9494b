package digestbot.site;

import digestbot.digest.Digest;
import digestbot.library.archive.PublishedDigestStore.ListedCorrection;
import digestbot.site.PageHead.PageLanguage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A published digest with the facts that its pages and feeds show.
///
/// @param publishedAt the time of its first revision for readers
/// @param corrections the changes of each later revision, the newest first
/// @param languages all languages of this digest, this one included, sorted by tag
/// @param editions the other editions of the day, sorted
/// @param earlier the neighbour on an earlier day in the same language
/// @param later the neighbour on a later day in the same language
public record SiteEdition(
        long number,
        int revision,
        Digest digest,
        SiteAddress.OfDay address,
        Instant publishedAt,
        List<ListedCorrection> corrections,
        List<PageLanguage> languages,
        List<SiteAddress.OfDay> editions,
        Optional<SiteAddress.OfDay> earlier,
        Optional<SiteAddress.OfDay> later) {

    public SiteEdition {
        corrections = List.copyOf(corrections);
        languages = List.copyOf(languages);
        editions = List.copyOf(editions);
    }

    /// The time of the last change that readers see.
    public Instant updatedAt() {
        return corrections.isEmpty() ? publishedAt : corrections.getFirst().at();
    }

    public SiteEdition with(Digest other) {
        return new SiteEdition(
                number, revision, other, address, publishedAt, corrections, languages, editions, earlier, later);
    }

    public SiteAddress.OfPerspective perspective(int ordinal) {
        return new SiteAddress.OfPerspective(
                address, digest.perspectives().get(ordinal).id());
    }
}
