package digestbot.cli.common;

import digestbot.digest.Diagnostic;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Digest files that are named as arguments, one by one or by their folders.
public record DigestFileArguments(List<Path> named) {

    /// The files; those of a folder are sorted by path.
    public List<Path> files() {
        List<Path> all = new ArrayList<>();
        for (Path file : named) {
            if (Files.isDirectory(file)) {
                all.addAll(new DigestFolder(file).files());
            } else {
                all.add(file);
            }
        }
        return all;
    }

    /// The errors of folders: subfolders that cannot be read, and folders without digests, because a
    /// pipeline may have named the wrong folder.
    public List<String> errors() {
        List<String> all = new ArrayList<>();
        named.stream().filter(Files::isDirectory).forEach(path -> {
            DigestFolder folder = new DigestFolder(path);
            List<String> closed = folder.closed();
            all.addAll(closed);
            if (closed.isEmpty() && folder.files().isEmpty()) {
                all.add(path + ": error: no digests (*.md) in this folder");
            }
        });
        return all;
    }

    /// A warning or an error about a file, as compilers write it.
    public static String line(Path file, String kind, Diagnostic diagnostic) {
        return "%s: %s: %s".formatted(diagnostic.place(file), kind, diagnostic.message());
    }

    /// Reads at most `max` + 1 bytes, so that the caller can detect a file that is too large.
    public static byte[] read(Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxBytes + 1);
        }
    }
}
