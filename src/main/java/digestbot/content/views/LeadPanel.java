package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.TimeFormat;
import digestbot.content.views.StyleRegistry.PerspectiveStyle;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Outlets;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.markdown.MomentText;
import digestbot.markdown.PlainText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The first panel of a view on a web page, with counts and the notice of a correction.
/// Messages get rearranged versions of it.
public record LeadPanel(ViewContext view) {

    private static final int MAX_FACTS_LENGTH = 200;

    /// The longest point, in characters, that needs no space between list items.
    private static final int MAX_CLOSE_LENGTH = 60;

    private static final int MAX_PARTS = 6;

    Panel panel(List<Inline> subtitle, List<Block> body) {
        List<Block> blocks = new ArrayList<>(correction());
        blocks.addAll(body);
        return Panel.plain(blocks).withSubtitle(subtitle);
    }

    /// The panels of a message, the first of which is a lead: the news comes first, day and numbers
    /// last.
    List<Panel> newsFirst(NewsLine news, List<Panel> panels) {
        Panel lead = panels.getFirst();
        List<Panel> all = new ArrayList<>();
        all.add(Panel.plain(List.of(new Block.Paragraph(news.inlines()))));
        if (!lead.body().isEmpty()) {
            all.add(Panel.plain(lead.body().stream().flatMap(LeadPanel::spaced).toList()));
        }
        all.addAll(panels.subList(1, panels.size()));
        all.add(Panel.plain(List.of()).withFooter(facts(lead.subtitle())));
        return all;
    }

    /// Splits a list so that each long item is a separate list, with space around it.
    private static Stream<Block> spaced(Block block) {
        if (!(block instanceof ItemList list)
                || list.items().stream()
                        .noneMatch(item -> PlainText.of(item.blocks()).length() > MAX_CLOSE_LENGTH)) {
            return Stream.of(block);
        }
        return IntStream.range(0, list.items().size())
                .mapToObj(i -> new ItemList(
                        list.ordered(),
                        list.ordered() ? list.start() + i : list.start(),
                        List.of(list.items().get(i))));
    }

    /// The panel in a form short enough for the caption of a picture.
    Panel caption(List<Inline> counts) {
        String facts = TextShortener.shorten(MAX_FACTS_LENGTH, PlainText.ofInlines(facts(counts)));
        return Panel.plain(List.of(new Block.Paragraph(NewsLine.of(view).brief())))
                .withFooter(ViewContext.line(List.of(facts)));
    }

    private List<Inline> facts(List<Inline> numbers) {
        DigestKey key = view.digest().key();
        String day = view.texts().briefDay(key.day(), view.reader().today().getYear());
        List<Inline> line =
                new ArrayList<>(ViewContext.line(key.edition().isBlank() ? List.of(day) : List.of(day, key.edition())));
        if (!numbers.isEmpty()) {
            line.add(new Inline.Text(ViewContext.SEPARATOR));
            line.addAll(numbers);
        }
        return line;
    }

    /// The counts; unknown ones are omitted.
    List<Inline> counts(List<Integer> perspectives) {
        return counts(perspectives, at -> moments().time(at, view.reader().today()));
    }

    List<Inline> counts(List<Integer> perspectives, Function<Instant, String> time) {
        return ViewContext.line(Stream.of(
                        Optional.of(numbers(perspectives))
                                .filter(numbers -> !numbers.isEmpty())
                                .or(this::articles),
                        outlets(),
                        madeBy(time))
                .flatMap(Optional::stream)
                .toList());
    }

    /// The perspectives' numbers of articles, after squares that show their shares unless all are
    /// equal.
    private String numbers(List<Integer> perspectives) {
        List<String> parts = new ArrayList<>();
        PerspectiveShare.squares(view, perspectives).ifPresent(parts::add);
        for (int ordinal : perspectives) {
            PerspectiveStyle style = view.style(ordinal);
            String sign = style.emoji().isBlank() ? style.shortName() : style.emoji();
            PerspectiveShare.articles(view, ordinal)
                    .ifPresent(count -> parts.add(sign + " " + view.texts().number(count)));
        }
        return String.join(" ", parts);
    }

    private Optional<String> madeBy(Function<Instant, String> time) {
        Digest digest = view.digest();
        return digest.madeBy()
                .map(_ -> digest.model()
                        .map(model -> digest.reviewedAt()
                                .map(at -> view.texts().format("made-by-reviewed", model, time.apply(at)))
                                .orElseGet(() -> view.texts().format("made-by", model)))
                        .orElseGet(() -> view.texts().format("made-of-headlines")));
    }

    private TimeFormat moments() {
        return new TimeFormat(view.texts(), view.reader().zone());
    }

    String dayAndCounts() {
        DigestKey key = view.digest().key();
        return Stream.of(
                        Optional.of(view.texts().day(key.day())),
                        Optional.of(key.edition()).filter(edition -> !edition.isBlank()),
                        articles(),
                        outlets())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(ViewContext.SEPARATOR));
    }

    private Optional<String> articles() {
        Digest digest = view.digest();
        return counted("articles", digest.articleCount().orElse(digest.sources().size()), digest.articleCount());
    }

    private Optional<String> outlets() {
        Digest digest = view.digest();
        List<String> outlets = digest.outlets().isEmpty() ? Outlets.of(digest) : digest.outlets();
        return counted(
                "outlets", (int) outlets.stream().map(Outlets::key).distinct().count(), OptionalInt.empty());
    }

    /// Omits a zero unless the author stated it.
    private Optional<String> counted(String key, int count, OptionalInt stated) {
        return count == 0 && stated.isEmpty()
                ? Optional.empty()
                : Optional.of(view.texts().format(key, count));
    }

    /// The line about the digest's correction: its time, and the author's description or else the
    /// places that changed.
    List<Block> correction() {
        return correction(view.reader().today())
                .<Block>map(text -> new Block.Paragraph(List.of(new Inline.Emphasis(MomentText.inlines(text)))))
                .stream()
                .toList();
    }

    /// The line about the digest's correction. If it happened on `today`, the line has only the
    /// time.
    Optional<String> correction(LocalDate today) {
        Texts texts = view.texts();
        return view.digest().correction().map(correction -> {
            String what = changes(correction.changes(), texts);
            return correction
                    .at()
                    .map(at -> texts.format("corrected-at", moments().time(at, today), what))
                    .orElseGet(() -> texts.format("corrected", what));
        });
    }

    /// The changes in the author's words; without them, as a list of places.
    public static String changes(RevisionChanges changes, Texts texts) {
        return switch (changes) {
            case RevisionChanges.AuthorNote(String text) -> text;
            case RevisionChanges.DetectedChanges(List<ChangedPart> places) ->
                texts.list(places.stream().map(part -> name(part, texts)).toList(), MAX_PARTS);
        };
    }

    private static String name(ChangedPart part, Texts texts) {
        return switch (part.kind()) {
            case TITLE -> texts.format("changed-title");
            case HIGHLIGHTS -> texts.format("changed-highlights");
            case SECTION -> part.name();
            case SOURCES -> texts.format("changed-sources");
            case DETAILS -> texts.format("changed-details");
        };
    }
}
