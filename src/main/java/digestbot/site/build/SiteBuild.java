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

/// One build of the static site: which units were made, and which are kept because nothing that they
/// depend on has changed.
final class SiteBuild {

    private static final String INDEX = "index.html";

    private final Transaction transaction;
    private final SiteFolder folder;
    private final String configuration;
    private final SiteManifest after = new SiteManifest();
    private Set<String> files = new LinkedHashSet<>();
    private int written;

    /// Makes the files of a unit.
    interface Making {
        void make() throws IOException;
    }

    /// @param configuration what all units depend on
    SiteBuild(Transaction transaction, Path root, String configuration) throws IOException {
        this.transaction = transaction;
        folder = SiteFolder.open(root);
        this.configuration = configuration;
    }

    Transaction transaction() {
        return transaction;
    }

    /// Makes the files of a unit, unless they were made from the same inputs before.
    void unit(String name, Object inputs, Making making) throws IOException {
        unit(name, inputs, true, making);
    }

    /// The same, if what was made before can still be used.
    void unit(String name, Object inputs, boolean isUsable, Making making) throws IOException {
        String key = key(inputs);
        Optional<Unit> kept = folder.before().find(name, key).filter(_ -> isUsable);
        if (kept.isPresent()) {
            after.put(name, kept.get());
            return;
        }
        files = new LinkedHashSet<>();
        making.make();
        after.put(name, new Unit(key, List.copyOf(files)));
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
    void page(SiteAddress address, String html) throws IOException {
        page(address.path(), html);
    }

    /// The same by the path of its folder.
    void page(String path, String html) throws IOException {
        file(path + INDEX, html.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds a file to the current unit. Only the first one at a path counts.
    void file(String path, byte[] content) throws IOException {
        if (files.add(path)) {
            folder.stage(path, content);
            written++;
        }
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
        int deleted = folder.commit(after);
        return new BuildResult(written, deleted, after.files().size());
    }
}
