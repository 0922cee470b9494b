package digestbot.library.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the system's git, one process at a time, without prompts, hooks or a shell, within a time
/// limit.
///
/// A process gets few variables of the environment, because this program's own has the tokens of the
/// platforms. A password is handed over by the environment, which other users cannot read, and only
/// to the host that it belongs to.
final class GitProgram implements AutoCloseable {

    /// The variables that git and ssh need.
    private static final Set<String> PASSED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "SSH_AUTH_SOCK",
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "GIT_SSL_CAINFO",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "http_proxy",
            "https_proxy",
            "HTTPS_PROXY",
            "no_proxy",
            "NO_PROXY",
            "SystemRoot");

    private static final List<String> OPTIONS = List.of(
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "protocol.allow=never",
            "protocol.ext.allow=never",
            "protocol.http.allow=always",
            "protocol.https.allow=always",
            "protocol.ssh.allow=always",
            "protocol.file.allow=always",
            "submodule.recurse=false",
            "gc.autoDetach=false",
            "maintenance.autoDetach=false");

    /// Prints the login of the variables, as git's credential helpers do.
    private static final String HELPER =
            "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$DIGESTBOT_GIT_USER\""
                    + " \"$DIGESTBOT_GIT_PASSWORD\"; }; f";

    private static final int MAX_OUTPUT_BYTES = 16 << 20;
    private static final int MAX_REASON_LENGTH = 200;

    private final GitAddress address;
    private @Nullable Process running;
    private boolean closed;

    GitProgram(GitAddress address) {
        this.address = address;
    }

    /// Runs git and returns what it printed.
    ///
    /// @param arguments those after the options that every process gets
    /// @throws GitException if git is missing, fails or takes too long
    String run(Duration limit, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("git"));
        OPTIONS.forEach(option -> words.addAll(List.of("-c", option)));
        words.addAll(arguments);
        Process process = start(words);
        try {
            return output(process, limit, arguments);
        } finally {
            end(process);
            synchronized (this) {
                running = null;
            }
        }
    }

    private synchronized Process start(List<String> words) {
        if (closed) {
            throw new GitException("git was stopped");
        }
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !PASSED.contains(name));
        builder.environment().putAll(environment());
        builder.environment().putIfAbsent("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        try {
            Process process = builder.start();
            running = process;
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new GitException("git cannot be started; install git, or clear sources.git.url");
        }
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        address.login().ifPresent(login -> {
            variables.put("DIGESTBOT_GIT_USER", login.user());
            variables.put("DIGESTBOT_GIT_PASSWORD", login.password());
            variables.put("GIT_CONFIG_COUNT", "2");
            variables.put("GIT_CONFIG_KEY_0", "credential.helper");
            variables.put("GIT_CONFIG_VALUE_0", ""); // those of the user's own configuration
            variables.put("GIT_CONFIG_KEY_1", "credential." + host() + ".helper");
            variables.put("GIT_CONFIG_VALUE_1", HELPER);
        });
        return variables;
    }

    /// The scheme, host and port.
    private String host() {
        return address.url().replaceFirst("^(https?://[^/]*).*", "$1");
    }

    private String output(Process process, Duration limit, List<String> arguments) {
        var printed = new Output(process.getInputStream());
        Thread reader = Thread.ofVirtual().name("git-output").start(printed);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GitException("git %s took longer than %d s; the server of %s may be slow or unreachable"
                        .formatted(verb(arguments), limit.toSeconds(), address));
            }
            reader.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException("git was interrupted");
        }
        if (process.exitValue() != 0) {
            throw new GitException("git %s failed: %s".formatted(verb(arguments), reason(printed.text())));
        }
        return printed.text();
    }

    private static String verb(List<String> arguments) {
        return arguments.stream()
                .filter(word -> word.matches("[a-z][a-z-]+"))
                .findFirst()
                .orElse("");
    }

    /// The lines in which git says why it failed.
    private String reason(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        List<String> fatal = lines.stream()
                .filter(line -> line.matches("(?i)(fatal|error):.*"))
                .toList();
        String said = String.join("; ", fatal.isEmpty() ? lines : fatal);
        String clean = address.redacted(said).replaceAll("\\p{Cntrl}+", " ");
        return clean.length() <= MAX_REASON_LENGTH ? clean : clean.substring(0, MAX_REASON_LENGTH) + "…";
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// Ends a running process; no other one starts.
    @Override
    public synchronized void close() {
        closed = true;
        Process current = running;
        if (current != null) {
            end(current);
        }
    }

    /// What a process prints, up to a limit. The rest is read and dropped, so that it does not block.
    private static final class Output implements Runnable {

        private final InputStream in;
        private volatile byte[] bytes = new byte[0];

        Output(InputStream in) {
            this.in = in;
        }

        @Override
        public void run() {
            try (in) {
                bytes = in.readNBytes(MAX_OUTPUT_BYTES);
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException _) {
                // the process was ended
            }
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
