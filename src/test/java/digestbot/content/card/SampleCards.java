package digestbot.content.card;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.views.CardText;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.digest.Digest;
import digestbot.digest.parser.DigestSamples;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class SampleCards {

    static final LocalDate DAY = LocalDate.of(2026, 2, 11);

    static final String ORIGIN = "Both Sides · news.example.org";

    private final StringBuilder perspectives = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private String highlights = "- Talks went on.\n";
    private int count;
    private int first = 1;

    /// The number of articles of the first perspective; each further one has one more.
    SampleCards articlesFrom(int articles) {
        first = articles;
        return this;
    }

    SampleCards highlights(String text) {
        highlights = text;
        return this;
    }

    /// Named “Side 0”, “Side 1” …
    SampleCards perspective(String text) {
        return perspective("Side " + count, text);
    }

    SampleCards perspective(String name, String text) {
        perspectives.append("  - {id: s%d, name: \"%s\", count: %d}\n".formatted(count, name, count + first));
        if (!text.isEmpty()) {
            body.append("## ").append(name).append("\n\n").append(text).append("\n\n");
        }
        count++;
        return this;
    }

    SampleCards uncounted(String text) {
        perspectives.append("  - {id: s%1$d, name: \"Side %1$d\"}\n".formatted(count));
        body.append("## Side ").append(count).append("\n\n").append(text).append("\n\n");
        count++;
        return this;
    }

    SampleCards other(String heading) {
        body.append("## ").append(heading).append("\n\nMore of it.\n\n");
        return this;
    }

    CardText text(String language) {
        return text(language, DAY, List.of());
    }

    CardText text(String language, LocalDate today, List<String> wanted) {
        return text(DigestSamples.digest(file()), language, today, wanted);
    }

    private String file() {
        return "---\ntitle: T\ndate: %s\ntopic: energy\ntopicName: World Energy\nperspectives:\n%s---\n## Highlights\n\n%s\n\n%s"
                .formatted(DAY, perspectives, highlights, body);
    }

    static CardText text(Digest digest, String language, LocalDate today, List<String> wanted) {
        var reader = new Reader(
                language,
                ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(wanted)),
                today,
                ZoneId.of("UTC"));
        return new DigestContentBuilder(StyleRegistry.DEFAULT, () -> ORIGIN).card(digest, reader);
    }

    static Stream<DisplayItem.RoundedBox> boxes(DisplayList sheet) {
        return sheet.items().stream()
                .filter(DisplayItem.RoundedBox.class::isInstance)
                .map(DisplayItem.RoundedBox.class::cast);
    }

    /// Points of two sentences each, which fill some lines of a column. Because of their marks, no
    /// story is found in their equal words.
    static String points(String of, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        "- %s %d says something that takes a line or two of a column. A second sentence follows it. {pair: %s%2$d}"
                                .formatted(of, i, of.replaceAll("\\W", "")))
                .collect(Collectors.joining("\n"));
    }
}
