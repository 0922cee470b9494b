package digestbot.cli;

import digestbot.digest.Diagnostic;
import digestbot.digest.parser.DigestParser;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Digest files named as arguments, directly or by their folders. Files of a folder are sorted by
/// path; files that are not digests are skipped.
public final class DigestFileArguments {

    /// The number of skipped files whose names are shown.
    private static final int MAX_SHOWN = 3;

    private final List<Path> named;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();

    public DigestFileArguments(List<Path> named) {
        this.named = List.copyOf(named);
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                new DigestFolder(path).files().forEach(file -> (isOther(file) ? others : files).add(file));
            } else {
                files.add(path);
            }
        }
    }

    public List<Path> files() {
        return List.copyOf(files);
    }

    /// A sentence about the skipped files of folders; empty if there are none.
    public Optional<String> skipped() {
        String first = others.stream().limit(MAX_SHOWN).map(Path::toString).collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(CliCommand.counted(others.size(), "other file") + " skipped: " + first
                        + (others.size() > MAX_SHOWN ? ", …" : ""));
    }

    private static boolean isOther(Path file) {
        try {
            return DigestFolder.isOther(file, new DigestParser().parse(read(file)));
        } catch (IOException _) {
            return false; // the reader of the file reports the reason
        }
    }

    /// Subfolders that cannot be read, and folders without digests: a pipeline may have named the
    /// wrong folder.
    public List<String> errors() {
        List<String> all = new ArrayList<>();
        named.stream().filter(Files::isDirectory).forEach(path -> {
            List<String> closed = new DigestFolder(path).unreadableFolders();
            all.addAll(closed);
            if (closed.isEmpty() && files.stream().noneMatch(file -> file.startsWith(path))) {
                all.add(path + ": error: no digests (*.md) in this folder");
            }
        });
        return all;
    }

    /// The diagnostic in the format of compilers.
    public static String line(Path file, String kind, Diagnostic diagnostic) {
        return "%s: %s: %s".formatted(diagnostic.place(file), kind, diagnostic.message());
    }

    /// Reads one byte more than a digest may have, so that the parser notices a file that is too large.
    public static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(DigestParser.MAX_BYTES + 1);
        }
    }
}
