package digestbot.outside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts main classes with this process's Java and classes.
public final class JavaProcess {

    private static final Path ENVIRONMENT = Path.of("src/main/distribution/bin/environment");
    private static final Pattern OPTIONS = Pattern.compile("(?m)^(?:common|run)_options='([^']+)'$");

    private JavaProcess() {}

    /// The options that `bin/digestbot run` gives Java; the list may be changed.
    public static List<String> optionsOfRun() throws IOException {
        return OPTIONS.matcher(Files.readString(ENVIRONMENT))
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(" ", -1)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

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
