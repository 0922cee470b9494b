package digestbot.cli;

import static digestbot.Golden.assertGolden;

import digestbot.GivenTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.stream.Stream;
import picocli.CommandLine;

public record CommandLineResult(int code, String out, String err) {

    public static CommandLine commandLine() {
        return Main.commandLine(GivenTime.CLOCK.withZone(ZoneId.of("UTC")));
    }

    /// The arguments are words, or arrays of them.
    public static CommandLineResult of(Object... arguments) {
        return by(commandLine(), arguments);
    }

    public static CommandLineResult at(Clock clock, Object... arguments) {
        return by(Main.commandLine(clock), arguments);
    }

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

    public static CommandLineResult done(String out) {
        return new CommandLineResult(0, out, "");
    }

    public static CommandLineResult failed(String err) {
        return new CommandLineResult(1, "", err);
    }

    /// Replaces a folder that is another in each run.
    public CommandLineResult naming(Path folder) {
        return new CommandLineResult(
                code, out.replace(folder.toString(), "FOLDER"), err.replace(folder.toString(), "FOLDER"));
    }

    /// Compares the output with a golden file; `-Dgolden.write=true` rewrites the file, and the run
    /// still fails if it differed.
    public void printed(String golden) {
        assertGolden("app/" + golden, out);
    }
}
