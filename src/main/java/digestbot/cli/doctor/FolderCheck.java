package digestbot.cli.doctor;

import digestbot.cli.common.CountedNoun;
import digestbot.cli.common.FileArgument;
import digestbot.config.Config;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.health.CheckFinding;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Checks the digest folder.
final class FolderCheck {

    private FolderCheck() {}

    static CheckFinding of(Path digests, int mostBytes) {
        if (!Files.isDirectory(digests)) {
            return CheckFinding.failed(
                    "Folder %s not found".formatted(digests), "run: mkdir -p %s; or set digests".formatted(digests));
        }
        DigestFolder folder = new DigestFolder(digests);
        List<String> closed = folder.closed();
        if (!closed.isEmpty()) {
            return CheckFinding.failed(
                    String.join("; ", closed), "let the bot's user read it: chmod -R u+rX, or chown");
        }
        List<Path> files = folder.files();
        if (files.isEmpty()) {
            return CheckFinding.warning("No digests in %s yet".formatted(digests), "add one, named *.md");
        }
        List<Path> invalid =
                files.stream().filter(file -> !isDigest(file, mostBytes)).toList();
        String what = "%s has %s".formatted(digests, CountedNoun.of(files.size(), "digest"));
        return invalid.isEmpty()
                ? CheckFinding.ok(what)
                : CheckFinding.warning(
                        "%s, %,d invalid, the first is %s"
                                .formatted(what, invalid.size(), digests.relativize(invalid.getFirst())),
                        "run: digestbot check %s".formatted(digests));
    }

    /// The warning that the bot may not add files to the folder, if it has to.
    static Optional<CheckFinding> unwritable(Config config) {
        Path digests = config.digests();
        boolean needed = config.git().isPresent() || config.site().isServed();
        return needed && Files.isDirectory(digests) && !Files.isWritable(digests)
                ? Optional.of(CheckFinding.warning(
                        "%s cannot be written: no digest can be pushed or fetched with git".formatted(digests),
                        "let the bot's user write there: chmod u+w, chown, or mount it writable"))
                : Optional.empty();
    }

    private static boolean isDigest(Path file, int mostBytes) {
        try {
            return new DigestParser(mostBytes).parse(FileArgument.read(file, mostBytes)) instanceof ParseResult.Parsed;
        } catch (IOException _) {
            return false;
        }
    }
}
