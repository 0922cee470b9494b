package digestbot.site.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The folder of a static site. New files are first written beside the site; only when all of them are
/// complete is each moved to its place, so that a failed build leaves the old site as it was. If moving
/// fails, the next build makes everything again. Files that no build wrote are never touched.
final class SiteFolder {

    private static final String STATE = ".digestbot-site";

    private final Path root;
    private final Path state;
    private final Path staging;
    private final SiteManifest before;
    private final NavigableSet<String> own;
    private final Map<String, Path> staged = new LinkedHashMap<>();

    private SiteFolder(Path root, SiteManifest before, NavigableSet<String> own) {
        this.root = root;
        state = root.resolve(STATE);
        staging = state.resolve("new");
        this.before = before;
        this.own = own;
    }

    /// Opens the folder, which is made if it is missing.
    static SiteFolder open(Path root) throws IOException {
        Path state = root.resolve(STATE);
        Files.createDirectories(state);
        SiteManifest before = SiteManifest.parse(lines(state.resolve("manifest")));
        NavigableSet<String> own = new TreeSet<>(before.files());
        // What an interrupted build was about to move.
        List<String> pending = lines(state.resolve("pending"));
        own.addAll(pending);
        for (String path : own) {
            requireInside(root, path); // the lists may be from a folder that others can write, such as a checkout
        }
        var folder = new SiteFolder(root, pending.isEmpty() ? before : new SiteManifest(), own);
        deleteTree(folder.staging);
        Files.createDirectories(folder.staging);
        return folder;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /// What the last build wrote; empty if that was interrupted, so that everything is built again.
    SiteManifest before() {
        return before;
    }

    /// The files of earlier builds in a folder and its folders.
    ///
    /// @param path with a slash at its end
    Set<String> earlierIn(String path) {
        return own.subSet(path, path + Character.MAX_VALUE);
    }

    /// Tells whether an earlier build wrote the file.
    boolean hasEarlier(String path) {
        return own.contains(path);
    }

    /// A file of an earlier build; empty if there is none.
    Optional<byte[]> earlier(String path) throws IOException {
        Path file = root.resolve(path);
        return own.contains(path) && Files.isRegularFile(file)
                ? Optional.of(Files.readAllBytes(file))
                : Optional.empty();
    }

    /// Adds a file, which is still to be written.
    ///
    /// @param path relative to the folder
    /// @return the place beside the site where it is written first
    Path stage(String path) throws IOException {
        requireInside(root, path);
        Path file = staging.resolve(Integer.toString(staged.size()));
        staged.put(path, file);
        return file;
    }

    /// Writes a file beside the site. Several threads may do so at once.
    ///
    /// @param file what [#stage] returned for that path
    /// @throws IOException if it cannot be written, or if another program's file is in its place
    void write(String path, Path file, byte[] content) throws IOException {
        refuseForeign(path, root.resolve(path));
        Files.write(file, content);
    }

    private static void requireInside(Path root, String path) throws IOException {
        Path target;
        try {
            target = root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("the path " + path + " is not one of a site", e);
        }
        if (!target.startsWith(root.normalize())
                || target.equals(root.normalize())
                || target.startsWith(root.normalize().resolve(STATE))) {
            throw new IOException("the path " + path + " leads out of the site; delete " + root.resolve(STATE)
                    + " if it is named there, and build again");
        }
    }

    private void refuseForeign(String path, Path target) throws IOException {
        if (!own.contains(path) && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "the file " + target + " is not from “site build”; move it away or choose another folder");
        }
        Optional<Path> wrong = notAFolder(target);
        if (wrong.isPresent()) {
            throw new IOException(wrong.get() + " is not a folder; move it away or choose another folder");
        }
    }

    /// What is in the place of one of the file's folders, such as a link to another folder.
    private Optional<Path> notAFolder(Path file) {
        for (Path parent = file.getParent(); parent != null && !parent.equals(root); parent = parent.getParent()) {
            if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(parent);
            }
        }
        return Optional.empty();
    }

    /// Moves the new files to their places and deletes those that are no longer part of the site.
    ///
    /// @return the number of deleted files
    /// @throws HalfMovedException if some files are new and others are not
    int commit(SiteManifest after) throws IOException {
        Set<String> kept = after.files();
        List<String> removed = own.stream().filter(path -> !kept.contains(path)).toList();
        write(
                "pending",
                Stream.concat(staged.keySet().stream(), removed.stream()).toList());
        try {
            for (Map.Entry<String, Path> each : staged.entrySet()) {
                Path target = root.resolve(each.getKey());
                Files.createDirectories(parent(target));
                Files.move(
                        each.getValue(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            for (String path : removed) {
                delete(root.resolve(path));
            }
            write("manifest", after.lines());
        } catch (IOException e) {
            throw new HalfMovedException(e);
        }
        Files.deleteIfExists(state.resolve("pending"));
        deleteTree(staging);
        return removed.size();
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private void write(String name, List<String> lines) throws IOException {
        Path file = state.resolve(name + ".new");
        Files.write(file, lines, StandardCharsets.UTF_8);
        Files.move(file, state.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Deletes a file, and its folders if nothing else is in them.
    private void delete(Path file) throws IOException {
        if (notAFolder(file).isPresent()) {
            return; // the file is not the one that was written
        }
        Files.deleteIfExists(file);
        for (Path folder = parent(file); !folder.equals(root) && folder.startsWith(root); folder = parent(folder)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) {
                return;
            }
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
