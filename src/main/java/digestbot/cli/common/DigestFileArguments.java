package digestbot.cli.common;

import digestbot.digest.ParseResult;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Digest files that are named as arguments, one by one or by their folders.
public record DigestFileArguments(List<Path> named) {

    /// The number of other files that are named.
    private static final int MAX_SHOWN = 3;

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

    /// Tells whether the file is passed over: it was found in a folder, and is no digest.
    public boolean skips(Path file, ParseResult result) {
        return !named.contains(file) && DigestFolder.isOther(file, result);
    }

    /// What is said about files that were passed over; empty if there are none.
    public static Optional<String> skipped(List<Path> others) {
        String names = others.stream().limit(MAX_SHOWN).map(Path::toString).collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("%s skipped: %s%s"
                        .formatted(
                                CliCommand.counted(others.size(), "other file"),
                                names,
                                others.size() > MAX_SHOWN ? ", …" : ""));
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

    /// Reads at most `max` + 1 bytes, so that the caller can detect a file that is too large.
    public static byte[] read(Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxBytes + 1);
        }
    }
}
