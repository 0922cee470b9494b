package digestbot.bench;

import digestbot.outside.ChildClassPath;
import digestbot.outside.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts the bot's Java with the options of `bin/digestbot run`, from the packaged program if
/// there is one.
///
/// @param flags without the cache of loaded classes if there is no package
/// @param jar the packaged program; null: the classes of this process
record JavaLaunch(List<String> flags, Path java, @Nullable Path jar) {

    /// The folder is that of the cache of loaded classes.
    static JavaLaunch of(Path folder) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String jar = System.getProperty("bench.jar", "");
        List<String> flags = JavaProcess.optionsOfRun();
        if (jar.isEmpty()) {
            return new JavaLaunch(flags, java, null);
        }
        flags.add("-XX:AOTCache=" + prepare(Path.of(jar), folder));
        return new JavaLaunch(flags, java, Path.of(jar));
    }

    /// As `bin/digestbot` does.
    private static Path prepare(Path jar, Path folder) throws IOException, InterruptedException {
        var preparing = new ProcessBuilder(
                        jar.resolveSibling("bin/prepare").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prepare.txt").toFile());
        preparing.environment().put("JAVA_HOME", System.getProperty("java.home"));
        preparing.environment().put("DIGESTBOT_CACHE", folder.toString());
        int status = preparing.start().waitFor();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".aot"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "bin/prepare ended with %d and made no cache, see %s".formatted(status, folder)));
        }
    }

    List<String> program(List<String> arguments) {
        // The jar names its own options: with others, Java would not use the cache.
        return jar == null
                ? command(flags, withClasses("digestbot.cli.Main"), arguments)
                : command(flags, List.of("-jar", jar.toAbsolutePath().toString()), arguments);
    }

    List<String> test(Class<?> main, List<String> arguments) {
        List<String> own =
                flags.stream().filter(flag -> !flag.startsWith("-XX:AOTCache=")).toList();
        return command(own, withClasses(main.getName()), arguments);
    }

    /// Only the packaged program has a cache.
    private List<String> withClasses(String main) {
        List<String> classes =
                jar == null ? ChildClassPath.options(flags) : List.of("-cp", System.getProperty("java.class.path"));
        return Stream.of(List.of("--enable-native-access=ALL-UNNAMED"), classes, List.of(main))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> command(List<String> options, List<String> what, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(what);
        command.addAll(arguments);
        return command;
    }
}
