package digestbot.api;

import digestbot.api.DigestJson.BlockJson;
import digestbot.api.DigestJson.BlockJson.Point;
import digestbot.api.DigestJson.DigestDetails;
import digestbot.api.DigestJson.DigestHead;
import digestbot.api.DigestJson.Hits;
import digestbot.api.DigestJson.OnePerspective;
import digestbot.api.DigestJson.PerspectiveEntry;
import digestbot.api.DigestJson.SourceEntry;
import digestbot.api.DigestJson.TopicEntry;
import digestbot.api.DigestJson.WholeDigest;
import digestbot.api.DigestJson.WholeDigest.ComparisonRow;
import digestbot.digest.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes answers as plain text for an assistant. Each part states its citation: title, day,
/// perspective and the address of its page.
public final class DigestText {

    private static final String INDENT = "  ";

    private static final String CUT = "Something was left out because the digest is long. The tool perspective has more"
            + " of each perspective.";

    private DigestText() {}

    public static String of(WholeDigest shown) {
        DigestHead head = shown.details().head();
        return joined(Stream.of(
                Stream.of(heading(shown.details()), "## Highlights\n" + text(shown.highlights())),
                shown.perspectives().stream().map(each -> perspective(head, each)),
                Stream.of(comparison(shown.comparison())),
                shown.sections().stream().map(each -> "## " + each.heading() + "\n" + text(each.blocks())),
                Stream.of(sources(shown.sources()), left(shown.cut()))));
    }

    public static String of(OnePerspective shown) {
        return joined(Stream.of(Stream.of(
                heading(shown.details()),
                perspective(shown.details().head(), shown.perspective()),
                sources(shown.sources()),
                left(shown.cut()))));
    }

    private static String joined(Stream<Stream<String>> parts) {
        return parts.flatMap(part -> part).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private static String left(Optional<Boolean> cut) {
        return cut.orElse(false) ? CUT : "";
    }

    private static String citation(DigestHead head, Optional<PerspectiveEntry> perspective, Optional<String> url) {
        return "Cite as: “" + head.title() + "”, " + head.day()
                + perspective.map(said -> ", perspective of " + said.name()).orElse("")
                + url.map(address -> ", " + address).orElse("");
    }

    private static String heading(DigestDetails shown) {
        DigestHead head = shown.head();
        return "# %s\nTopic: %s (%s). Day: %s. Language: %s.%s%s\n%s"
                .formatted(
                        head.title(),
                        head.topicName(),
                        head.topic(),
                        head.day(),
                        head.language(),
                        shown.madeBy().map(by -> madeBy(by, shown.reviewed())).orElse(""),
                        shown.corrections().stream()
                                .findFirst()
                                .map(newest -> " Corrected: " + newest.at() + ".")
                                .orElse(""),
                        citation(head, Optional.empty(), head.url()));
    }

    private static String madeBy(String by, Optional<Instant> reviewed) {
        return by.equals(Digest.HEADLINES_ALONE)
                ? " Headlines only."
                : " Summarised by %s, %s."
                        .formatted(
                                by,
                                reviewed.map(at -> "reviewed by an editor at " + at)
                                        .orElse("not reviewed"));
    }

    private static String perspective(DigestHead head, PerspectiveEntry shown) {
        return "## Perspective: %s (%s)\n%s\n%s"
                .formatted(
                        shown.name(),
                        shown.id(),
                        citation(head, Optional.of(shown), shown.url()),
                        text(shown.blocks().orElseThrow()));
    }

    private static String comparison(List<ComparisonRow> rows) {
        return rows.isEmpty()
                ? ""
                : rows.stream()
                        .map(row -> "- %s: %s".formatted(subject(row), String.join(", ", row.perspectives())))
                        .collect(Collectors.joining("\n", "## Compare\n", ""));
    }

    private static String subject(ComparisonRow row) {
        String pair = row.pair().map("pair: "::concat).orElse("");
        return row.heading()
                        .map(words -> pair.isEmpty() ? words : words + " (" + pair + ")")
                        .orElse(pair)
                + row.continues().map(" (continues from %s)"::formatted).orElse("");
    }

    private static String sources(List<SourceEntry> sources) {
        return sources.isEmpty()
                ? ""
                : sources.stream().map(DigestText::source).collect(Collectors.joining("\n", "## Sources\n", ""));
    }

    private static String source(SourceEntry source) {
        return source.number() + ". " + source.title()
                + (source.outlet().isEmpty() ? "" : ", " + source.outlet())
                + source.date().map(day -> ", " + day).orElse("")
                + source.url().map(url -> ", " + url).orElse("")
                + source.perspective().map(id -> " (" + id + ")").orElse("");
    }

    private static String text(List<BlockJson> blocks) {
        return blocks.stream().map(block -> text(block, "")).collect(Collectors.joining("\n"));
    }

    private static String text(BlockJson block, String indent) {
        return switch (block) {
            case BlockJson.Paragraph paragraph -> indent + paragraph.text();
            case BlockJson.Heading heading -> indent + heading.text();
            case BlockJson.PointList list ->
                list.points().stream().map(point -> point(point, indent)).collect(Collectors.joining("\n"));
            case BlockJson.Quote(List<BlockJson> blocks) ->
                blocks.stream().map(inner -> text(inner, indent + "> ")).collect(Collectors.joining("\n"));
            case BlockJson.Code code -> code.text().indent(indent.length()).stripTrailing();
            case BlockJson.Rule() -> indent + "---";
        };
    }

    private static String point(Point point, String indent) {
        List<String> lines = Stream.concat(
                        Stream.of(point.text()).filter(text -> !text.isEmpty()),
                        point.blocks().stream().map(block -> text(block, indent + INDENT)))
                .toList();
        String first = lines.isEmpty() ? "" : lines.getFirst().strip();
        String cited =
                point.sources().stream().map(number -> "[" + number + "]").collect(Collectors.joining());
        String mark = (cited.isEmpty() ? "" : " " + cited)
                + point.pair()
                        .map(id -> " (other perspectives report it, too; pair: " + id + ")")
                        .or(() -> point.only().map(perspective -> " (only reported by: " + perspective + ")"))
                        .orElse("");
        return Stream.concat(
                        Stream.of(indent + "- " + first + mark), lines.stream().skip(1))
                .collect(Collectors.joining("\n"));
    }

    public static String of(List<TopicEntry> topics) {
        return topics.isEmpty()
                ? "No digest is published yet."
                : topics.stream()
                        .map(topic -> "- %s: %s, latest digest of %s, in %s%s"
                                .formatted(
                                        topic.id(),
                                        topic.name(),
                                        topic.latest(),
                                        String.join(", ", topic.languages()),
                                        topic.url().map(url -> ", " + url).orElse("")))
                        .collect(Collectors.joining("\n"));
    }

    public static String of(Hits found) {
        return found.hits().isEmpty()
                ? "No results."
                : found.hits().stream()
                        .map(DigestText::hit)
                        .collect(Collectors.joining(
                                "\n\n",
                                "%d of %d digests:\n\n".formatted(found.hits().size(), found.total()),
                                ""));
    }

    private static String hit(Hits.Hit hit) {
        DigestHead head = hit.head();
        return hit.text() + "\n" + citation(head, hit.perspective(), head.url())
                + "\nTopic: %s. Language: %s.".formatted(head.topic(), head.language());
    }
}
