package digestbot.site.feed;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.StoredDigest;
import digestbot.site.feed.Feed.FeedEntry;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Makes the entries of digests: the text of a view, and below it the sources.
final class DigestEntries {

    private final URI site;
    private final DigestViews views;

    /// @param site the address of the site
    DigestEntries(URI site, DigestViews views) {
        this.site = site;
        this.views = views;
    }

    /// The entry of a whole digest.
    ///
    /// @param address the address of its page
    FeedEntry whole(StoredDigest stored, String address) {
        Digest digest = stored.digest();
        return entry(
                stored,
                EntryId.of(site, digest.key()),
                digest.title(),
                address,
                view(stored, digest, new DigestView.Overview()));
    }

    /// The entry of one perspective of a digest.
    ///
    /// @param ordinal the perspective's place in the digest
    /// @param address the address of its page
    FeedEntry perspective(StoredDigest stored, int ordinal, String address) {
        Digest digest = stored.digest();
        Perspective perspective = digest.perspectives().get(ordinal);
        return entry(
                stored,
                EntryId.of(site, digest.key(), Optional.of(perspective.id())),
                digest.title() + " · " + perspective.name(),
                address,
                view(stored, digest, new DigestView.OnePerspective(ordinal)));
    }

    private FeedEntry entry(StoredDigest stored, String id, String title, String address, Content text) {
        Digest digest = stored.digest();
        List<Panel> panels = new ArrayList<>(text.panels());
        panels.addAll(sources(stored));
        Instant published = stored.publishedAt().orElseThrow();
        return new FeedEntry(
                id,
                title,
                address,
                tag(digest.key().language()),
                published,
                updated(digest, published),
                EntryHtml.of(panels),
                digest.topic().name());
    }

    /// The sources under a heading, without the note on a correction, which stands above the text.
    private List<Panel> sources(StoredDigest stored) {
        Digest digest = stored.digest();
        if (digest.sources().isEmpty()) {
            return List.of();
        }
        Content list = view(stored, digest.with(Optional.<Correction>empty()), new DigestView.Sources(true));
        String heading = Texts.of(digest.key().language()).format(DigestPhrase.SOURCES);
        return list.panels().stream()
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

    private Content view(StoredDigest stored, Digest digest, DigestView view) {
        return views.view(stored.number(), digest, view, reader(digest));
    }

    private static Reader reader(Digest digest) {
        return new Reader(
                digest.key().language(),
                ReadingOptions.DEFAULT,
                digest.key().day(),
                ZoneOffset.UTC,
                Set.of());
    }

    private static Instant updated(Digest digest, Instant published) {
        return digest.correction()
                .flatMap(Correction::at)
                .filter(published::isBefore)
                .orElse(published);
    }

    /// A tag as feeds write it; digests may have `zh_CN`.
    static String tag(String language) {
        return language.replace('_', '-');
    }
}
