package digestbot.content.views;

import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.content.views.StyleRegistry.PerspectiveStyleConfig;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.digest.Topic;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Digests for views, without files.
final class SampleDigests {

    /// A Thursday on which the second of two perspectives leads, unless the reader says otherwise.
    static final LocalDate DAY = LocalDate.of(2026, 2, 5);

    private final List<Perspective> perspectives = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private Topic topic = new Topic("us-china", "US vs China");
    private List<Block> highlights = List.of();
    private List<String> outlets = List.of();
    private LocalDate day = DAY;
    private String edition = "";
    private String language = "en";
    private OptionalInt articles = OptionalInt.empty();
    private Optional<Correction> correction = Optional.empty();
    private Map<String, Object> extra = Map.of();

    static Reader reader(String language, ReadingOptions reading) {
        return new Reader(language, reading, DAY, ZoneOffset.UTC);
    }

    static StyleRegistry styles(String topic, String emoji, Map<String, PerspectiveStyleConfig> perspectives) {
        return new StyleRegistry(Map.of(topic, new StyleRegistry.TopicStyle(emoji, false, perspectives)));
    }

    static PerspectiveStyleConfig look(@Nullable String emoji, @Nullable Integer colour, @Nullable String name) {
        return new PerspectiveStyleConfig(
                Optional.ofNullable(emoji),
                colour == null ? OptionalInt.empty() : OptionalInt.of(colour),
                Optional.ofNullable(name));
    }

    /// Two perspectives with four points each, three sources.
    static SampleDigests usual() {
        return new SampleDigests()
                .highlights("Both sides call the talks constructive.", "Two ports reopen.")
                .perspective("us", "United States", 10, points("us", 4))
                .perspective("china", "China", 10, points("china", 4))
                .source(1, "Talks end", "https://example.org/1", "Harbour Post", DAY, "en-US")
                .source(2, "会谈结束", "https://example.org/2", "长江日报", DAY.minusDays(1), "zh-CN")
                .source(4, "No link", "", "", DAY.minusYears(1), "")
                .outlets("Harbour Post", "长江日报", "Delta Daily")
                .articles(20);
    }

    /// Perspectives named a, b, c … with as many points each as given.
    static SampleDigests perspectives(int... points) {
        var digests = new SampleDigests();
        for (int i = 0; i < points.length; i++) {
            String id = Character.toString('a' + i);
            digests.perspective(id, id.toUpperCase(Locale.ROOT), -1, points(id, points[i]));
        }
        return digests;
    }

    static List<Block> points(String name, int count) {
        return count == 0
                ? List.of()
                : List.of(Block.ItemList.bullets(IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new Item(List.of(paragraph(name + " " + i))))
                        .toList()));
    }

    static Block paragraph(String text) {
        return new Block.Paragraph(List.of(new Inline.Text(text)));
    }

    SampleDigests highlights(String... texts) {
        highlights = List.of(Block.ItemList.bullets(
                Stream.of(texts).map(text -> new Item(List.of(paragraph(text)))).toList()));
        return this;
    }

    SampleDigests headline(String text) {
        extra = Map.of(Digest.HEADLINE, text);
        return this;
    }

    SampleDigests madeBy(String model) {
        extra = Map.of(Digest.MADE_BY, model);
        return this;
    }

    SampleDigests noHighlights() {
        highlights = List.of();
        return this;
    }

    /// The count is below 0 if the front matter has none.
    SampleDigests perspective(String id, String name, int count, List<Block> blocks) {
        perspectives.add(new Perspective(id, name, count < 0 ? OptionalInt.empty() : OptionalInt.of(count)));
        if (!blocks.isEmpty()) {
            sections.add(new Section.PerspectiveSection(perspectives.size() - 1, blocks));
        }
        return this;
    }

    SampleDigests other(String heading, String text) {
        sections.add(new Section.OtherSection(heading, List.of(paragraph(text))));
        return this;
    }

    SampleDigests source(int number, String title, String link, String outlet, LocalDate date, String language) {
        sources.add(new Source(
                number, language, title, WebAddress.parse(link), outlet, Optional.of(date), OptionalInt.empty()));
        return this;
    }

    /// Sets the perspectives of the sources, in their order; below 0 for none.
    SampleDigests sourcesOf(int... perspectives) {
        for (int i = 0; i < perspectives.length; i++) {
            sources.set(i, perspectives[i] < 0 ? sources.get(i) : sources.get(i).withPerspective(perspectives[i]));
        }
        return this;
    }

    SampleDigests outlets(String... names) {
        outlets = List.of(names);
        return this;
    }

    SampleDigests articles(int count) {
        articles = OptionalInt.of(count);
        return this;
    }

    SampleDigests topic(String id, String name) {
        topic = new Topic(id, name);
        return this;
    }

    SampleDigests day(LocalDate day) {
        this.day = day;
        return this;
    }

    SampleDigests edition(String edition) {
        this.edition = edition;
        return this;
    }

    SampleDigests language(String language) {
        this.language = language;
        return this;
    }

    SampleDigests correction(String text) {
        correction = Optional.of(new Correction(Optional.empty(), new RevisionChanges.AuthorNote(text)));
        return this;
    }

    Digest digest() {
        return new Digest(
                new DigestKey(topic.id(), day, language, edition),
                topic,
                "US vs China News",
                perspectives,
                highlights,
                sections,
                sources,
                outlets,
                articles,
                false,
                correction,
                extra);
    }
}
