package digestbot.library.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// A repository with a working copy in which tests commit, and optionally a server that asks for a
/// password.
public final class GitServer implements AutoCloseable {

    private final Path bare;
    private final Path work;
    private Optional<HttpServer> server = Optional.empty();

    private GitServer(Path base) {
        bare = base.resolve("repository.git");
        work = base.resolve("author");
    }

    /// Skips the test, with a message, if there is no git.
    public static GitServer in(Path base) throws IOException {
        Assumptions.assumeTrue(isInstalled(), "git is not installed");
        var repository = new GitServer(base);
        git(base, "init", "--quiet", "--bare", "--initial-branch=main", repository.bare.toString());
        git(base, "init", "--quiet", "--initial-branch=main", repository.work.toString());
        return repository;
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String address() {
        return "file://" + bare;
    }

    public Path author() {
        return work;
    }

    /// Writes a file and pushes it.
    public void commit(String path, String content) {
        try {
            Path file = work.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commitAll();
    }

    public void commitAll() {
        push("main");
    }

    public void push(String branch) {
        git(work, "add", "--all");
        git(work, "commit", "--quiet", "--allow-empty", "-m", "digests");
        git(work, "push", "--quiet", "--force", bare.toString(), "HEAD:refs/heads/" + branch);
    }

    /// Starts a server on loopback that wants a login, and returns its address without the login.
    public String serve(String user, String password) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        http.createContext("/", exchange -> {
            try (exchange) {
                if (("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    answer(exchange);
                } else {
                    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                    exchange.sendResponseHeaders(401, -1);
                }
            }
        });
        http.start();
        server = Optional.of(http);
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/repository.git";
    }

    /// The smart protocol: git itself answers.
    private void answer(HttpExchange exchange) throws IOException {
        boolean advertises = exchange.getRequestURI().getPath().endsWith("/info/refs");
        List<String> words = new ArrayList<>(List.of("git", "upload-pack", "--stateless-rpc"));
        if (advertises) {
            words.add("--advertise-refs");
        }
        words.add(bare.toString());
        Process process = new ProcessBuilder(words).start();
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        try (InputStream in = "gzip".equals(encoding)
                        ? new GZIPInputStream(exchange.getRequestBody())
                        : exchange.getRequestBody();
                var out = process.getOutputStream()) {
            in.transferTo(out);
        }
        byte[] printed = process.getInputStream().readAllBytes();
        String kind = advertises ? "advertisement" : "result";
        exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-" + kind);
        exchange.sendResponseHeaders(200, 0);
        if (advertises) {
            exchange.getResponseBody().write("001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseBody().write(printed);
    }

    static String git(Path folder, String... arguments) {
        List<String> words =
                new ArrayList<>(List.of("git", "-c", "user.name=Author", "-c", "user.email=author@example.org"));
        words.addAll(Arrays.asList(arguments));
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.ifPresent(http -> http.stop(0));
    }
}
