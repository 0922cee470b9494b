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

    private static final List<Path> ROOTS = List.of(Path.of("src/main/java"), Path.of("src/sandbox/java"));

    private PackageTree() {}

    static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path root : ROOTS) {
            lines.add("    " + root + "/");
            try (Stream<Path> folders = Files.walk(root.resolve("digestbot"))) {
                for (Path folder :
                        folders.filter(Files::isDirectory).sorted().skip(1).toList()) {
                    int depth = root.relativize(folder).getNameCount() - 1;
                    String name = "  ".repeat(depth) + folder.getFileName() + "/";
                    lines.add("    %-18s %s".formatted(name, sentence(folder)).stripTrailing());
                }
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
