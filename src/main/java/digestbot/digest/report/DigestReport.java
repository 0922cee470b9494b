package digestbot.digest.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.PointMark;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import java.util.List;

/// The report about a file that programs get from `check --json`, and when they push the file.
public final class DigestReport {

    private DigestReport() {}

    /// The keys are those that docs/digest-format.md lists.
    public static ObjectNode json(String file, ParseResult result) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("file", file);
        switch (result) {
            case ParseResult.Parsed(Digest digest, List<Diagnostic> warnings, var _) -> {
                report.put("verdict", "parsed");
                describe(report, digest);
                report.set("warnings", diagnostics(warnings));
                report.set("errors", diagnostics(List.of()));
            }
            case ParseResult.Invalid(List<Diagnostic> problems, boolean _) -> {
                report.put("verdict", "invalid");
                describeNothing(report);
                report.set("warnings", diagnostics(List.of()));
                report.set("errors", diagnostics(problems));
            }
        }
        return report;
    }

    private static void describe(ObjectNode report, Digest digest) {
        report.put("topic", digest.topic().id());
        report.put("day", digest.key().day().toString());
        report.put("language", digest.key().language());
        report.put("draft", digest.draft());
        ArrayNode perspectives = report.putArray("perspectives");
        for (int i = 0; i < digest.perspectives().size(); i++) {
            Perspective perspective = digest.perspectives().get(i);
            perspectives
                    .addObject()
                    .put("id", perspective.id())
                    .put("name", perspective.name())
                    .put("points", BulletPoints.count(digest.perspective(i)))
                    .put("paired", count(digest.perspective(i), PointMark.Pair.class))
                    .put("only", count(digest.perspective(i), PointMark.Only.class));
        }
        report.put("highlights", BulletPoints.count(digest.highlights()));
        ArrayNode sources = report.putArray("sources");
        digest.sources().forEach(source -> sources.add(source(digest, source)));
    }

    private static int count(List<Block> blocks, Class<? extends PointMark> kind) {
        return (int) PointMark.in(blocks).stream().filter(kind::isInstance).count();
    }

    /// The same keys with null values for an invalid file, so that all reports have one shape.
    private static void describeNothing(ObjectNode report) {
        report.putNull("topic").putNull("day").putNull("language").putNull("draft");
        report.putArray("perspectives");
        report.putNull("highlights");
        report.putArray("sources");
    }

    private static ObjectNode source(Digest digest, Source source) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("number", source.number());
        node.put("language", source.language());
        node.put("title", source.title());
        source.link().ifPresentOrElse(link -> node.put("link", link.url()), () -> node.putNull("link"));
        node.put("outlet", source.outlet());
        source.date().ifPresentOrElse(date -> node.put("date", date.toString()), () -> node.putNull("date"));
        source.perspective()
                .ifPresentOrElse(
                        i -> node.put(
                                "perspective", digest.perspectives().get(i).id()),
                        () -> node.putNull("perspective"));
        return node;
    }

    private static ArrayNode diagnostics(List<Diagnostic> diagnostics) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        diagnostics.forEach(
                diagnostic -> array.addObject().put("line", diagnostic.line()).put("message", diagnostic.message()));
        return array;
    }
}
