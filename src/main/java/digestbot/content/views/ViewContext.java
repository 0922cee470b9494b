package digestbot.content.views;

import digestbot.audience.PerspectiveChoice;
import digestbot.content.Reader;
import digestbot.content.views.StyleRegistry.PerspectiveStyle;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section.PerspectiveSection;
import digestbot.digest.story.Continuations;
import digestbot.digest.story.Continuations.Earlier;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.MomentText;
import digestbot.markdown.PointMark;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// A digest and its reader, the basis of every view.
///
/// No perspective comes first permanently: the order is the reader's. Without a chosen order, the
/// digest's order rotates by one place per day, so that each perspective leads equally often.
/// Perspectives outside the reader's order, such as new ones, follow it and rotate as well.
record ViewContext(Digest digest, Reader reader, Texts texts, StyleRegistry styles, Continuations stories) {

    static final String SEPARATOR = " · ";

    static ViewContext of(Digest digest, Reader reader, StyleRegistry styles) {
        return new ViewContext(digest, reader, Texts.of(reader.language()), styles, Continuations.NONE);
    }

    ViewContext with(Digest other) {
        return new ViewContext(other, reader, texts, styles, stories);
    }

    ViewContext with(Continuations others) {
        return new ViewContext(digest, reader, texts, styles, others);
    }

    /// The day of an earlier digest.
    String day(Earlier earlier) {
        return texts.recentDay(earlier.key().day(), reader.today());
    }

    String emoji() {
        return styles.topic(digest.topic().id()).emoji();
    }

    PerspectiveStyle style(int ordinal) {
        return styles.perspective(digest, ordinal);
    }

    /// The ordinals of the perspectives that the reader wants, ignoring the case of ids; all
    /// perspectives if the digest has none of the wanted ones.
    List<Integer> chosen() {
        Set<Integer> wanted = wanted();
        return wanted.isEmpty() ? byDay() : List.copyOf(wanted);
    }

    List<Integer> all() {
        Set<Integer> all = wanted();
        all.addAll(byDay());
        return List.copyOf(all);
    }

    private Set<Integer> wanted() {
        Set<Integer> wanted = new LinkedHashSet<>();
        PerspectiveChoice choice = reader.reading().perspectives();
        choice.ids().forEach(id -> digest.ordinal(id).ifPresent(wanted::add));
        if (choice.includesOthers()) {
            wanted.addAll(byDay());
        }
        return wanted;
    }

    private List<Integer> byDay() {
        int perspectives = digest.perspectives().size();
        return IntStream.range(0, perspectives)
                .mapToObj(i -> (int) Math.floorMod(digest.key().day().toEpochDay() + i, (long) perspectives))
                .toList();
    }

    static List<Inline> line(List<String> parts) {
        return parts.isEmpty() ? List.of() : MomentText.inlines(String.join(SEPARATOR, parts));
    }

    static List<Block> notice(String text) {
        return List.of(new Paragraph(List.of(new Inline.Emphasis(List.of(new Inline.Text(text))))));
    }

    /// The sentence for a perspective without points.
    String silence(int ordinal) {
        Perspective perspective = digest.perspectives().get(ordinal);
        return perspective.isEmpty()
                ? texts.format("no-articles", texts.inSentence(perspective.name()))
                : texts.format("nothing-reported");
    }

    /// Adds a note to each point that its author marked as reported by only one perspective.
    ViewContext noted() {
        return with(digest.withBlocks(this::noted));
    }

    /// Like [#noted], for comparisons, which put the points of one perspective under a heading that
    /// says so.
    ViewContext compared() {
        return with(digest.with(
                noted(digest.highlights()),
                digest.sections().stream()
                        .map(section ->
                                section instanceof PerspectiveSection ? section : section.withBlocks(this::noted))
                        .toList()));
    }

    List<Block> noted(List<Block> blocks) {
        return BulletPoints.withItems(blocks, this::noted);
    }

    private Item noted(Item item) {
        if (!(item.mark().orElse(null) instanceof PointMark.Only(String id))
                || !(item.blocks().getFirst() instanceof Paragraph(List<Inline> content))) {
            return item;
        }
        List<Inline> text = new ArrayList<>(content);
        text.add(new Inline.Text(SEPARATOR));
        text.add(new Inline.Emphasis(List.of(new Inline.Text(onlyReportedBy(id)))));
        List<Block> blocks = new ArrayList<>(item.blocks());
        blocks.set(0, new Paragraph(text));
        return new Item(blocks, item.mark());
    }

    private String onlyReportedBy(String id) {
        OptionalInt ordinal = digest.ordinal(id);
        return texts.format("only-reports", ordinal.isPresent() ? inSentence(ordinal.getAsInt()) : id);
    }

    /// The perspective's short name within a sentence.
    String inSentence(int ordinal) {
        return texts.inSentence(style(ordinal).shortName());
    }
}
