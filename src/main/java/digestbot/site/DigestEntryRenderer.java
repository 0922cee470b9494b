package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.views.DigestContentBuilder;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import digestbot.site.Feed.FeedEntry;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the entries of digests: the text of a view, and below it the sources. Pure.
public record DigestEntryRenderer(SiteAddressFormat site, SiteSettings settings, DigestContentBuilder views) {

    /// The level of the highest headings below the title of a panel.
    private static final int HIGHEST_HEADING = 3;

    public FeedEntry whole(SiteEdition edition) {
        Digest digest = edition.digest();
        return entry(
                edition,
                id(site.base(), digest.key()),
                EditionText.label(digest),
                edition.address(),
                view(digest, new DigestView.Overview()),
                new DigestView.Sources());
    }

    public FeedEntry perspective(SiteEdition edition, int ordinal) {
        Digest digest = edition.digest();
        Perspective perspective = digest.perspectives().get(ordinal);
        return entry(
                edition,
                id(site.base(), digest.key(), Optional.of(perspective.id())),
                perspective.name() + ": " + EditionText.label(digest),
                edition.perspective(ordinal),
                view(digest, new DigestView.OnePerspective(ordinal)),
                digest.sourcesOf(ordinal).isEmpty() ? new DigestView.Sources() : new DigestView.Sources(ordinal));
    }

    private FeedEntry entry(
            SiteEdition edition,
            String id,
            String title,
            SiteAddress address,
            List<Panel> text,
            DigestView.Sources sources) {
        Digest digest = edition.digest();
        List<Panel> panels = new ArrayList<>(text);
        panels.addAll(sources(edition, sources));
        return new FeedEntry(
                id,
                title,
                settings.page(digest).map(WebAddress::url).orElseGet(() -> site.absolute(address)),
                tag(digest.key().language()),
                edition.publishedAt(),
                updated(edition),
                html(panels),
                digest.topic().name());
    }

    /// The sources under a heading, without the note on a correction, which stands above the text.
    private List<Panel> sources(SiteEdition edition, DigestView.Sources sources) {
        Digest digest = edition.digest();
        if (digest.sources().isEmpty()) {
            return List.of();
        }
        List<Panel> list = view(digest.with(Optional.<Correction>empty()), sources);
        String heading = Texts.of(digest.key().language()).format("sources");
        return list.stream()
                .map(panel -> panel.withTitle(heading).withEmoji("").withSubtitle(List.of()))
                .toList();
    }

    private List<Panel> view(Digest digest, DigestView view) {
        return views.panels(
                digest, view, Reader.on(digest.key().day(), digest.key().language()));
    }

    /// The time of the last correction or of the publication. A digest that was withdrawn and
    /// published again has corrections from before its publication.
    private static Instant updated(SiteEdition edition) {
        return edition.updatedAt().isBefore(edition.publishedAt()) ? edition.publishedAt() : edition.updatedAt();
    }

    /// A tag as feeds write it; digests may have `zh_CN`.
    static String tag(String language) {
        return language.replace('_', '-');
    }

    /// The panels of a view as HTML for feed readers: plain elements without classes, styles and
    /// scripts. The first panel's title is omitted, because it is the entry's title; its subtitle, the
    /// counts, comes last.
    private static String html(List<Panel> panels) {
        List<DomContent> parts = new ArrayList<>();
        for (Panel panel : panels) {
            if (!parts.isEmpty()) {
                String title = (panel.emoji() + " " + panel.title()).strip();
                parts.add(title.isEmpty() ? text("") : h2(title));
                parts.add(line(panel.subtitle()));
            }
            parts.add(BlockHtml.of(panel.body(), HIGHEST_HEADING));
            parts.add(line(panel.footer()));
        }
        parts.add(line(panels.getFirst().subtitle()));
        return each(parts, part -> part).render();
    }

    private static DomContent line(List<Inline> content) {
        return content.isEmpty() ? text("") : p(small(BlockHtml.ofInlines(content)));
    }

    static String id(URI site, DigestKey key) {
        return id(site, key, Optional.empty());
    }

    /// The id of a digest, or of one perspective of it.
    static String id(URI site, DigestKey key, Optional<String> perspective) {
        String edition = key.edition().isEmpty() ? "" : "/" + encoded(key.edition());
        return "tag:%s,%s:%s/%s%s%s"
                .formatted(
                        site.getHost().toLowerCase(Locale.ROOT),
                        key.day(),
                        encoded(key.topic()),
                        encoded(key.language()),
                        edition,
                        perspective
                                .map(id -> "?perspective=" + encoded(id.toLowerCase(Locale.ROOT)))
                                .orElse(""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
