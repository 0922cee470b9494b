package digestbot.app.doctor;

import digestbot.app.Counted;
import digestbot.app.NamedFile;
import digestbot.digest.DigestParser;
import digestbot.digest.ParseResult;
import digestbot.health.Finding;
import digestbot.library.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Looks at the folder of digests.
final class FolderCheckup {

    private FolderCheckup() {}

    static Finding of(Path digests, int mostBytes) {
        if (!Files.isDirectory(digests)) {
            return Finding.failed(
                    "there is no folder %s".formatted(digests), "mkdir -p %s, or set digests".formatted(digests));
        }
        Folder folder = new Folder(digests);
        List<String> closed = folder.closed();
        if (!closed.isEmpty()) {
            return Finding.failed(
                    String.join("; ", closed), "let the user that the bot runs as read it: chmod -R u+rX, or chown");
        }
        List<Path> files = folder.files();
        if (files.isEmpty()) {
            return Finding.warning("there is no digest in %s yet".formatted(digests), "put one there, named *.md");
        }
        List<Path> invalid =
                files.stream().filter(file -> !isDigest(file, mostBytes)).toList();
        String what = "%s holds %s".formatted(digests, Counted.of(files.size(), "digest"));
        return invalid.isEmpty()
                ? Finding.well(what)
                : Finding.warning(
                        "%s, %,d of them invalid, first %s"
                                .formatted(what, invalid.size(), digests.relativize(invalid.getFirst())),
                        "digestbot check %s names each problem with its line".formatted(digests));
    }

    private static boolean isDigest(Path file, int mostBytes) {
        try {
            return new DigestParser(mostBytes).parse(NamedFile.read(file, mostBytes)) instanceof ParseResult.Parsed;
        } catch (IOException _) {
            return false;
        }
    }
}
