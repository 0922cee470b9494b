package digestbot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.FileArgument;
import digestbot.digest.Diagnostic;
import digestbot.digest.DigestParser;
import digestbot.digest.ParseResult;
import digestbot.library.intake.DigestFolder;
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

/// `digestbot check`: reads files as the bot would and says what it finds.
@Command(
        name = "check",
        description = "Prints problems and warnings with file:line; exit 1 if a file is invalid.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--json", description = "Print an array, for pipelines.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Digests; a folder means every digest in it.")
    private List<Path> files = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        int most = configuration.loadIfAny().library().maxFileBytes();
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode reports = JsonNodeFactory.instance.arrayNode();
        boolean invalid = false;
        for (Path folder : folders()) {
            invalid |= !isOpen(folder);
        }
        for (Path file : expanded()) {
            ParseResult result = parse(file, most);
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

    private List<Path> folders() {
        return files.stream().filter(Files::isDirectory).toList();
    }

    /// Says what of the folder cannot be looked at, or that there is nothing in it.
    ///
    /// @return whether all of it could be looked at
    private boolean isOpen(Path path) {
        DigestFolder folder = new DigestFolder(path);
        List<String> closed = folder.closed();
        closed.forEach(spec.commandLine().getErr()::println);
        if (closed.isEmpty() && folder.files().isEmpty()) {
            spec.commandLine().getErr().println(path + ": there is no digest in this folder");
        }
        return closed.isEmpty();
    }

    private List<Path> expanded() {
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                all.addAll(new DigestFolder(file).files());
            } else {
                all.add(file);
            }
        }
        return all;
    }

    private static ParseResult parse(Path file, int most) {
        try {
            return Files.isRegularFile(file)
                    ? new DigestParser(most).parse(FileArgument.read(file, most))
                    : new ParseResult.Invalid(List.of(new Diagnostic(1, "there is no such file; check the path")));
        } catch (IOException e) {
            return new ParseResult.Invalid(List.of(new Diagnostic(1, "the file cannot be read: " + e.getMessage())));
        }
    }
}
