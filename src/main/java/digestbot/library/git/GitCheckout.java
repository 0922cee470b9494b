package digestbot.library.git;

import digestbot.database.PrivateFiles;
import digestbot.markdown.TextCleaner;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A checkout of a repository, a subfolder of the digest folder. Only the newest commit is fetched,
/// and its files replace any changes in the folder. A folder that somebody else made is never
/// touched. Not thread-safe, except for [#close].
///
/// The system's git runs without prompts, hooks, filters or a shell, within a time limit, and
/// creates no links. It gets few environment variables, because this program's environment has the
/// platforms' tokens. A password is not stored in the checkout. It is passed in the environment,
/// which other users cannot read, and sent only to its own host.
public final class GitCheckout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitCheckout.class);

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(5);
    public static final Duration UPDATE_LIMIT = FETCH_LIMIT.plus(LIMIT.multipliedBy(5));

    private static final String STOPPED = "git was stopped";
    private static final String LATEST = "refs/digestbot/latest";

    /// The variables that git and ssh need.
    private static final Set<String> PASSED =
            Set.of(("PATH HOME USER LOGNAME TMPDIR XDG_CONFIG_HOME SSH_AUTH_SOCK GIT_SSH GIT_SSH_COMMAND GIT_SSL_CAINFO"
                            + " SSL_CERT_FILE SSL_CERT_DIR http_proxy https_proxy HTTPS_PROXY no_proxy NO_PROXY SystemRoot")
                    .split(" "));

    private static final String OPTIONS =
            "git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c protocol.allow=never -c protocol.ext.allow=never"
                    + " -c protocol.http.allow=always -c protocol.https.allow=always -c protocol.ssh.allow=always"
                    + " -c protocol.file.allow=always -c submodule.recurse=false -c core.symlinks=false -c gc.autoDetach=false"
                    + " -c maintenance.autoDetach=false";

    /// The attributes of the checkout, which count more than those in the repository. Filters are
    /// programs that the user's own configuration names.
    private static final String NO_FILTERS = "* -filter -text -ident -working-tree-encoding\n";

    /// Prints the login of the variables, as git's credential helpers do.
    private static final String HELPER =
            "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$GIT_USER\" \"$GIT_PASSWORD\"; }; f";

    private final GitSettings settings;
    private final InstantSource clock;
    private final Path folder;
    private final String url;
    private @Nullable Process running;
    private boolean closed;

    /// The message is for operators and has no credentials.
    public static final class GitException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private GitException(String message) {
            super(message);
        }
    }

    /// `digests` is the digest folder.
    public GitCheckout(GitSettings settings, Path digests, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        url = settings.address().url();
        folder = digests.toAbsolutePath().resolve(settings.folder());
    }

    /// The newest commit, as the server says. Throws a GitException if git or the server fails.
    public String newestCommit() {
        return run("ls-remote", List.of("ls-remote", "--quiet", "--", url, remoteRef()))
                .lines()
                .filter(line -> line.endsWith("\t" + remoteRef()))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .findFirst()
                .orElseThrow(() -> new GitException("the repository has no "
                        + settings.branch().map("branch "::concat).orElse("commit")));
    }

    /// Fetches the newest commit and checks it out. Returns true if the files were changed.
    ///
    /// @param first is called with the paths of the digests, relative to the digest folder, before
    ///     they appear in it for the first time
    /// @throws GitException if it fails
    public boolean update(Consumer<List<String>> first) {
        prepare();
        String before =
                run("for-each-ref", "--format=%(objectname)", "refs/heads").strip();
        String branch = "+" + remoteRef() + ":" + LATEST;
        run("fetch", "--quiet", "--depth=1", "--no-tags", "--", url, branch);
        String latest = run("rev-parse", "--verify", LATEST + "^{commit}").strip();
        String path = settings.repositoryFolder().orElse("");
        if (before.isEmpty()) {
            first.accept(Stream.of(run("ls-tree", "-r", "-z", "--name-only", LATEST, "--", "./" + path)
                            .split("\0"))
                    .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".md"))
                    .map(name -> settings.folder() + "/" + name)
                    .toList());
        }
        run("sparse-checkout", "set", "--no-cone", path.isEmpty() ? "/*" : "/" + path + "/");
        run("reset", "--quiet", "--hard", LATEST, "--");
        boolean isChanged = !before.equals(latest);
        if (isChanged) {
            LOG.info("git source {}: now at commit {}", settings.address(), latest.substring(0, 10));
        }
        return isChanged;
    }

    /// The branch to fetch, as the repository names it.
    private String remoteRef() {
        return settings.branch().map("refs/heads/"::concat).orElse("HEAD");
    }

    private void prepare() {
        try {
            Path mark = folder.resolve(".git/digestbot");
            if (Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
                removeAbandonedLocks();
                return;
            }
            String[] others = folder.toFile().list();
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && (others == null || others.length > 0)) {
                throw new GitException(("%s is not empty, and the bot did not make it: an update would discard what is"
                                + " in it. Remove it, or set sources.git.folder to another name")
                        .formatted(folder));
            }
            PrivateFiles.createFolders(folder);
            run("init", "--quiet", "--initial-branch=digestbot", "--template=");
            PrivateFiles.createFolders(folder.resolve(".git/info"));
            PrivateFiles.write(folder.resolve(".git/info/attributes"), NO_FILTERS.getBytes(StandardCharsets.US_ASCII));
            PrivateFiles.write(mark, new byte[0]);
        } catch (IOException e) {
            throw new GitException("the checkout %s cannot be written: %s".formatted(folder, e));
        }
    }

    /// Removes the locks that a process left when it was ended in the middle of its work. No
    /// process lives so long.
    private void removeAbandonedLocks() throws IOException {
        long oldest = clock.millis() - 2 * UPDATE_LIMIT.toMillis();
        for (String name : List.of("index.lock", "shallow.lock", "HEAD.lock", "config.lock")) {
            File lock = folder.resolve(".git").resolve(name).toFile();
            if (lock.exists() && lock.lastModified() < oldest) {
                Files.delete(lock.toPath());
            }
        }
    }

    private String run(String... words) {
        // Without the options, git would look for a repository in the folders above.
        List<String> all = new ArrayList<>(
                List.of("-C", folder.toString(), "--git-dir=" + folder.resolve(".git"), "--work-tree=" + folder));
        all.addAll(List.of(words));
        return run(words[0], all);
    }

    /// `words` follow the options that every process gets.
    private String run(String verb, List<String> words) {
        Duration limit = verb.equals("fetch") ? FETCH_LIMIT : LIMIT;
        Process process = start(words);
        var output =
                new FutureTask<>(() -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        Thread.startVirtualThread(output);
        try {
            String printed = output.get(limit.toSeconds(), TimeUnit.SECONDS);
            if (process.waitFor() == 0) {
                return printed;
            }
            throw failure(verb, printed);
        } catch (ExecutionException e) {
            throw failure(verb, String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            throw new GitException("git %s took longer than %d s; the server of %s may be slow or unreachable"
                    .formatted(verb, limit.toSeconds(), settings.address()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException("git was interrupted");
        } finally {
            end(process);
        }
    }

    /// Has the lines in which git says why it failed.
    private synchronized GitException failure(String verb, String printed) {
        String fatal = printed.lines()
                .filter(line -> line.matches("(?i)(fatal|error):.*"))
                .collect(Collectors.joining("; "));
        String reason = TextCleaner.line(settings.address().redacted(fatal.isEmpty() ? printed : fatal), 200);
        return new GitException(closed ? STOPPED : "git %s failed: %s".formatted(verb, reason));
    }

    private synchronized Process start(List<String> words) {
        if (closed) {
            throw new GitException(STOPPED);
        }
        List<String> all = new ArrayList<>(List.of(OPTIONS.split(" ")));
        all.addAll(words);
        var builder = new ProcessBuilder(all).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(PASSED);
        variables.putIfAbsent("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        variables.putAll(Map.of("LC_ALL", "C.UTF-8", "GIT_TERMINAL_PROMPT", "0", "GIT_CONFIG_NOSYSTEM", "1"));
        settings.address().login().ifPresent(login -> {
            String host = url.replaceFirst("(//[^/]*).*", "$1");
            variables.putAll(Map.of("GIT_USER", login.user(), "GIT_PASSWORD", login.password()));
            // The first value is empty: no helper of the user's own configuration is asked.
            variables.putAll(Map.of("GIT_CONFIG_KEY_0", "credential.helper", "GIT_CONFIG_VALUE_0", ""));
            variables.putAll(
                    Map.of("GIT_CONFIG_KEY_1", "credential." + host + ".helper", "GIT_CONFIG_VALUE_1", HELPER));
            variables.put("GIT_CONFIG_COUNT", "2");
        });
        try {
            Process process = builder.start();
            running = process;
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new GitException("git cannot be started; install git, or clear sources.git.url");
        }
    }

    private static void end(@Nullable Process process) {
        if (process != null && process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// Ends a running process; no other one starts.
    @Override
    public synchronized void close() {
        closed = true;
        end(running);
    }
}
