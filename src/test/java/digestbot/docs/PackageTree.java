package digestbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All packages as a tree, each with the first sentence of its `package-info.java`.
final class PackageTree {

    private static final Path ROOT = Path.of("src/main/java");

    private PackageTree() {}

    static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(ROOT.resolve("digestbot"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                int depth = ROOT.relativize(folder).getNameCount() - 1;
                String name = "  ".repeat(depth) + folder.getFileName() + "/";
                lines.add("    %-18s %s".formatted(name, sentence(folder)).stripTrailing());
            }
        }
        return lines;
    }

    /// The sentence without its full stop; empty for a folder that only holds other packages.
    private static String sentence(Path folder) throws IOException {
        Path info = folder.resolve("package-info.java");
        if (Files.notExists(info)) {
            return "";
        }
        String comment = Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("///"))
                .map(line -> line.substring(3).strip())
                .takeWhile(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        return comment.replaceFirst("(?s)\\.( .*)?$", "");
    }
}
