package digestbot.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.outside.ChildClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The way the bot's Java is started: with the flags of the Dockerfile's entry point, from the
/// packaged program if there is one.
///
/// @param flags the Dockerfile's; the cache of loaded classes is left out where there is no package to make it for
/// @param jar the packaged program; null: the classes of this process
record JavaLaunch(List<String> flags, Path java, @Nullable Path jar) {

    private static final String ENTRY = "ENTRYPOINT ";

    /// @param folder the folder of the cache of loaded classes
    static JavaLaunch of(Path dockerfile, Path folder) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String jar = System.getProperty("bench.jar", "");
        List<String> flags = new ArrayList<>(entry(dockerfile));
        flags.removeIf(flag -> flag.startsWith("-XX:AOTCache="));
        if (jar.isEmpty()) {
            return new JavaLaunch(flags, java, null);
        }
        Path cache = folder.resolve("digestbot.aot");
        train(java, Path.of(jar), cache, folder);
        flags.add("-XX:AOTCache=" + cache);
        return new JavaLaunch(flags, java, Path.of(jar));
    }

    /// The same launch with one more flag.
    JavaLaunch with(String flag) {
        return new JavaLaunch(Stream.concat(flags.stream(), Stream.of(flag)).toList(), java, jar);
    }

    private static List<String> entry(Path dockerfile) throws IOException {
        String entry = Files.readAllLines(dockerfile).stream()
                .filter(line -> line.startsWith(ENTRY))
                .findFirst()
                .orElseThrow();
        List<String> words = new ArrayList<>();
        new ObjectMapper().readTree(entry.substring(ENTRY.length())).forEach(word -> words.add(word.asText()));
        return words.subList(1, words.indexOf("-jar"));
    }

    /// Makes the cache as the Dockerfile does.
    private static void train(Path java, Path jar, Path cache, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data/digestbot.sqlite"), new byte[0]);
        Process training = new ProcessBuilder(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-Xlog:disable",
                        "-XX:AOTCacheOutput=" + cache,
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "health")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("training.txt").toFile())
                .start();
        training.waitFor(1, TimeUnit.MINUTES);
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache of loaded classes was made, see " + folder);
        }
    }

    /// The command line that starts `digestbot` with these arguments.
    List<String> program(List<String> arguments) {
        return jar == null
                ? command(flags, withClasses("digestbot.cli.Main"), arguments)
                : command(flags, List.of("-jar", jar.toAbsolutePath().toString()), arguments);
    }

    /// The command line that starts a class of the tests.
    List<String> test(Class<?> main, List<String> arguments) {
        List<String> own =
                flags.stream().filter(flag -> !flag.startsWith("-XX:AOTCache=")).toList();
        return command(own, withClasses(main.getName()), arguments);
    }

    /// Only the packaged program has a cache: a test's class is measured without one.
    private List<String> withClasses(String main) {
        List<String> classes =
                jar == null ? ChildClassPath.options(flags) : List.of("-cp", System.getProperty("java.class.path"));
        return Stream.concat(classes.stream(), Stream.of(main)).toList();
    }

    private List<String> command(List<String> options, List<String> what, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dlogback.configurationFile=logback.xml"));
        command.addAll(what);
        command.addAll(arguments);
        return command;
    }
}
