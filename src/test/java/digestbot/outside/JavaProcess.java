package digestbot.outside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts main classes with this process's Java and classes.
public final class JavaProcess {

    private JavaProcess() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The standard error is appended to the log; the standard output too if `logOutput`, else the
    /// caller reads it.
    public static Process start(Path log, boolean logOutput, List<String> options, String main, List<String> arguments)
            throws IOException {
        return start(log, logOutput, Map.of(), options, main, arguments);
    }

    static Process start(
            Path log,
            boolean logOutput,
            Map<String, String> environment,
            List<String> options,
            String main,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(ChildClassPath.options(options));
        command.add(main);
        command.addAll(arguments);
        File file = log.toFile();
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(file));
        builder.environment().putAll(environment);
        if (logOutput) {
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(file));
        }
        return builder.start();
    }
}
