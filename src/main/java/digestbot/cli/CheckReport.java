package digestbot.cli;

import digestbot.cli.common.CountedNoun;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.markdown.BulletPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The report of `check` about a file, as text.
final class CheckReport {

    private CheckReport() {}

    /// The report as text: a line for the file, and one for each warning or error.
    static List<String> lines(Path file, ParseResult result) {
        List<String> lines = new ArrayList<>();
        switch (result) {
            case ParseResult.Parsed(Digest digest, List<Diagnostic> warnings, var _) -> {
                lines.add("%s: %s, %s, %s: %s, %s, %s%s"
                        .formatted(
                                file,
                                digest.topic().id(),
                                digest.key().day(),
                                digest.key().language(),
                                CountedNoun.of(BulletPoints.count(digest.highlights()), "highlight"),
                                CountedNoun.of(digest.perspectives().size(), "perspective"),
                                CountedNoun.of(digest.sources().size(), "source"),
                                digest.draft() ? ", draft" : ""));
                warnings.forEach(warning -> lines.add(line(file, "warning", warning)));
            }
            case ParseResult.Invalid(List<Diagnostic> problems) ->
                problems.forEach(problem -> lines.add(line(file, "error", problem)));
        }
        return lines;
    }

    private static String line(Path file, String kind, Diagnostic diagnostic) {
        return "%s: %s: %s".formatted(diagnostic.place(file), kind, diagnostic.message());
    }
}
