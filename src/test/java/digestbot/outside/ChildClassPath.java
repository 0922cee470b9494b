package digestbot.outside;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The class path of processes that tests start, with a cache of loaded classes, which halves the
/// processor time of a start.
///
/// Java caches no classes of folders, so the folders of the build become jars. The first test that
/// starts a process makes jars and cache in `target/children`, once for each state of the classes.
/// While they are being made, or if that fails, processes start without them.
public final class ChildClassPath {

    /// As in the training, so that the cache fits.
    private static final List<String> COLLECTOR = List.of("-XX:+UseSerialGC");

    private static final Path HOME = Path.of("target", "children").toAbsolutePath();
    private static final int TRAINING_SECONDS = 120;

    private ChildClassPath() {}

    /// The options for the class path, and for the cache if there is one. `java` has the options so
    /// far.
    public static List<String> options(List<String> java) {
        List<String> options = new ArrayList<>();
        if (java.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            options.addAll(COLLECTOR);
        }
        Optional<Path> made = made();
        made.ifPresent(folder -> options.addAll(List.of(
                "-XX:AOTCache=" + folder.resolve("classes.aot"),
                // Java's messages about the cache must not be on the standard output.
                "-Xlog:disable",
                "-Xlog:all=warning:stderr")));
        options.addAll(List.of("-cp", made.map(ChildClassPath::jars).orElseGet(ChildClassPath::plain)));
        return options;
    }

    private static String plain() {
        return System.getProperty("java.class.path");
    }

    /// Of the present classes.
    private static Optional<Path> made() {
        try {
            Path folder = HOME.resolve(fingerprint());
            return Files.exists(folder) || make(folder) ? Optional.of(folder) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns false also while another process makes the folder.
    private static boolean make(Path folder) throws IOException {
        Files.createDirectories(HOME);
        try (FileChannel file =
                        FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            Path jars = folder.resolveSibling(folder.getFileName() + ".jars");
            // Jars without a cache mean that the training has failed, and would again.
            if (lock == null || Files.exists(jars)) {
                return Files.exists(folder);
            }
            Files.createDirectories(jars);
            for (Path classes : folders()) {
                jar(classes, jarOf(classes, folder));
            }
            return train(folder);
        }
    }

    private static boolean train(Path folder) throws IOException {
        Path work = Files.createTempDirectory(HOME, "training");
        Path digests = Files.createDirectory(work.resolve("digests"));
        try (Stream<Path> samples = Files.list(Path.of("digests"))) {
            for (Path sample : samples.filter(file -> file.toString().endsWith(".md"))
                    .limit(2)
                    .toList()) {
                Files.copy(sample, digests.resolve(sample.getFileName().toString()));
            }
        }
        List<String> command = new ArrayList<>(List.of(JavaProcess.java()));
        command.addAll(COLLECTOR);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                BotProcess.QUICK,
                "-Xlog:disable",
                "-XX:AOTCacheOutput=" + work.resolve("classes.aot")));
        command.addAll(List.of("-cp", jars(folder), "digestbot.cli.Main", "try", "--once", "--digests"));
        command.add(digests.toString());
        Process training = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(work.resolve("training.txt").toFile())
                .start();
        try {
            if (!training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                training.destroyForcibly();
            }
        } catch (InterruptedException e) {
            training.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        boolean whole = !training.isAlive() && training.exitValue() == 0 && Files.exists(work.resolve("classes.aot"));
        if (whole) {
            Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return whole;
    }

    private static List<Path> folders() {
        return entries().stream().map(Path::of).filter(Files::isDirectory).toList();
    }

    private static List<String> entries() {
        return List.of(plain().split(System.getProperty("path.separator"), -1));
    }

    /// With jars in the place of folders.
    private static String jars(Path folder) {
        return String.join(
                System.getProperty("path.separator"),
                entries().stream()
                        .map(entry -> Files.isDirectory(Path.of(entry))
                                ? jarOf(Path.of(entry), folder).toString()
                                : entry)
                        .toList());
    }

    private static Path jarOf(Path classes, Path folder) {
        return HOME.resolve(folder.getFileName() + ".jars")
                .resolve(classes.getParent().getFileName() + "-" + classes.getFileName() + ".jar");
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path each :
                    found.filter(each -> !each.equals(classes)).sorted().toList()) {
                String name = classes.relativize(each).toString();
                if (Files.isDirectory(each)) {
                    // Flyway looks for its folder.
                    zip.putNextEntry(new ZipEntry(name + "/"));
                } else {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(each, zip);
                }
            }
        }
    }

    /// Differs if a file of the classes or the class path differs.
    private static String fingerprint() throws IOException {
        var state = new TreeMap<String, String>();
        state.put("", plain());
        for (Path classes : folders()) {
            try (Stream<Path> found = Files.walk(classes)) {
                for (Path each : found.filter(Files::isRegularFile).toList()) {
                    var attributes = Files.readAttributes(each, BasicFileAttributes.class);
                    state.put(each.toString(), attributes.size() + " " + attributes.lastModifiedTime());
                }
            }
        }
        return UUID.nameUUIDFromBytes(state.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
