package digestbot.site.feed;

import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteEdition;
import digestbot.site.SiteSettings;
import digestbot.site.feed.Feed.FeedEntry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Makes the entries of digests: the text of a view, and below it the sources. Pure.
public record DigestEntries(SiteAddresses site, SiteSettings settings, DigestViews views) {

    public FeedEntry whole(SiteEdition edition) {
        Digest digest = edition.digest();
        return entry(
                edition,
                id(site.base(), digest.key()),
                digest.title(),
                edition.address(),
                view(digest, new DigestView.Overview()),
                new DigestView.Sources(true));
    }

    public FeedEntry perspective(SiteEdition edition, int ordinal) {
        Digest digest = edition.digest();
        Perspective perspective = digest.perspectives().get(ordinal);
        return entry(
                edition,
                id(site.base(), digest.key(), Optional.of(perspective.id())),
                digest.title() + " · " + perspective.name(),
                edition.perspective(ordinal),
                view(digest, new DigestView.OnePerspective(ordinal)),
                digest.sourcesOf(ordinal).isEmpty()
                        ? new DigestView.Sources(true)
                        : new DigestView.Sources(true, Optional.empty(), OptionalInt.of(ordinal)));
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
                EntryHtml.of(panels),
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
                .map(panel -> panel.withTitle(heading).withEmoji(""))
                .toList();
    }

    private List<Panel> view(Digest digest, DigestView view) {
        return views.panels(
                digest, view, Reader.on(digest.key().day(), digest.key().language()));
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

    /// The panels of a view as HTML for feed readers: plain elements without classes, styles and
    /// scripts.
    private static final class EntryHtml {

        private static final int PANEL_LEVEL = 2;
        private static final int LOWEST_LEVEL = 6;

        private final XmlOutput out = new XmlOutput();

        private EntryHtml() {}

        /// The title of the first panel is left out, as it is the entry's.
        static String of(List<Panel> panels) {
            var html = new EntryHtml();
            for (int i = 0; i < panels.size(); i++) {
                html.panel(panels.get(i), i > 0);
            }
            return html.out.toString();
        }

        private void panel(Panel panel, boolean titled) {
            String title = Stream.of(panel.emoji(), panel.title())
                    .filter(part -> !part.isBlank())
                    .reduce((emoji, name) -> emoji + " " + name)
                    .orElse("");
            if (titled && !title.isEmpty()) {
                out.textElement("h" + PANEL_LEVEL, title);
            }
            line(panel.subtitle());
            blocks(panel.body());
            line(panel.footer());
        }

        private void line(List<Inline> content) {
            if (!content.isEmpty()) {
                out.element("p", () -> out.element("small", () -> inlines(content)));
            }
        }

        private void blocks(List<Block> blocks) {
            blocks.forEach(this::block);
        }

        private void block(Block block) {
            switch (block) {
                case Block.Paragraph(List<Inline> content) -> out.element("p", () -> inlines(content));
                case Block.Heading(int level, List<Inline> content) ->
                    out.element("h" + Math.clamp(level, PANEL_LEVEL + 1, LOWEST_LEVEL), () -> inlines(content));
                case Block.ItemList(boolean ordered, int start, List<Block.Item> items) -> list(ordered, start, items);
                case Block.Quote(List<Block> quoted) -> out.element("blockquote", () -> blocks(quoted));
                case Block.CodeBlock code -> out.element("pre", () -> out.textElement("code", code.text()));
                case Block.HorizontalRule _ -> out.emptyElement("hr");
            }
        }

        private void list(boolean ordered, int start, List<Block.Item> items) {
            XmlOutput.Content content = () -> items.forEach(item -> out.element("li", () -> item(item.blocks())));
            if (ordered && start != 1) {
                out.element("ol", content, "start", Integer.toString(start));
            } else {
                out.element(ordered ? "ol" : "ul", content);
            }
        }

        /// An item that begins with a paragraph has no empty line before or after it.
        private void item(List<Block> blocks) {
            if (!blocks.isEmpty() && blocks.getFirst() instanceof Block.Paragraph(List<Inline> content)) {
                inlines(content);
                blocks(blocks.subList(1, blocks.size()));
            } else {
                blocks(blocks);
            }
        }

        private void inlines(List<Inline> content) {
            content.forEach(this::inline);
        }

        private void inline(Inline inline) {
            switch (inline) {
                case Inline.Text(String text) -> out.text(text);
                case Inline.Emphasis(List<Inline> content) -> out.element("em", () -> inlines(content));
                case Inline.Strong(List<Inline> content) -> out.element("strong", () -> inlines(content));
                case Inline.Strikethrough(List<Inline> content) -> out.element("s", () -> inlines(content));
                case Inline.Code(String text) -> out.textElement("code", text);
                case Inline.Link link ->
                    out.element(
                            "a",
                            () -> inlines(link.content()),
                            "href",
                            link.address().url());
                case Inline.Moment moment ->
                    out.textElement("time", moment.text(), "datetime", FeedFormat.AtomFeed.time(moment.at()));
                case Inline.LineBreak _ -> out.emptyElement("br");
            }
        }
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
