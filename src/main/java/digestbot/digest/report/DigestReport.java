package digestbot.digest.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.Source;
import digestbot.digest.story.Comparison;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PointMark;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The report about a file that programs get from `check --json` and when they push the file.
public final class DigestReport {

    private DigestReport() {}

    /// Creates the report with the keys that docs/digest-format.md lists. Without a digest, values
    /// are null, so that all reports have one shape.
    public static ObjectNode json(String file, ParseResult result) {
        Optional<Digest> read = Optional.empty();
        List<Diagnostic> warnings = List.of();
        List<Diagnostic> errors = List.of();
        switch (result) {
            case ParseResult.Parsed parsed -> {
                read = Optional.of(parsed.digest());
                warnings = parsed.warnings();
            }
            case ParseResult.Invalid invalid -> errors = invalid.problems();
        }
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("file", file);
        report.put("verdict", read.isPresent() ? "parsed" : "invalid");
        report.put("topic", read.map(digest -> digest.topic().id()).orElse(null));
        report.put("day", read.map(digest -> digest.key().day().toString()).orElse(null));
        report.put("language", read.map(digest -> digest.key().language()).orElse(null));
        report.put("draft", read.map(Digest::draft).orElse(null));
        ArrayNode perspectives = report.putArray("perspectives");
        report.put(
                "highlights",
                read.map(digest -> BulletPoints.count(digest.highlights())).orElse(null));
        ArrayNode sources = report.putArray("sources");
        ArrayNode stories = report.putArray("stories");
        read.ifPresent(digest -> {
            for (int i = 0; i < digest.perspectives().size(); i++) {
                perspectives.add(perspective(digest, i));
            }
            digest.sources().forEach(source -> sources.add(source(digest, source)));
            Comparison.of(digest).rows().forEach(row -> stories.add(story(digest, row)));
        });
        report.set("warnings", diagnostics(warnings));
        report.set("errors", diagnostics(errors));
        return report;
    }

    private static ObjectNode perspective(Digest digest, int ordinal) {
        Perspective perspective = digest.perspectives().get(ordinal);
        List<Block> points = digest.perspective(ordinal);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", perspective.id())
                .put("name", perspective.name())
                .put("points", BulletPoints.count(points))
                .put("paired", count(points, PointMark.Pair.class))
                .put("only", count(points, PointMark.Only.class));
    }

    private static int count(List<Block> blocks, Class<? extends PointMark> kind) {
        return (int) PointMark.in(blocks).stream().filter(kind::isInstance).count();
    }

    private static ObjectNode source(Digest digest, Source source) {
        Optional<String> perspective = source.perspective().stream()
                .mapToObj(i -> digest.perspectives().get(i).id())
                .findFirst();
        return JsonNodeFactory.instance
                .objectNode()
                .put("number", source.number())
                .put("language", source.language())
                .put("title", source.title())
                .put("link", source.link().map(WebAddress::url).orElse(null))
                .put("outlet", source.outlet())
                .put("date", source.date().map(LocalDate::toString).orElse(null))
                .put("perspective", perspective.orElse(null));
    }

    private static ObjectNode story(Digest digest, Comparison.Row row) {
        ObjectNode story = JsonNodeFactory.instance.objectNode();
        story.put("heading", row.words().orElse(null));
        ArrayNode perspectives = story.putArray("perspectives");
        row.perspectives(digest).forEach(perspectives::add);
        return story.put("by", row.by().name().toLowerCase(Locale.ROOT));
    }

    private static ArrayNode diagnostics(List<Diagnostic> diagnostics) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        diagnostics.forEach(
                diagnostic -> array.addObject().put("line", diagnostic.line()).put("message", diagnostic.message()));
        return array;
    }
}
