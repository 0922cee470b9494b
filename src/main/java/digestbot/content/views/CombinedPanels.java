package digestbot.content.views;

import digestbot.audience.Length;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.action.ReadAction;
import digestbot.content.views.DigestViews.CombinedEntry;
import digestbot.content.views.DigestViews.CombinedKind;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Topic;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.Visibility;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Several digests in one message, with a button for each. A round-up names its topic once and
/// shows the first point of each perspective per day. A bundle has a table of contents and shows
/// highlights and first points of each digest.
final class CombinedPanels {

    /// The maximum number of digests shown; earlier ones are only counted.
    private static final int MAX_DIGESTS = 10;

    private static final int MAX_HIGHLIGHTS = 3;
    private static final int DAYS_IN_A_ROW = 4;
    private static final int TOPICS_IN_A_ROW = 2;
    private static final int MAX_LABEL_LENGTH = 40;

    /// The lengths to which the first point of a perspective can be shortened, from nothing to the
    /// most.
    private static final List<Integer> LEAD_LENGTHS = List.of(0, 120, 240, 480);

    private final TopicStyles styles;
    private final Reader reader;
    private final Texts texts;
    private final CombinedKind kind;

    /// The number of points that are left out, by the number of the digest.
    private final Map<Long, Integer> muted = new HashMap<>();

    CombinedPanels(TopicStyles styles, Reader reader, CombinedKind kind) {
        this.styles = styles;
        this.kind = kind;
        this.reader = reader;
        texts = Texts.of(reader.language());
    }

    Content of(List<CombinedEntry> all, int detail) {
        List<CombinedEntry> digests = all.stream().map(this::unmuted).toList();
        List<CombinedEntry> shown = digests.subList(Math.max(0, digests.size() - MAX_DIGESTS), digests.size());
        int earlier = digests.size() - shown.size();
        List<Panel> panels = new ArrayList<>();
        switch (kind) {
            case ROUND_UP -> {
                panels.add(topic(digests, earlier));
                shown.forEach(each -> panels.add(panel(day(each.digest()), "", muted(each), body(each, detail))));
                if (styles.topic(shown.getFirst().digest().topic().id()).blindSpots() && detail > 0) {
                    // The digests without the notes that the points have.
                    List<ViewContext> views = all.stream()
                            .map(each -> new UnmutedDigest(view(each)).view())
                            .toList();
                    BlindSpots.panel(views, detail).ifPresent(panels::add);
                }
            }
            case BUNDLE -> {
                panels.add(contents(digests, shown, earlier));
                shown.forEach(each -> panels.add(panel(
                        topicTitle(each.digest(), digests), emoji(each.digest()), muted(each), body(each, detail))));
            }
        }
        List<Topic> topics =
                digests.stream().map(each -> each.digest().topic()).distinct().toList();
        return Content.of(panels, buttons(shown))
                .withName(name(panels.getFirst(), digests))
                .withTopics(topics);
    }

    private ViewContext view(CombinedEntry each) {
        return ViewContext.of(each.digest(), reader.withReading(each.reading()), styles);
    }

    private CombinedEntry unmuted(CombinedEntry each) {
        var unmuted = new UnmutedDigest(view(each));
        muted.put(each.number(), unmuted.count());
        return new CombinedEntry(each.number(), unmuted.view().noted().digest(), each.reading());
    }

    private List<Inline> muted(CombinedEntry each) {
        int points = muted.getOrDefault(each.number(), 0);
        return points == 0 ? List.of() : ViewContext.line(List.of(texts.format("muted-points", points)));
    }

    private String name(Panel first, List<CombinedEntry> digests) {
        return switch (kind) {
            case ROUND_UP ->
                (first.emoji() + " " + first.title()).strip() + ViewContext.SEPARATOR + texts.day(newestDay(digests));
            case BUNDLE -> first.title();
        };
    }

    private static LocalDate newestDay(List<CombinedEntry> digests) {
        return digests.getLast().digest().key().day();
    }

    private Panel topic(List<CombinedEntry> digests, int earlier) {
        List<String> counts = new ArrayList<>(List.of(texts.format("round-up-days", digests.size())));
        counts.addAll(notShown(earlier));
        Digest newest = digests.getLast().digest();
        return panel(newest.topic().name(), emoji(newest), ViewContext.line(counts), List.of());
    }

    private List<String> notShown(int earlier) {
        return earlier > 0 ? List.of(texts.format("earlier-digests", earlier)) : List.of();
    }

    private Panel contents(List<CombinedEntry> digests, List<CombinedEntry> shown, int earlier) {
        String title =
                texts.format("bundle-title", digests.size()) + ViewContext.SEPARATOR + texts.day(newestDay(digests));
        List<Block.Item> lines = shown.stream()
                .map(each -> new Block.Item(List.of(new Block.Paragraph(contents(each, digests)))))
                .toList();
        return panel(title, "", ViewContext.line(notShown(earlier)), List.of(Block.ItemList.bullets(lines)));
    }

    private List<Inline> contents(CombinedEntry each, List<CombinedEntry> digests) {
        Digest digest = each.digest();
        ViewContext view = view(each);
        List<Inline> line = new ArrayList<>();
        line.add(new Inline.Strong(
                List.of(new Inline.Text((emoji(digest) + " " + topicTitle(digest, digests)).strip()))));
        List<Inline> counts = new LeadPanel(view).counts(view.chosen());
        if (!counts.isEmpty()) {
            line.add(new Inline.Text(ViewContext.SEPARATOR));
            line.addAll(counts);
        }
        return line;
    }

    private String emoji(Digest digest) {
        return styles.topic(digest.topic().id()).emoji();
    }

    private String day(Digest digest) {
        String edition = digest.key().edition();
        return texts.day(digest.key().day()) + (edition.isBlank() ? "" : ViewContext.SEPARATOR + edition);
    }

    /// The title with the day, unless all digests are of the same day.
    private String topicTitle(Digest digest, List<CombinedEntry> digests) {
        boolean oneDay = digests.stream()
                .allMatch(each -> each.digest().key().day().equals(digest.key().day()));
        String behind = oneDay ? digest.key().edition() : day(digest);
        return digest.topic().name() + (behind.isBlank() ? "" : ViewContext.SEPARATOR + behind);
    }

    private static Panel panel(String title, String emoji, List<Inline> subtitle, List<Block> body) {
        return Panel.plain(title, body).withEmoji(emoji).withSubtitle(subtitle);
    }

    private List<Block> body(CombinedEntry each, int detail) {
        List<Block> body = new ArrayList<>(new LeadPanel(view(each)).correction());
        switch (kind) {
            case ROUND_UP -> body.addAll(leads(each, LEAD_LENGTHS.get(detail)));
            case BUNDLE -> {
                body.addAll(highlights(each.digest(), Math.min(detail, MAX_HIGHLIGHTS)));
                if (each.reading().length() != Length.HEADLINES) {
                    body.addAll(leads(each, LEAD_LENGTHS.get(Math.max(0, detail - MAX_HIGHLIGHTS))));
                }
            }
        }
        return body;
    }

    private List<Block> highlights(Digest digest, int points) {
        if (points == 0) {
            return List.of();
        }
        List<Block> all = digest.highlights();
        return Visibility.inBlocks(all)
                ? BulletPoints.withoutLast(all, Math.max(0, BulletPoints.count(all) - points))
                : ViewContext.notice(texts.format("no-highlights"));
    }

    /// The first point of each of the reader's perspectives, one per line, cut to the limit; none
    /// if that is 0.
    private List<Block> leads(CombinedEntry each, int limit) {
        ViewContext view = view(each);
        if (limit == 0 || view.digest().perspectives().isEmpty()) {
            return List.of();
        }
        List<Inline> lines = new ArrayList<>();
        for (int ordinal : view.chosen()) {
            if (!lines.isEmpty()) {
                lines.add(new Inline.LineBreak());
            }
            lines.add(new Inline.Strong(
                    List.of(new Inline.Text(view.style(ordinal).label() + ":"))));
            lines.add(new Inline.Text(" " + ledWith(view, ordinal, limit)));
        }
        return List.of(new Block.Paragraph(lines));
    }

    private static String ledWith(ViewContext view, int ordinal, int limit) {
        List<List<Block>> points = BulletPoints.each(view.digest().perspective(ordinal));
        String text = points.isEmpty()
                ? ""
                : PlainText.of(points.getFirst()).replaceAll("\\s+", " ").strip();
        return text.isEmpty() ? view.silence(ordinal) : TextShortener.shorten(limit, text);
    }

    private List<List<Button>> buttons(List<CombinedEntry> shown) {
        boolean days =
                shown.stream().map(each -> each.digest().topic()).distinct().count() == 1;
        int inARow = days ? DAYS_IN_A_ROW : TOPICS_IN_A_ROW;
        List<List<Button>> rows = new ArrayList<>();
        for (int from = 0; from < shown.size(); from += inARow) {
            rows.add(shown.subList(from, Math.min(from + inARow, shown.size())).stream()
                    .map(each -> button(each, days))
                    .toList());
        }
        return rows;
    }

    /// `days` is true if the digests differ in their days alone.
    private Button button(CombinedEntry each, boolean days) {
        Digest digest = each.digest();
        String label = days
                ? texts.shortDay(digest.key().day(), reader.today().getYear())
                : TextShortener.shorten(
                        MAX_LABEL_LENGTH, (emoji(digest) + " " + digest.topic().name()).strip());
        return Button.callback(label, new ReadAction.ShowSeparately(each.number(), new DigestView.Overview()));
    }
}
