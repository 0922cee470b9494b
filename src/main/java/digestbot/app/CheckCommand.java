package digestbot.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.digest.DigestParser;
import digestbot.digest.ParseResult;
import digestbot.digest.Remark;
import digestbot.library.Folder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot check`: reads files as the bot would and says what it finds.
@Command(
        name = "check",
        description = "Prints problems and warnings with file:line; exit 1 if a file is invalid.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print an array, for pipelines.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Digests; a folder means every digest in it.")
    private List<Path> files = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DigestParser parser = new DigestParser();
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode reports = JsonNodeFactory.instance.arrayNode();
        boolean invalid = false;
        for (Path file : expanded()) {
            ParseResult result = parse(parser, file);
            invalid |= result instanceof ParseResult.Invalid;
            if (json) {
                reports.add(CheckReport.json(file, result));
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

    private List<Path> expanded() {
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                List<Path> within = new Folder(file).files();
                if (within.isEmpty()) {
                    spec.commandLine().getErr().println(file + ": there is no digest in this folder");
                }
                all.addAll(within);
            } else {
                all.add(file);
            }
        }
        return all;
    }

    private static ParseResult parse(DigestParser parser, Path file) {
        try {
            return Files.isRegularFile(file)
                    ? parser.parse(DigestFile.read(file))
                    : new ParseResult.Invalid(List.of(new Remark(1, "there is no such file; check the path")));
        } catch (IOException e) {
            return new ParseResult.Invalid(List.of(new Remark(1, "the file cannot be read: " + e.getMessage())));
        }
    }
}
