package digestbot.site.feed;

import digestbot.audience.ReadingOptions;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteEdition;
import digestbot.site.feed.Feed.FeedEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Makes the entries of digests: the text of a view, and below it the sources. Pure.
public final class DigestEntries {

    private final SiteAddresses site;
    private final DigestViews views;

    public DigestEntries(SiteAddresses site, DigestViews views) {
        this.site = site;
        this.views = views;
    }

    /// The entry of a whole digest.
    public FeedEntry whole(SiteEdition edition) {
        Digest digest = edition.digest();
        return entry(
                edition,
                EntryId.of(site.base(), digest.key()),
                digest.title(),
                edition.address(),
                view(digest, new DigestView.Overview()));
    }

    /// The entry of one perspective of a digest.
    ///
    /// @param ordinal the perspective's place in the digest
    public FeedEntry perspective(SiteEdition edition, int ordinal) {
        Digest digest = edition.digest();
        Perspective perspective = digest.perspectives().get(ordinal);
        return entry(
                edition,
                EntryId.of(site.base(), digest.key(), Optional.of(perspective.id())),
                digest.title() + " · " + perspective.name(),
                edition.perspective(ordinal),
                view(digest, new DigestView.OnePerspective(ordinal)));
    }

    private FeedEntry entry(SiteEdition edition, String id, String title, SiteAddress address, List<Panel> text) {
        Digest digest = edition.digest();
        List<Panel> panels = new ArrayList<>(text);
        panels.addAll(sources(edition));
        return new FeedEntry(
                id,
                title,
                site.absolute(address),
                tag(digest.key().language()),
                edition.publishedAt(),
                updated(edition),
                EntryHtml.of(panels),
                digest.topic().name());
    }

    /// The sources under a heading, without the note on a correction, which stands above the text.
    private List<Panel> sources(SiteEdition edition) {
        Digest digest = edition.digest();
        if (digest.sources().isEmpty()) {
            return List.of();
        }
        List<Panel> list = view(digest.with(Optional.<Correction>empty()), new DigestView.Sources(true));
        String heading = Texts.of(digest.key().language()).format(DigestPhrase.SOURCES);
        return list.stream()
                .map(panel -> new Panel(
                        panel.style(),
                        heading,
                        "",
                        OptionalInt.empty(),
                        panel.subtitle(),
                        panel.body(),
                        panel.footer()))
                .toList();
    }

    private List<Panel> view(Digest digest, DigestView view) {
        var reader = new Reader(
                digest.key().language(), ReadingOptions.DEFAULT, digest.key().day(), ZoneOffset.UTC, Set.of());
        return views.panels(digest, view, reader);
    }

    /// A digest that was withdrawn and published again has corrections that are older than its
    /// publication.
    private static Instant updated(SiteEdition edition) {
        return edition.updatedAt().isBefore(edition.publishedAt()) ? edition.publishedAt() : edition.updatedAt();
    }

    /// A tag as feeds write it; digests may have `zh_CN`.
    static String tag(String language) {
        return language.replace('_', '-');
    }
}
