package digestbot.cli;

import static digestbot.Golden.assertGolden;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The result of a command line.
public record CommandLineResult(int code, String out, String err) {

    /// The command line as the program parses it.
    public static CommandLine commandLine() {
        return Main.commandLine();
    }

    /// Runs the command line to its end.
    ///
    /// @param arguments words, or arrays of them
    public static CommandLineResult of(Object... arguments) {
        return by(Main.commandLine(), arguments);
    }

    /// The same with a separate command.
    public static CommandLineResult by(CommandLine commandLine, Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] words = Stream.of(arguments)
                .flatMap(each -> each instanceof Object[] several ? Stream.of(several) : Stream.of(each))
                .map(Object::toString)
                .toArray(String[]::new);
        int code = commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new CommandLineResult(code, out.toString(), err.toString());
    }

    /// What a command prints that does its work.
    public static CommandLineResult done(String out) {
        return new CommandLineResult(0, out, "");
    }

    /// What a command prints that cannot do its work.
    public static CommandLineResult failed(String err) {
        return new CommandLineResult(1, "", err);
    }

    /// The same output, with a fixed name for a folder that is another in each run.
    public CommandLineResult naming(Path folder) {
        return new CommandLineResult(
                code, out.replace(folder.toString(), "FOLDER"), err.replace(folder.toString(), "FOLDER"));
    }

    /// Compares the output with a whole file; `-Dgolden.write=true` rewrites it, and the run still
    /// fails where it differed.
    public void printed(String golden) {
        assertGolden("app/" + golden, out);
    }
}
