package digestbot.library.git;

import digestbot.database.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A checkout of a repository, a subfolder of the digest folder. Only its newest commit is fetched, and
/// its files become those of that commit, whatever was changed in the folder.
///
/// The address is not stored in the checkout, because it may have a password. A checkout that somebody
/// else made is never touched. Not thread-safe, but for [#close].
public final class GitCheckout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitCheckout.class);

    private static final Duration FETCH_LIMIT = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /// The longest that an update may take.
    public static final Duration UPDATE_LIMIT = FETCH_LIMIT.plus(LIMIT.multipliedBy(5));

    private static final String LATEST = "refs/digestbot/latest";
    private static final String MARK = "digestbot.managed";

    private final GitSettings settings;
    private final Path folder;
    private final GitProgram git;

    /// @param digests the digest folder
    public GitCheckout(GitSettings settings, Path digests) {
        this.settings = settings;
        folder = digests.toAbsolutePath().resolve(settings.folder());
        git = new GitProgram(settings.address());
    }

    /// Fetches the newest commit and checks it out.
    ///
    /// @param first is called with the paths of the digests, relative to the digest folder, before they
    ///     appear in it for the first time
    /// @return true if the files were changed
    /// @throws GitException if it fails; the message is for operators
    public boolean update(Consumer<List<String>> first) {
        try {
            prepare();
            removeAbandonedLocks();
            inFolder(
                    FETCH_LIMIT,
                    List.of(
                            "fetch",
                            "--quiet",
                            "--depth=1",
                            "--no-tags",
                            "--no-recurse-submodules",
                            "--",
                            settings.address().url(),
                            "+" + source(settings) + ":" + LATEST));
            Optional<String> before = commit("HEAD");
            String latest = commit(LATEST).orElseThrow(() -> new GitException("git fetched no commit"));
            if (before.isEmpty()) {
                first.accept(digests());
            }
            checkOut();
            if (!before.equals(Optional.of(latest))) {
                LOG.info("git source {}: now at commit {}", settings.address(), latest.substring(0, 10));
            }
            return !before.equals(Optional.of(latest));
        } catch (IOException e) {
            throw new GitException("the checkout %s cannot be written: %s".formatted(folder, e));
        }
    }

    /// The branch to fetch, as the repository names it.
    static String source(GitSettings settings) {
        return settings.branch().map(branch -> "refs/heads/" + branch).orElse("HEAD");
    }

    private void prepare() throws IOException {
        if (Files.isDirectory(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
            refuseCheckoutOfOthers();
            return;
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder()) {
            throw new GitException(
                    ("%s is not empty, and the bot did not make it; remove it, or set sources.git.folder to"
                                    + " another name")
                            .formatted(folder));
        }
        PrivateFiles.createFolders(folder);
        git.run(
                LIMIT,
                List.of("init", "--quiet", "--initial-branch=digestbot", "--template=", "--", folder.toString()));
        inFolder(LIMIT, List.of("config", "--local", MARK, "true"));
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void refuseCheckoutOfOthers() {
        try {
            inFolder(LIMIT, List.of("config", "--local", "--get", MARK));
        } catch (GitException _) {
            throw new GitException(
                    ("%s is a checkout that the bot did not make, and an update would discard what was changed"
                                    + " there; remove it, or set sources.git.folder to another name")
                            .formatted(folder));
        }
    }

    /// Removes what a process left that was ended in the middle of its work. No process lives so long.
    private void removeAbandonedLocks() throws IOException {
        Instant oldest = InstantSource.system().instant().minus(UPDATE_LIMIT.multipliedBy(2));
        for (String name : List.of("index.lock", "shallow.lock", "HEAD.lock", "config.lock")) {
            Path lock = folder.resolve(".git").resolve(name);
            if (Files.exists(lock, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(oldest)) {
                Files.deleteIfExists(lock);
            }
        }
    }

    private Optional<String> commit(String name) {
        try {
            return Optional.of(inFolder(LIMIT, List.of("rev-parse", "--quiet", "--verify", name + "^{commit}"))
                    .strip());
        } catch (GitException _) {
            return Optional.empty();
        }
    }

    /// The digests of the fetched commit.
    private List<String> digests() {
        List<String> words = new ArrayList<>(List.of("ls-tree", "-r", "-z", "--name-only", LATEST, "--"));
        settings.repositoryFolder().ifPresent(words::add);
        return Pattern.compile("\0")
                .splitAsStream(inFolder(LIMIT, words))
                .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(".md"))
                .map(path -> settings.folder() + "/" + path)
                .toList();
    }

    /// Makes the files of the folder those of the fetched commit; only the configured folder of it.
    private void checkOut() {
        inFolder(
                LIMIT,
                settings.repositoryFolder()
                        .map(path -> List.of("sparse-checkout", "set", "--no-cone", "/" + path + "/"))
                        .orElseGet(() -> List.of("sparse-checkout", "disable")));
        inFolder(LIMIT, List.of("reset", "--quiet", "--hard", LATEST, "--"));
    }

    private String inFolder(Duration limit, List<String> arguments) {
        // Without the option, git would look for a repository in the folders above.
        List<String> words = new ArrayList<>(
                List.of("-C", folder.toString(), "--git-dir=" + folder.resolve(".git"), "--work-tree=" + folder));
        words.addAll(arguments);
        return git.run(limit, words);
    }

    /// Ends a running update.
    @Override
    public void close() {
        git.close();
    }
}
