package digestbot.digest;

import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.Visibility;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One day's authored content on one topic in one language.
///
/// @param title plain text
/// @param perspectives in the front matter's order; at most 20
/// @param highlights the points that lead across all perspectives
/// @param sections the rest of the body
/// @param outlets the front matter's `sources`: the outlets that were read
/// @param articleCount the number of articles that the front matter states
/// @param correction the changes since the revision that readers saw before, as detected or in the
///     author's words
/// @param extra the front matter's other keys, as texts, lists and maps
public record Digest(
        DigestKey key,
        Topic topic,
        String title,
        List<Perspective> perspectives,
        List<Block> highlights,
        List<Section> sections,
        List<Source> sources,
        List<String> outlets,
        OptionalInt articleCount,
        boolean draft,
        Optional<Correction> correction,
        Map<String, Object> extra) {

    public static final String PUBLISH_DATE = "publishDate";
    public static final String PAGE = "url";
    public static final String HEADLINE = "headline";
    public static final String URGENT = "urgent";
    public static final String MADE_BY = "madeBy";
    public static final String REVIEW = "review";

    /// The time of a person's release, as an instant, which files cannot state.
    private static final String REVIEWED_AT = "reviewedAt";

    /// The value of [#MADE_BY] if all points are headlines.
    public static final String HEADLINES_ALONE = "headlines";

    public Digest {
        perspectives = List.copyOf(perspectives);
        highlights = List.copyOf(highlights);
        sections = List.copyOf(sections);
        sources = List.copyOf(sources);
        outlets = List.copyOf(outlets);
        extra = Map.copyOf(extra);
    }

    /// The blocks of the perspective with this ordinal (from 0); empty if it has no section.
    public List<Block> perspective(int ordinal) {
        return Section.ofPerspective(sections, ordinal);
    }

    public List<Source> sourcesOf(int ordinal) {
        return sources.stream()
                .filter(source -> source.perspective().equals(OptionalInt.of(ordinal)))
                .toList();
    }

    /// The sources of the perspective with this ordinal (from 0) and the sources common to all.
    public List<Source> sourcesFor(int ordinal) {
        return sources.stream()
                .filter(source -> source.perspective().orElse(ordinal) == ordinal)
                .toList();
    }

    public OptionalInt ordinal(String id) {
        return IntStream.range(0, perspectives.size())
                .filter(i -> perspectives.get(i).id().equalsIgnoreCase(id))
                .findFirst();
    }

    /// The front matter's time before which the digest must not be published.
    public Optional<Instant> publishAt() {
        return extra.get(PUBLISH_DATE) instanceof String text ? Optional.of(Instant.parse(text)) : Optional.empty();
    }

    /// The main news in one line: the author's headline; otherwise the first line of the highlights
    /// or of a perspective; without points, the title.
    public String headline() {
        return extra.get(HEADLINE) instanceof String written
                ? written
                : points().flatMap(point -> PlainText.of(point).lines())
                        .map(TextCleaner::line)
                        .filter(Visibility::in)
                        .findFirst()
                        .orElse(title);
    }

    /// The points of the highlights, followed by the points of all sections.
    public Stream<List<Block>> points() {
        return Stream.concat(Stream.of(highlights), sections.stream().map(Section::blocks))
                .flatMap(blocks -> BulletPoints.each(blocks).stream());
    }

    /// Whether the digest goes out without waiting for readers' schedules.
    public boolean isUrgent() {
        return Boolean.TRUE.equals(extra.get(URGENT));
    }

    /// The model that wrote the points, or [#HEADLINES_ALONE]; empty if a person wrote them.
    public Optional<String> madeBy() {
        return extra.get(MADE_BY) instanceof String model ? Optional.of(model) : Optional.empty();
    }

    public Optional<String> model() {
        return madeBy().filter(model -> !model.equals(HEADLINES_ALONE));
    }

    /// The time at which a person released the text of a model.
    public Optional<Instant> reviewedAt() {
        return model().flatMap(_ -> extra.get(REVIEWED_AT) instanceof Instant at ? Optional.of(at) : Optional.empty());
    }

    /// Whether the file asks for a review before publication.
    public boolean wantsReview() {
        return Boolean.TRUE.equals(extra.get(REVIEW));
    }

    public boolean isEarly(LocalDate today) {
        return key.day().isAfter(today) && publishAt().isEmpty();
    }

    /// The address of the digest's page on its author's site: complete, or only the path, which
    /// begins with a slash.
    public Optional<String> page() {
        return extra.get(PAGE) instanceof String address ? Optional.of(address) : Optional.empty();
    }

    /// Whether the digest is in the topic's main language. True if that language is unknown.
    public boolean isInMainLanguage() {
        String own = Locale.forLanguageTag(key.language().replace('_', '-')).getLanguage();
        return topic.language().isEmpty() || topic.language().equals(own);
    }

    /// Replaces the topic. A title that was derived from the topic's name is derived again.
    public Digest with(Topic known) {
        boolean isMade = title.equals(topic.titleOn(key.day()));
        String name = isMade ? known.titleOn(key.day()) : title;
        return copy(known, name, perspectives, highlights, sections, sources, correction, extra);
    }

    public Digest withBlocks(UnaryOperator<List<Block>> change) {
        return with(
                change.apply(highlights),
                sections.stream().map(section -> section.withBlocks(change)).toList());
    }

    public Digest with(List<Block> otherHighlights, List<Section> otherSections) {
        return with(otherHighlights, otherSections, sources);
    }

    public Digest with(List<Block> otherHighlights, List<Section> otherSections, List<Source> otherSources) {
        return copy(topic, title, perspectives, otherHighlights, otherSections, otherSources, correction, extra);
    }

    public Digest withPerspectives(List<Perspective> otherPerspectives, List<Section> otherSections) {
        return copy(topic, title, otherPerspectives, highlights, otherSections, sources, correction, extra);
    }

    /// The numbers are in the order of the perspectives; perspectives without a number stay
    /// unchanged.
    public Digest withColourNumbers(List<Integer> numbers) {
        List<Perspective> numbered = IntStream.range(0, perspectives.size())
                .mapToObj(
                        i -> i < numbers.size() ? perspectives.get(i).withColour(numbers.get(i)) : perspectives.get(i))
                .toList();
        return copy(topic, title, numbered, highlights, sections, sources, correction, extra);
    }

    public Digest with(Optional<Correction> said) {
        return copy(topic, title, perspectives, highlights, sections, sources, said, extra);
    }

    public Digest reviewed(Instant at) {
        Map<String, Object> more = new HashMap<>(extra);
        more.put(REVIEWED_AT, at);
        return copy(topic, title, perspectives, highlights, sections, sources, correction, more);
    }

    private Digest copy(
            Topic ofTopic,
            String titled,
            List<Perspective> of,
            List<Block> leading,
            List<Section> parts,
            List<Source> cited,
            Optional<Correction> said,
            Map<String, Object> more) {
        return new Digest(key, ofTopic, titled, of, leading, parts, cited, outlets, articleCount, draft, said, more);
    }
}
