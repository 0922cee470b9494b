package digestbot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.DigestFileArguments;
import digestbot.cli.common.FileArgument;
import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.digest.report.DigestReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Digest files, or folders of them.")
    private List<Path> files = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        int maxBytes = configuration.loadOrDefaults().library().maxFileBytes();
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode reports = JsonNodeFactory.instance.arrayNode();
        var named = new DigestFileArguments(files);
        List<String> errors = named.errors();
        errors.forEach(error -> CommandOutput.printError(spec.commandLine(), error));
        boolean invalid = !errors.isEmpty();
        for (Path file : named.files()) {
            ParseResult result = parse(file, maxBytes);
            invalid |= result instanceof ParseResult.Invalid;
            if (json) {
                reports.add(DigestReport.json(file.toString(), result));
            } else {
                CheckReport.lines(file, result).forEach(out::println);
            }
        }
        if (json) {
            out.println(reports.toPrettyString());
        }
        out.flush();
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
}
