package digestbot.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Runs Jazzer on one target after the other, each in a process of its own with little memory.
/// Findings are left in `target/fuzz/<target>`, a file for each input that goes wrong.
final class Fuzzing {

    private static final String MEMORY = "-Xmx512m";
    private static final int TIMEOUT_SECONDS = 30;

    private Fuzzing() {}

    /// The property `fuzz.seconds` is the time for each target; `fuzz.targets` names the targets,
    /// or all if it is empty.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String seconds = System.getProperty("fuzz.seconds", "60");
        List<String> wanted = Arrays.stream(
                        System.getProperty("fuzz.targets", "").split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> failed = new ArrayList<>();
        for (Target target : Target.values()) {
            if (wanted.isEmpty() || wanted.contains(target.id())) {
                System.out.printf("fuzzing %s for %s s%n", target.id(), seconds);
                if (run(target, seconds) != 0) {
                    failed.add(target.id());
                }
            }
        }
        if (!failed.isEmpty()) {
            System.out.printf(
                    "Something was found in: %s. The inputs are in target/fuzz/<target>; make each a seed in"
                            + " src/test/resources/fuzz/<target> and mend what it shows.%n",
                    String.join(", ", failed));
            System.exit(1);
        }
    }

    private static int run(Target target, String seconds) throws IOException, InterruptedException {
        Path found = Files.createDirectories(Path.of("target/fuzz", target.id()));
        Path corpus = Files.createDirectories(Path.of("target/fuzz/corpus", target.id()));
        Path log = Path.of("target/fuzz", target.id() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=digestbot.**:com.vladsch.**:org.yaml.**",
                "--custom_hook_includes=digestbot.**",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_total_time=" + seconds,
                // The first input loads and instruments classes too.
                "-timeout=" + TIMEOUT_SECONDS,
                "-max_len=65536",
                "-rss_limit_mb=0",
                corpus.toString()));
        Path seeds = Path.of("src/test/resources/fuzz", target.id());
        if (Files.isDirectory(seeds)) {
            command.add(seeds.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = process.waitFor();
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        lines.stream()
                .filter(line -> line.startsWith("Done ") || line.startsWith("== "))
                .forEach(System.out::println);
        return code;
    }
}
