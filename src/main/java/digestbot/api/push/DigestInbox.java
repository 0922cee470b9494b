package digestbot.api.push;

import digestbot.api.ApiProblem;
import digestbot.api.push.DigestInbox.Pushed.PushedState;
import digestbot.api.push.DigestInbox.Pushed.Result;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.DigestRow;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.Library;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes pushed digests into the digest folder, where the intake finds them.
///
/// A pushed digest replaces the file that has the digest, so that the intake never sees it twice. A
/// new digest gets a new file ([#fileName]). Files are written next to their place under a name
/// that the intake ignores, and then renamed.
///
/// A single thread writes, because the disk may hang and two pushes of one digest must not mix.
public final class DigestInbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DigestInbox.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_WAITING = 16;

    /// The number of names to try while files of other digests have them.
    private static final int MAX_NAMES = 9;

    /// The subfolder for digests that are not in another file yet.
    private static final String OWN_FOLDER = "pushed";

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int HASH_LENGTH = 32;

    private final Path folder;
    private final Optional<String> gitFolder;
    private final long maxBytes;
    private final Database database;
    private final Library library;
    private final DigestStore digests = new DigestStore();
    private final FileStore files = new FileStore();
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(LOG, "pushed digest not written", "pushed digests are written again");
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("digests-inbox").daemon().factory());

    /// The content found at the place for the digest.
    private enum Occupant {
        NOTHING,
        SAME,
        /// Another version of the digest, or something that is not a digest.
        OTHER_CONTENT,
        ANOTHER_DIGEST
    }

    /// `gitFolder`, a subfolder of `folder`, belongs to the git source.
    public DigestInbox(Path folder, Optional<String> gitFolder, long maxBytes, Database database, Library library) {
        this.folder = folder;
        this.gitFolder = gitFolder;
        this.maxBytes = maxBytes;
        this.database = database;
        this.library = library;
        worker.allowCoreThreadTimeOut(true);
    }

    /// Fails with an [ApiProblem] if the digest comes from the git source, whose next update would
    /// undo the change, or if the folder cannot be written.
    Pushed receive(PushedDigest digest) {
        try {
            Future<Pushed> pushed = worker.submit(() -> write(digest));
            try {
                return pushed.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                pushed.cancel(false);
                throw e;
            }
        } catch (TimeoutException | RejectedExecutionException _) {
            failureLog.failed(new IOException("the disk of the digest folder does not answer"));
            throw unavailable("The digest folder does not answer. Try again later.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiProblem problem) {
                throw problem;
            }
            failureLog.failed(e.getCause() == null ? e : e.getCause());
            throw unavailable("The digest folder cannot be written. See the bot's log.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unavailable("The bot is stopping. Try again later.");
        }
    }

    /// The reason is for the client; the log has the details.
    private static ApiProblem unavailable(String reason) {
        return new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, reason, Duration.ofSeconds(30));
    }

    /// Replaces the file that had the digest; without one, writes a file named after the digest.
    private Pushed write(PushedDigest digest) throws IOException {
        Path root = folder.toRealPath();
        KnownDigest known = database.read(tx -> known(tx, digest));
        Optional<Pushed> pushed = Optional.empty();
        if (known.path().isPresent()) {
            pushed = writeTo(root, known.path().get(), digest, known, false);
        }
        for (int number = 1; pushed.isEmpty() && number <= MAX_NAMES; number++) {
            pushed = writeTo(root, fileName(digest.key(), number), digest, known, true);
        }
        if (pushed.isEmpty()) {
            throw new IOException(
                    "too many files of other digests have names such as " + fileName(digest.key(), MAX_NAMES));
        }
        failureLog.recovered();
        return pushed.get();
    }

    /// Empty if the file has another digest, or if it is missing and must not be created.
    private Optional<Pushed> writeTo(Path root, String path, PushedDigest digest, KnownDigest known, boolean isOwn)
            throws IOException {
        Path file = resolve(root, path);
        return switch (occupant(file, digest)) {
            case ANOTHER_DIGEST -> Optional.empty();
            case SAME -> Optional.of(new Pushed(Result.SAME, path, known.stateOfSame()));
            case NOTHING -> {
                if (!isOwn) {
                    yield Optional.empty();
                }
                if (known.isSame()) { // somebody removed the digest's file
                    yield Optional.of(new Pushed(Result.SAME, known.lastPath().orElse(path), known.stateOfSame()));
                }
                PrivateFiles.createFolders(root.resolve(OWN_FOLDER));
                replace(file, digest);
                yield Optional.of(new Pushed(
                        known.lastPath().isPresent() ? Result.CORRECTED : Result.NEW, path, PushedState.RECEIVED));
            }
            case OTHER_CONTENT -> {
                if (gitFolder.filter(git -> path.startsWith(git + "/")).isPresent()) {
                    throw new ApiProblem(
                            HttpStatus.CONFLICT,
                            "This digest comes from the git source (%s). Correct it in the repository."
                                    .formatted(path));
                }
                replace(file, digest);
                yield Optional.of(new Pushed(Result.CORRECTED, path, PushedState.RECEIVED));
            }
        };
    }

    /// Writes to a temporary file whose name begins with a dot, because the intake ignores such
    /// files.
    private static void replace(Path file, PushedDigest digest) throws IOException {
        PrivateFiles.replace(file, digest.bytes());
    }

    /// Follows a link, as the intake does, but never to another folder.
    private static Path resolve(Path root, String path) throws IOException {
        Path file = root.resolve(path);
        Path parent = file.resolveSibling("");
        if (Files.isDirectory(parent) && !parent.toRealPath().startsWith(root)) {
            throw new IOException(parent + " leads out of the digest folder; remove this link");
        }
        if (!Files.isSymbolicLink(file) || !Files.exists(file)) {
            return file;
        }
        Path target = file.toRealPath();
        if (!target.startsWith(root)) {
            throw new IOException(file + " leads out of the digest folder; remove this link");
        }
        return target;
    }

    private Occupant occupant(Path file, PushedDigest digest) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Occupant.ANOTHER_DIGEST : Occupant.NOTHING;
        }
        byte[] found;
        try (InputStream in = Files.newInputStream(file)) {
            found = in.readNBytes(Math.toIntExact(maxBytes + 1));
        }
        if (Arrays.equals(found, digest.bytes())) {
            return Occupant.SAME;
        }
        return library.all().parse(found) instanceof ParseResult.Parsed parsed
                ? occupant(parsed, digest)
                : Occupant.OTHER_CONTENT;
    }

    private static Occupant occupant(ParseResult.Parsed found, PushedDigest digest) {
        if (!found.digest().key().equals(digest.key())) {
            return Occupant.ANOTHER_DIGEST;
        }
        return found.digest().equals(digest.digest()) ? Occupant.SAME : Occupant.OTHER_CONTENT;
    }

    @Override
    public void close() {
        worker.shutdown();
    }

    /// Finds a pushed digest in the library by the intake's rules.
    private KnownDigest known(Transaction transaction, PushedDigest digest) {
        return digests.entry(transaction, digest.key())
                .map(row -> new KnownDigest(
                        Optional.of(row.path()),
                        Optional.of(row.path()).filter(path -> mayHave(transaction, path, row.number())),
                        library.all()
                                .isLatest(transaction, row, digest.content().hash(), digest.digest()),
                        state(transaction, row)))
                .orElseGet(() -> new KnownDigest(Optional.empty(), Optional.empty(), false, PushedState.RECEIVED));
    }

    private boolean mayHave(Transaction transaction, String path, long number) {
        return files.row(transaction, path)
                .filter(file -> file.holdsOtherThan(number))
                .isEmpty();
    }

    private PushedState state(Transaction transaction, DigestRow row) {
        return switch (row.state()) {
            case PUBLISHED -> PushedState.PUBLISHED;
            case ARCHIVED -> PushedState.ARCHIVED;
            case DRAFT -> {
                if (digests.heldUntil(transaction, row.number()).isPresent()) {
                    yield PushedState.HELD;
                }
                yield row.withdrawnFrom().isPresent() ? PushedState.WITHDRAWN : PushedState.DRAFT;
            }
        };
    }

    /// The name of the file of a pushed digest, relative to the digest folder. The number is 1, or
    /// more if files with lower numbers have other digests.
    ///
    /// The name consists of the parts of the digest's key, so that all nodes and all pushes of one
    /// digest use the same file. No part has characters that lead to another folder, because a hash
    /// replaces an edition with such characters. No part contains the separator, so two digests
    /// never have the same name.
    private static String fileName(DigestKey key, int number) {
        String edition = key.edition().isEmpty() ? "" : "+" + part(key.edition());
        String copy = number == 1 ? "" : "+" + number + "=";
        return OWN_FOLDER + "/" + part(key.topic()) + "+" + key.day() + "+" + key.language() + edition + copy + ".md";
    }

    private static String part(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : "=" + ContentHash.of(text).hex().substring(0, HASH_LENGTH);
    }

    record PushedDigest(FileContent content, Digest digest) {

        byte[] bytes() {
            return content.bytes();
        }

        DigestKey key() {
            return digest.key();
        }
    }

    /// The entry of a pushed digest in the library.
    ///
    /// @param lastPath the last file that had it; empty if it is new
    /// @param path the same path; empty if that file is now known to have another digest
    /// @param isSame true if its newest revision has the same content
    private record KnownDigest(Optional<String> lastPath, Optional<String> path, boolean isSame, PushedState state) {

        /// The state of the pushed content, which may not be imported yet.
        PushedState stateOfSame() {
            return isSame ? state : PushedState.RECEIVED;
        }
    }

    /// A digest that is now in the folder, at a path relative to it.
    record Pushed(Result result, String path, PushedState state) {

        enum Result {
            NEW,
            CORRECTED,
            /// Nothing was written.
            SAME
        }

        enum PushedState {
            /// Its file is in the folder, and the bot imports it within seconds.
            RECEIVED,
            PUBLISHED,
            /// Published before the first start of the bot, and therefore not sent.
            ARCHIVED,
            HELD,
            DRAFT,
            WITHDRAWN
        }
    }
}
