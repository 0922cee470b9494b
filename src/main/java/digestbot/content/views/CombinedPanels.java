package digestbot.content.views;

import digestbot.audience.Length;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.action.ReadAction;
import digestbot.content.views.DigestContentBuilder.CombinedEntry;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.Topic;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several digests in one message, with a button for each. A round-up begins with the newest news
/// of its topic and shows the first point of each perspective for each day. A bundle shows the news
/// of each digest, and one more highlight.
final class CombinedPanels {

    private static final int DAYS_IN_A_ROW = 4;
    private static final int TOPICS_IN_A_ROW = 2;
    private static final int MAX_LABEL_LENGTH = 40;

    /// Short enough that notifications also show the beginning of the news.
    private static final int MAX_TITLE_LENGTH = 30;

    /// The lengths to which the first point of a perspective can be shortened, in ascending order.
    private static final List<Integer> LEAD_LENGTHS = List.of(0, 120, 240, 480);

    /// The same for the news of a bundle, and for the highlight after it.
    private static final List<Integer> HEADLINE_LENGTHS = List.of(100, 200, 200);

    private static final List<Integer> HIGHLIGHT_LENGTHS = List.of(0, 0, 80);

    private final StyleRegistry styles;
    private final Reader reader;
    private final Texts texts;
    private final CombinedKind kind;

    /// The number of points that are left out, by the number of the digest.
    private final Map<Long, Integer> muted = new HashMap<>();

    CombinedPanels(StyleRegistry styles, Reader reader, CombinedKind kind) {
        this.styles = styles;
        this.kind = kind;
        this.reader = reader;
        texts = Texts.of(reader.language());
    }

    Content of(List<CombinedEntry> all, int detail) {
        List<CombinedEntry> digests = all.stream().map(this::unmuted).toList();
        List<CombinedEntry> shown =
                digests.subList(Math.max(0, digests.size() - CombinedKind.MAX_DIGESTS), digests.size());
        List<Panel> panels = switch (kind) {
            case ROUND_UP -> roundUp(all, digests, shown, detail);
            case BUNDLE -> List.of(bundle(digests, shown, detail));
        };
        List<Topic> topics = topics(digests);
        CombinedEntry first = switch (kind) {
            case ROUND_UP -> shown.getLast();
            case BUNDLE -> shown.getFirst();
        };
        return Content.of(panels, buttons(shown)).withName(news(first).text()).withTopics(topics);
    }

    private static List<Topic> topics(List<CombinedEntry> digests) {
        return digests.stream().map(each -> each.digest().topic()).distinct().toList();
    }

    private NewsLine news(CombinedEntry each) {
        return NewsLine.of(view(each));
    }

    private List<Panel> roundUp(
            List<CombinedEntry> all, List<CombinedEntry> digests, List<CombinedEntry> shown, int detail) {
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(List.of(
                new Block.Paragraph(news(shown.getLast()).brief()),
                Block.Paragraph.of(texts.format("round-up-days", digests.size())))));
        shown.forEach(each -> panels.add(day(each, LEAD_LENGTHS.get(detail))));
        if (detail > 0 && styles.topic(shown.getFirst().digest().topic().id()).blindSpots()) {
            // The digests without the notes of their points.
            List<ViewContext> views = all.stream()
                    .map(each -> new UnmutedDigest(view(each)).view())
                    .toList();
            BlindSpots.panel(views, detail).ifPresent(panels::add);
        }
        List<String> facts = new ArrayList<>();
        facts.add(texts.day(digests.getLast().digest().key().day()));
        facts.addAll(earlier(digests, shown));
        panels.add(Panel.plain(List.of()).withFooter(ViewContext.line(facts)));
        return panels;
    }

    private Panel day(CombinedEntry each, int limit) {
        List<Block> body = new ArrayList<>(new LeadPanel(view(each)).correction());
        body.addAll(leads(each, limit));
        return Panel.plain(day(each.digest()), body).withFooter(ViewContext.line(hidden(each)));
    }

    /// The number of points with muted words.
    private List<String> hidden(CombinedEntry each) {
        int points = muted.getOrDefault(each.number(), 0);
        return points == 0 ? List.of() : List.of(texts.format("muted-points", points));
    }

    private List<String> earlier(List<CombinedEntry> digests, List<CombinedEntry> shown) {
        int earlier = digests.size() - shown.size();
        return earlier == 0 ? List.of() : List.of(texts.format("earlier-digests", earlier));
    }

    /// The digests of several topics, or of several days of one topic.
    private Panel bundle(List<CombinedEntry> digests, List<CombinedEntry> shown, int detail) {
        List<Topic> topics = topics(digests);
        DigestKey newest = digests.getLast().digest().key();
        boolean oneDay =
                digests.stream().allMatch(each -> each.digest().key().day().equals(newest.day()));
        String title = topics.size() == 1
                ? TextShortener.shorten(
                        MAX_TITLE_LENGTH, topic(digests.getLast().digest()))
                : line(List.of(brief(newest), texts.format("bundle-title", topics.size())));
        List<Block> body = new ArrayList<>();
        body.add(new Block.Paragraph(List.of(bold(title))));
        for (CombinedEntry each : shown) {
            Digest digest = each.digest();
            String day = line(List.of(
                    oneDay && topics.size() > 1 ? "" : brief(digest.key()),
                    digest.key().edition()));
            body.add(news(each, topics.size() == 1 ? day : line(List.of(topic(digest), day)), detail));
            body.addAll(new LeadPanel(view(each)).correction());
        }
        List<String> end = new ArrayList<>(earlier(digests, shown));
        if (topics.size() > 1) {
            end.add(texts.format("bundle-end"));
        }
        return Panel.plain(body).withFooter(ViewContext.line(end));
    }

    private String brief(DigestKey key) {
        return texts.briefDay(key.day(), reader.today().getYear());
    }

    private static Inline bold(String text) {
        return new Inline.Strong(List.of(new Inline.Text(text)));
    }

    /// The headline and, below it, where it is from and the next highlight.
    private Block news(CombinedEntry each, String label, int detail) {
        NewsLine news = news(each);
        String headline = shortened(PlainText.ofInlines(news.headline()), HEADLINE_LENGTHS.get(detail));
        List<List<Block>> rest = BulletPoints.each(news.rest().highlights());
        List<String> line = new ArrayList<>(headline.isEmpty() ? List.of() : List.of(label));
        if (!rest.isEmpty() && each.reading().length() != Length.HEADLINES) {
            line.add(shortened(PlainText.of(rest.getFirst()), HIGHLIGHT_LENGTHS.get(detail)));
        }
        line.addAll(hidden(each));
        List<Inline> inlines = new ArrayList<>();
        inlines.add(bold(headline.isEmpty() ? label : headline));
        String below = line(line);
        if (!below.isEmpty()) {
            inlines.add(new Inline.LineBreak());
            inlines.add(new Inline.Text(below));
        }
        return new Block.Paragraph(inlines);
    }

    private static String shortened(String text, int limit) {
        return limit == 0
                ? ""
                : TextShortener.shorten(limit, text.replaceAll("\\s+", " ").strip());
    }

    private static String line(List<String> parts) {
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining(ViewContext.SEPARATOR));
    }

    private ViewContext view(CombinedEntry each) {
        return ViewContext.of(each.digest(), reader.withReading(each.reading()), styles);
    }

    private CombinedEntry unmuted(CombinedEntry each) {
        var unmuted = new UnmutedDigest(view(each));
        muted.put(each.number(), unmuted.count());
        return new CombinedEntry(each.number(), unmuted.view().noted().digest(), each.reading());
    }

    private String topic(Digest digest) {
        return (styles.topic(digest.topic().id()).emoji() + " " + digest.topic().name()).strip();
    }

    private String day(Digest digest) {
        String edition = digest.key().edition();
        return texts.day(digest.key().day()) + (edition.isBlank() ? "" : ViewContext.SEPARATOR + edition);
    }

    /// The first point of each of the reader's perspectives, one per line, cut to the limit; none
    /// if the limit is 0.
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
            lines.add(bold(view.style(ordinal).label() + ":"));
            lines.add(new Inline.Text(" " + ledWith(view, ordinal, limit)));
        }
        return List.of(new Block.Paragraph(lines));
    }

    private static String ledWith(ViewContext view, int ordinal, int limit) {
        List<List<Block>> points = BulletPoints.each(view.digest().perspective(ordinal));
        String text = points.isEmpty() ? "" : shortened(PlainText.of(points.getFirst()), limit);
        return text.isEmpty() ? view.silence(ordinal) : text;
    }

    private List<List<Button>> buttons(List<CombinedEntry> shown) {
        boolean days = topics(shown).size() == 1;
        int inARow = days ? DAYS_IN_A_ROW : TOPICS_IN_A_ROW;
        List<List<Button>> rows = new ArrayList<>();
        for (int from = 0; from < shown.size(); from += inARow) {
            rows.add(shown.subList(from, Math.min(from + inARow, shown.size())).stream()
                    .map(each -> button(each, days))
                    .toList());
        }
        return rows;
    }

    /// `days` is true if the digests differ only in their days.
    private Button button(CombinedEntry each, boolean days) {
        Digest digest = each.digest();
        String label = days
                ? texts.shortDay(digest.key().day(), reader.today().getYear())
                : TextShortener.shorten(MAX_LABEL_LENGTH, topic(digest));
        return Button.callback(label, new ReadAction.ShowSeparately(each.number(), new DigestView.Overview()));
    }

    /// The points that only one perspective reports: those that their author marked and, in digests
    /// with pairs, those without a partner.
    private static final class BlindSpots {

        private static final int POINT_LENGTH = 80;

        private BlindSpots() {}

        /// The number of each perspective's points, with the first words of the newest `most`
        /// points; empty if there are no points.
        ///
        /// @param digests sorted by day
        static Optional<Panel> panel(List<ViewContext> digests, int most) {
            ViewContext newest = digests.getLast();
            Map<String, List<String>> points = new LinkedHashMap<>();
            newest.chosen().forEach(ordinal -> points.put(id(newest, ordinal), new ArrayList<>()));
            for (ViewContext view : digests.reversed()) {
                Set<String> pairs = pairs(view);
                for (int ordinal : view.chosen()) {
                    items(view, ordinal)
                            .filter(item -> isAlone(item, pairs))
                            .forEach(item -> points.getOrDefault(id(view, ordinal), new ArrayList<>())
                                    .add(line(view, item)));
                }
            }
            List<Block> body = new ArrayList<>();
            for (int ordinal : newest.chosen()) {
                List<String> own = points.getOrDefault(id(newest, ordinal), List.of());
                if (!own.isEmpty()) {
                    String heading = newest.texts().format("only-this-week", own.size(), newest.inSentence(ordinal));
                    body.add(new Block.Paragraph(List.of(new Inline.Strong(List.of(new Inline.Text(heading))))));
                    body.add(ItemList.bullets(own.stream()
                            .limit(most)
                            .map(text -> new Item(List.of(new Block.Paragraph(List.of(new Inline.Text(text))))))
                            .toList()));
                }
            }
            return body.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Panel.plain(newest.texts().format("blind-spots"), body));
        }

        private static String id(ViewContext view, int ordinal) {
            return view.digest().perspectives().get(ordinal).id().toLowerCase(Locale.ROOT);
        }

        private static Stream<Item> items(ViewContext view, int ordinal) {
            return view.digest().perspective(ordinal).stream()
                    .flatMap(block -> block instanceof ItemList list ? list.items().stream() : Stream.of());
        }

        /// The pairs to which more than one perspective contributes.
        private static Set<String> pairs(ViewContext view) {
            Set<String> once = new HashSet<>();
            Set<String> pairs = new HashSet<>();
            for (int ordinal : view.all()) {
                Set<String> own = new HashSet<>();
                items(view, ordinal).flatMap(item -> item.mark().stream()).forEach(mark -> {
                    if (mark instanceof PointMark.Pair pair) {
                        own.add(pair.id());
                    }
                });
                own.stream().filter(id -> !once.add(id)).forEach(pairs::add);
            }
            return pairs;
        }

        private static boolean isAlone(Item item, Set<String> pairs) {
            return switch (item.mark().orElse(null)) {
                case PointMark.Only _ -> true;
                case PointMark.Pair pair -> !pairs.isEmpty() && !pairs.contains(pair.id());
                case null, default -> !pairs.isEmpty();
            };
        }

        private static String line(ViewContext view, Item item) {
            Texts texts = view.texts();
            String text = PlainText.of(item.blocks()).replaceAll("\\s+", " ").strip();
            return TextShortener.shorten(POINT_LENGTH, text)
                    + ViewContext.SEPARATOR
                    + texts.shortDay(
                            view.digest().key().day(), view.reader().today().getYear());
        }
    }
}
