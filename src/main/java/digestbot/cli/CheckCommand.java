package digestbot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.cli.common.ConfiguredCommand;
import digestbot.cli.common.CountedNoun;
import digestbot.cli.common.DigestFileArguments;
import digestbot.cli.common.FileArgument;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.digest.report.DigestReport;
import digestbot.markdown.BulletPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `digestbot check`: reads files as the bot would and reports what it finds.
@Command(
        name = "check",
        description = "Check digest files and print errors and warnings with file:line.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every file is valid; there may be warnings.",
            "1:A file is invalid or missing, or a folder has no digests.",
            "2:The arguments or the configuration are wrong."
        },
        footer = {"", "Example:", "  digestbot check digests"})
final class CheckCommand extends ConfiguredCommand {

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Digest files, or folders of them.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        int maxBytes = loadOrDefaults().library().maxFileBytes();
        ArrayNode reports = JsonNodeFactory.instance.arrayNode();
        var named = new DigestFileArguments(files);
        List<String> errors = named.errors();
        errors.forEach(error -> fail(error));
        boolean invalid = !errors.isEmpty();
        for (Path file : named.files()) {
            ParseResult result = parse(file, maxBytes);
            invalid |= result instanceof ParseResult.Invalid;
            if (json) {
                reports.add(DigestReport.json(file.toString(), result));
            } else {
                lines(file, result).forEach(this::println);
            }
        }
        if (json) {
            println(reports.toPrettyString());
        }
        return invalid ? 1 : 0;
    }

    private static ParseResult parse(Path file, int maxBytes) {
        try {
            return Files.isRegularFile(file)
                    ? new DigestParser(maxBytes).parse(FileArgument.read(file, maxBytes))
                    : new ParseResult.Invalid(List.of(new Diagnostic(Diagnostic.WHOLE_FILE, "file not found")));
        } catch (IOException e) {
            return new ParseResult.Invalid(
                    List.of(new Diagnostic(Diagnostic.WHOLE_FILE, "cannot be read: " + e.getMessage())));
        }
    }

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
