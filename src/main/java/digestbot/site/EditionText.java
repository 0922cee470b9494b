package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.views.DigestViews;
import digestbot.content.views.PerspectiveShare;
import digestbot.digest.Comparison;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.TopicLanguages;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import digestbot.markdown.Visibility;
import digestbot.web.ShareBar;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The text of a digest in the views that its pages show: for a reader of the digest's language, on
/// its day, who wants everything. The page itself says what was corrected.
public final class EditionText {

    private static final int DESCRIPTION_LENGTH = 200;

    private final DigestViews views;
    private final Digest digest;
    private final Reader reader;

    private final Map<DigestView, List<Panel>> panels = new HashMap<>();

    public EditionText(DigestViews views, SiteEdition edition) {
        this.views = views;
        digest = edition.digest().with(Optional.empty());
        reader = Reader.on(digest.key().day(), digest.key().language());
    }

    /// The bot's own texts in the language of the digest.
    public Texts texts() {
        return Texts.of(reader.language());
    }

    /// The author's title, or the day if there is none.
    public String title() {
        return title(digest, texts());
    }

    private static String title(Digest digest, Texts texts) {
        boolean isMade =
                digest.title().equals(digest.topic().titleOn(digest.key().day()));
        return isMade || !Visibility.in(digest.title()) ? texts.day(digest.key().day()) : digest.title();
    }

    /// The title with the name of the topic and the edition, for places where nothing else names
    /// the digest.
    public static String label(Digest digest) {
        String topic = digest.topic().name();
        String title = title(digest, Texts.of(digest.key().language()));
        String whole = title.contains(topic) ? title : topic + ", " + title;
        String edition = digest.key().edition();
        return edition.isEmpty() ? whole : whole + ", " + edition;
    }

    public static String day(Digest digest) {
        return Texts.of(digest.key().language()).day(digest.key().day());
    }

    public String counts() {
        return PlainText.ofInlines(sourcePanel().subtitle());
    }

    public List<Block> highlights() {
        return overview().getFirst().body();
    }

    /// The panels of the overview below its lead.
    public List<Panel> panels() {
        List<Panel> all = overview();
        return all.subList(1, all.size());
    }

    /// The ordinals of the perspectives, in the order of their panels.
    public List<Integer> perspectives() {
        return views.perspectives(digest, reader);
    }

    Comparison comparison() {
        return views.comparison(digest, reader);
    }

    public Panel perspective(int ordinal) {
        return panels(new DigestView.OnePerspective(ordinal)).get(1);
    }

    public List<Block> sources() {
        return sourcePanel().body();
    }

    /// Empty if the perspective has no sources of its own.
    List<Block> sources(int ordinal) {
        return digest.sourcesOf(ordinal).isEmpty()
                ? List.of()
                : panels(new DigestView.Sources(ordinal)).getFirst().body();
    }

    /// A bar with the shares of the articles; nothing if they are not known.
    DomContent shares() {
        List<PerspectiveShare> shares = views.shares(digest, reader);
        return shares.isEmpty()
                ? each()
                : ShareBar.of(
                        figcaption(texts().format("site-shares")).withClass("unseen"),
                        PerspectiveShare.divide(shares, ShareBar.WIDTH),
                        i -> shares.get(i).colour(),
                        i -> shares.get(i).fullText());
    }

    /// The first points as plain text.
    public String description() {
        List<Block> points = Visibility.inBlocks(digest.highlights())
                ? digest.highlights()
                : digest.perspectives().isEmpty() ? List.of() : digest.perspective(0);
        String text = PlainText.of(points)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce(
                        "",
                        (before, line) -> before.isEmpty()
                                ? line.strip()
                                : before.length() < DESCRIPTION_LENGTH ? before + " · " + line.strip() : before);
        return TextShortener.shorten(DESCRIPTION_LENGTH, text);
    }

    /// A description of the digest's picture.
    public String pictureText() {
        return TextShortener.shorten(
                2 * DESCRIPTION_LENGTH, views.card(digest, reader).described().replace('\n', ' '));
    }

    /// A text of the bot's own is marked with its language where the bot does not know the
    /// digest's.
    DomContent own(String text) {
        Texts texts = texts();
        return isOwnLanguage() ? span(text) : WritingDirection.mark(span(text), texts.language());
    }

    DomContent ownText(String key) {
        return own(texts().format(key));
    }

    DomContent facts(List<DomContent> facts) {
        var line = p(each(facts, fact -> fact)).withClass("facts");
        if (facts.isEmpty()) {
            return rawHtml("");
        }
        return isOwnLanguage() ? line : WritingDirection.mark(line, texts().language());
    }

    DomContent facts(Panel panel) {
        String text = PlainText.ofInlines(panel.subtitle());
        return facts(text.isEmpty() ? List.of() : List.of(span(text)));
    }

    private boolean isOwnLanguage() {
        String language = Locale.forLanguageTag(texts().language()).getLanguage();
        return language.equals(TopicLanguages.primary(reader.language()));
    }

    /// The emoji adds nothing for those who hear the page.
    static DomContent name(Panel panel) {
        return each(
                iff(
                        !panel.emoji().isEmpty(),
                        span(panel.emoji()).withClass("emoji").attr("aria-hidden", "true")),
                text(panel.title()));
    }

    static DomContent moment(Instant at, Texts texts) {
        return tag("time").attr("datetime", at.toString()).withText(momentText(at, texts));
    }

    static String momentText(Instant at, Texts texts) {
        return texts.moment(at, ZoneOffset.UTC);
    }

    private List<Panel> overview() {
        return panels(new DigestView.Overview());
    }

    private Panel sourcePanel() {
        return panels(new DigestView.Sources()).getFirst();
    }

    private List<Panel> panels(DigestView view) {
        return panels.computeIfAbsent(view, _ -> views.panels(digest, view, reader));
    }
}
