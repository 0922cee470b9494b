package digestbot.site.build;

import digestbot.database.Transaction;
import digestbot.site.SiteAddress;
import digestbot.site.build.SiteManifest.Unit;
import digestbot.site.build.StaticSite.BuildResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One build of the static site: which units were made, and which are kept because nothing that they
/// depend on has changed.
final class SiteBuild implements AutoCloseable {

    private static final String INDEX = "index.html";

    private final Transaction transaction;
    private final SiteFolder folder;
    private final String configuration;
    private final SiteManifest after = new SiteManifest();
    private final FileWorkers workers = new FileWorkers(Runtime.getRuntime().availableProcessors());
    private Set<String> files = new LinkedHashSet<>();
    private int written;

    /// Makes the files of a unit.
    interface Making {
        void make() throws IOException;
    }

    /// What a file has. It is made on another thread than the one that reads the library.
    interface Content {
        byte[] make() throws IOException;
    }

    /// @param configuration what all units depend on
    SiteBuild(Transaction transaction, Path root, String configuration) throws IOException {
        this.transaction = transaction;
        folder = SiteFolder.open(root);
        this.configuration = hash(configuration);
    }

    Transaction transaction() {
        return transaction;
    }

    /// Makes the files of a unit, unless they were made from the same inputs before.
    ///
    /// @return the key of the inputs
    String unit(String name, Object inputs, Making making) throws IOException {
        return unit(name, inputs, true, making);
    }

    /// The same, if what was made before can still be used.
    String unit(String name, Object inputs, boolean isUsable, Making making) throws IOException {
        String key = key(inputs);
        Optional<Unit> kept = folder.before().find(name, key).filter(_ -> isUsable);
        if (kept.isPresent()) {
            after.put(name, kept.get());
            return key;
        }
        files = new LinkedHashSet<>();
        making.make();
        after.put(name, new Unit(key, List.copyOf(files)));
        return key;
    }

    /// Makes several units, unless all of them were made from the same inputs before.
    ///
    /// @param prefix how their names begin
    /// @return the key of the inputs
    String units(String prefix, Object inputs, Making making) throws IOException {
        String key = key(inputs);
        if (folder.before().find(prefix, key).isPresent()) {
            after.putAll(folder.before(), prefix);
        } else {
            making.make();
            after.put(prefix, new Unit(key, List.of()));
        }
        return key;
    }

    /// A text that differs if the inputs or the configuration do.
    String key(Object inputs) {
        return hash(configuration + "\n" + inputs);
    }

    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Adds a page to the current unit.
    ///
    /// @param html made on another thread
    void page(SiteAddress address, Supplier<String> html) throws IOException {
        page(address.path(), html);
    }

    /// The same by the path of its folder.
    void page(String path, Supplier<String> html) throws IOException {
        file(path + INDEX, () -> html.get().getBytes(StandardCharsets.UTF_8));
    }

    /// Adds a file to the current unit. Only the first one at a path counts.
    void file(String path, Content content) throws IOException {
        if (files.add(path)) {
            Path staged = folder.stage(path);
            workers.add(() -> folder.write(path, staged, content.make()));
            written++;
        }
    }

    /// Does this on another thread before [#await] returns.
    void beside(FileWorkers.Task task) throws IOException {
        workers.add(task);
    }

    /// Waits until everything that was added is made.
    void await() throws IOException {
        workers.await();
    }

    /// Tells whether an earlier build wrote the file.
    boolean hasEarlier(String path) {
        return folder.hasEarlier(path);
    }

    /// A file of an earlier build; empty if there is none.
    Optional<byte[]> earlier(String path) throws IOException {
        return folder.earlier(path);
    }

    /// The folders of the pages that earlier builds wrote into a folder and its folders.
    List<String> earlierPages(String path) {
        return folder.earlierIn(path).stream()
                .filter(file -> file.endsWith("/" + INDEX))
                .map(file -> file.substring(0, file.length() - INDEX.length()))
                .toList();
    }

    /// The files with that name that earlier builds wrote into a folder and its folders.
    List<String> earlierFiles(String path, String name) {
        return folder.earlierIn(path).stream()
                .filter(file -> file.endsWith("/" + name))
                .toList();
    }

    /// Puts everything into its place.
    BuildResult commit() throws IOException {
        await();
        int deleted = folder.commit(after);
        return new BuildResult(written, deleted, after.files().size());
    }

    /// Ends the threads, also those of a build that failed.
    @Override
    public void close() {
        workers.close();
    }
}
