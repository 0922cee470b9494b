package digestbot.api;

import digestbot.api.PublicDigests.PublicTopic;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.PointMark;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.site.SiteAddress;
import digestbot.site.SiteLibrary.SiteHit;
import digestbot.site.SiteLibrary.SiteHits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Digests as plain text for an assistant. Each part says how it is cited: title, day, perspective
/// and the address of its page.
public final class DigestText {

    private static final String INDENT = "  ";

    private DigestText() {}

    public static String of(PublicDigest shown, PageAddresses pages) {
        Digest digest = shown.digest();
        Stream<String> perspectives = IntStream.range(0, digest.perspectives().size())
                .mapToObj(ordinal -> perspectivePart(shown, ordinal, pages));
        Stream<String> others = digest.sections().stream()
                .filter(Section.OtherSection.class::isInstance)
                .map(Section.OtherSection.class::cast)
                .map(section -> "## " + section.heading() + "\n" + text(section.blocks()));
        return joined(Stream.of(
                        Stream.of(lead(shown, pages), "## Highlights\n" + text(digest.highlights())),
                        perspectives,
                        others,
                        Stream.of(sources(digest, digest.sources())))
                .flatMap(parts -> parts));
    }

    public static String perspective(PublicDigest shown, int ordinal, PageAddresses pages) {
        return joined(Stream.of(
                lead(shown, pages),
                perspectivePart(shown, ordinal, pages),
                sources(shown.digest(), shown.digest().sourcesFor(ordinal))));
    }

    static String citation(String title, String day, Optional<Perspective> perspective, Optional<String> page) {
        return "Cite as: “" + title + "”, " + day
                + perspective.map(said -> ", perspective of " + said.name()).orElse("")
                + page.map(address -> ", " + address).orElse("");
    }

    private static String lead(PublicDigest shown, PageAddresses pages) {
        Digest digest = shown.digest();
        return "# %s\nTopic: %s (%s). Day: %s. Language: %s.%s\n%s"
                .formatted(
                        digest.title(),
                        digest.topic().name(),
                        digest.key().topic(),
                        digest.key().day(),
                        digest.key().language(),
                        shown.edition().corrections().isEmpty()
                                ? ""
                                : " Corrected: " + shown.edition().updatedAt() + ".",
                        citation(
                                digest.title(),
                                digest.key().day().toString(),
                                Optional.empty(),
                                pages.of(shown.edition().address())));
    }

    private static String perspectivePart(PublicDigest shown, int ordinal, PageAddresses pages) {
        Digest digest = shown.digest();
        Perspective perspective = digest.perspectives().get(ordinal);
        return "## Perspective: %s (%s)\n%s\n%s"
                .formatted(
                        perspective.name(),
                        perspective.id(),
                        citation(
                                digest.title(),
                                digest.key().day().toString(),
                                Optional.of(perspective),
                                pages.of(shown.edition().address(), perspective)),
                        text(digest.perspective(ordinal)));
    }

    private static String sources(Digest digest, List<Source> sources) {
        return sources.isEmpty()
                ? ""
                : "## Sources\n"
                        + sources.stream().map(source -> source(digest, source)).collect(Collectors.joining("\n"));
    }

    private static String source(Digest digest, Source source) {
        return source.number() + ". " + source.title()
                + (source.outlet().isEmpty() ? "" : ", " + source.outlet())
                + source.date().map(day -> ", " + day).orElse("")
                + source.link().map(link -> ", " + link.url()).orElse("")
                + (source.perspective().isPresent()
                        ? " ("
                                + digest.perspectives()
                                        .get(source.perspective().getAsInt())
                                        .id() + ")"
                        : "");
    }

    private static String joined(Stream<String> parts) {
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private static String text(List<Block> blocks) {
        return blocks.stream().map(block -> text(block, "")).collect(Collectors.joining("\n"));
    }

    private static String text(Block block, String indent) {
        return switch (block) {
            case Block.Paragraph(List<Inline> content) -> indent + PlainText.ofInlines(content);
            case Block.Heading heading -> indent + PlainText.ofInlines(heading.content());
            case Block.ItemList list ->
                list.items().stream().map(item -> point(item, indent)).collect(Collectors.joining("\n"));
            case Block.Quote(List<Block> blocks) ->
                blocks.stream().map(inner -> text(inner, indent + "> ")).collect(Collectors.joining("\n"));
            case Block.CodeBlock code -> code.text().indent(indent.length()).stripTrailing();
            case Block.HorizontalRule() -> indent + "---";
        };
    }

    private static String point(Block.Item item, String indent) {
        List<String> blocks = item.blocks().stream()
                .map(block -> text(block, indent + INDENT))
                .toList();
        String first = blocks.isEmpty() ? "" : blocks.getFirst().strip();
        return Stream.concat(
                        Stream.of(indent + "- " + first
                                + PointMark.of(item).map(DigestText::mark).orElse("")),
                        blocks.stream().skip(1))
                .collect(Collectors.joining("\n"));
    }

    private static String mark(PointMark mark) {
        return switch (mark) {
            case PointMark.Pair(String id) -> " (other perspectives report it, too; pair: " + id + ")";
            case PointMark.Only(String perspective) -> " (only reported by: " + perspective + ")";
        };
    }

    public static String topics(List<PublicTopic> topics, PageAddresses pages) {
        return topics.isEmpty()
                ? "No digest is published yet."
                : topics.stream().map(topic -> topic(topic, pages)).collect(Collectors.joining("\n"));
    }

    private static String topic(PublicTopic topic, PageAddresses pages) {
        return "- %s: %s, latest digest of %s, in %s%s"
                .formatted(
                        topic.id(),
                        topic.name(),
                        topic.latest(),
                        String.join(", ", topic.languages()),
                        pages.of(new SiteAddress.OfTopic("", topic.id()))
                                .map(address -> ", " + address)
                                .orElse(""));
    }

    public static String hits(SiteHits found, PageAddresses pages) {
        return found.hits().isEmpty()
                ? "No results."
                : "%d of %d digests:\n\n".formatted(found.hits().size(), found.total())
                        + found.hits().stream().map(hit -> hit(hit, pages)).collect(Collectors.joining("\n\n"));
    }

    private static String hit(SiteHit hit, PageAddresses pages) {
        Digest digest = hit.digest();
        Optional<String> page =
                hit.said().flatMap(said -> pages.of(hit.address(), said)).or(() -> pages.of(hit.address()));
        return PublicDigests.passage(hit.passage()) + "\n"
                + DigestText.citation(digest.title(), digest.key().day().toString(), hit.said(), page)
                + "\nTopic: %s. Language: %s."
                        .formatted(digest.key().topic(), digest.key().language());
    }
}
