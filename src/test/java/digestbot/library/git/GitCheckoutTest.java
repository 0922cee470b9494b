package digestbot.library.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import digestbot.GivenTime;
import digestbot.Logged;
import digestbot.library.git.GitCheckout.GitException;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class GitCheckoutTest {

    @TempDir
    Path base;

    private final List<String> announced = new ArrayList<>();
    private Path digests;
    private GitServer repository;

    @BeforeEach
    void create() throws IOException {
        digests = Files.createDirectories(base.resolve("digests"));
        repository = GitServer.in(base);
    }

    @AfterEach
    void stop() {
        repository.close();
    }

    @Test
    void getsTheFilesOfTheNewestCommitAndTheirChanges() throws IOException {
        repository.commit("one.md", "first");
        assertThat(update(settings())).isTrue();
        assertThat(digests.resolve("git/one.md")).hasContent("first");
        repository.commit("one.md", "second");
        repository.commit("more/two.md", "new");
        assertThat(update(settings())).isTrue();
        assertThat(digests.resolve("git/one.md")).hasContent("second");
        assertThat(digests.resolve("git/more/two.md")).hasContent("new");
        Files.delete(repository.author().resolve("one.md"));
        repository.commitAll();
        assertThat(update(settings())).isTrue();
        assertThat(digests.resolve("git/one.md")).doesNotExist();
        assertThat(update(settings())).isFalse();
        assertThat(GitServer.git(digests.resolve("git"), "rev-list", "--count", "HEAD")
                        .strip())
                .isEqualTo("1");
    }

    @Test
    void announcesTheDigestsOfTheFirstCommitOnly() {
        repository.commit("one.md", "first");
        repository.commit("logo.png", "picture");
        update(settings());
        repository.commit("two.md", "second");
        update(settings());
        assertThat(announced).containsExactly("git/one.md");
    }

    @Test
    void takesOneBranchAndOneFolderOfIt() {
        repository.commit("README.md", "about");
        repository.commit("out/one.md", "first");
        repository.push("published");
        repository.commit("out/one.md", "not published");
        var settings = new GitSettings(
                address(repository.address()), Optional.of("published"), "pipeline", Optional.of("out"), EVERY);
        update(settings);
        assertThat(digests.resolve("pipeline/out/one.md")).hasContent("first");
        assertThat(digests.resolve("pipeline/README.md")).doesNotExist();
        assertThat(announced).containsExactly("pipeline/out/one.md");
        repository.commit("out/two.md", "more");
        repository.push("published");
        update(settings);
        assertThat(digests.resolve("pipeline/out/two.md")).hasContent("more");
        update(new GitSettings(settings.address(), settings.branch(), "pipeline", Optional.empty(), EVERY));
        assertThat(digests.resolve("pipeline/README.md")).hasContent("about");
    }

    @Test
    void discardsWhatWasChangedInTheFolderAndKeepsOtherFiles() throws IOException {
        repository.commit("one.md", "first");
        update(settings());
        Files.writeString(digests.resolve("git/one.md"), "changed here");
        Files.writeString(digests.resolve("git/own.md"), "somebody's");
        update(settings());
        assertThat(digests.resolve("git/one.md")).hasContent("first");
        assertThat(digests.resolve("git/own.md")).hasContent("somebody's");
    }

    @Test
    void followsAHistoryThatWasRewritten() {
        repository.commit("one.md", "first");
        update(settings());
        GitServer.git(repository.author(), "checkout", "--quiet", "--orphan", "fresh");
        repository.commit("one.md", "rewritten");
        update(settings());
        assertThat(digests.resolve("git/one.md")).hasContent("rewritten");
    }

    @Test
    void doesNotTouchAFolderThatItDidNotMake() throws IOException {
        repository.commit("one.md", "first");
        Path file = Files.createDirectories(digests.resolve("git")).resolve("one.md");
        assertIsLeftAlone(file, "is not empty");
        Files.delete(file);
        GitServer.git(digests, "clone", "--quiet", repository.address(), "git");
        assertIsLeftAlone(file, "did not make");
    }

    private void assertIsLeftAlone(Path file, String message) throws IOException {
        Files.writeString(file, "work of hours");
        assertThatThrownBy(() -> update(settings()))
                .isInstanceOf(GitException.class)
                .hasMessageContaining(message);
        assertThat(file).hasContent("work of hours");
    }

    /// A folder of digests is often part of a repository itself.
    @Test
    void leavesTheRepositoryAboveAloneIfItsOwnIsBroken() throws IOException {
        repository.commit("one.md", "first");
        update(settings());
        GitServer.git(base, "init", "--quiet", base.toString());
        Files.delete(digests.resolve("git/.git/HEAD"));
        assertThatThrownBy(() -> update(settings())).isInstanceOf(GitException.class);
        assertThat(GitServer.git(base, "for-each-ref")).isEmpty();
    }

    /// People who may write to the repository get no file of the machine read as a digest.
    @Test
    void linksAreFilesWithTheNamesOfTheirTargets() throws IOException {
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.writeString(outside.resolve("secret.md"), "secret");
        repository.commit("one.md", "first");
        Files.createSymbolicLink(repository.author().resolve("file.md"), outside.resolve("secret.md"));
        Files.createSymbolicLink(repository.author().resolve("folder"), outside);
        Files.createSymbolicLink(repository.author().resolve("up.md"), Path.of("../../outside/secret.md"));
        Files.createSymbolicLink(repository.author().resolve("settings.md"), Path.of(".git/config"));
        Files.createSymbolicLink(repository.author().resolve("other.md"), Path.of("../pushed/other.md"));
        Files.writeString(Files.createDirectories(digests.resolve("pushed")).resolve("other.md"), "secret");
        repository.commitAll();
        update(settings());
        List<String> found = new DigestFolder(digests)
                .files().stream()
                        .map(file -> digests.relativize(file).toString())
                        .toList();
        assertThat(found).contains("git/one.md").doesNotContain("git/folder/secret.md");
        Map<String, String> targets = Map.of(
                "file.md", "outside/secret.md",
                "up.md", "../../outside/secret.md",
                "settings.md", ".git/config",
                "other.md", "../pushed/other.md");
        targets.forEach((link, target) -> {
            Path file = digests.resolve("git").resolve(link);
            assertThat(Files.isSymbolicLink(file)).as(link).isFalse();
            assertThat(file).as(link).content().endsWith(target);
        });
    }

    /// Links that a commit makes of folders lead no later commit out of the checkout.
    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.createSymbolicLink(repository.author().resolve("out"), outside);
        repository.commitAll();
        update(settings());
        Files.delete(repository.author().resolve("out"));
        repository.commit("out/two.md", "second");
        update(settings());
        assertThat(outside).isEmptyDirectory();
        assertThat(digests.resolve("git/out/two.md")).hasContent("second");
    }

    @Test
    void submodulesAndFiltersRunNothing() throws IOException {
        Path ran = base.resolve("ran");
        repository.commit(
                ".gitmodules",
                "[submodule \"x\"]\n\tpath = x\n\turl = ext::touch %s\n\tupdate = !touch %s\n".formatted(ran, ran));
        repository.commit(".gitattributes", "*.md filter=run diff=run merge=run\n");
        repository.commit(".gitconfig", "[filter \"run\"]\n\tsmudge = touch %s\n".formatted(ran));
        repository.commit("one.md", "first");
        String head = GitServer.git(repository.author(), "rev-parse", "HEAD").strip();
        GitServer.git(repository.author(), "update-index", "--add", "--cacheinfo", "160000," + head + ",x");
        GitServer.git(repository.author(), "commit", "--quiet", "-m", "submodule");
        GitServer.git(repository.author(), "push", "--quiet", "--force", repository.address(), "HEAD:refs/heads/main");
        update(settings());
        assertThat(digests.resolve("git/x")).isEmptyDirectory();
        // As if the user's own configuration had it.
        GitServer.git(digests.resolve("git"), "config", "filter.run.smudge", "touch '%s'; cat".formatted(ran));
        repository.commit("one.md", "second");
        update(settings());
        assertThat(digests.resolve("git/one.md")).hasContent("second");
        assertThat(ran).doesNotExist();
    }

    @Test
    void runsNoHook() throws IOException {
        repository.commit("one.md", "first");
        update(settings());
        Path hook = Files.createDirectories(digests.resolve("git/.git/hooks")).resolve("reference-transaction");
        Files.writeString(hook, "#!/bin/sh\ntouch '" + base.resolve("ran") + "'\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        repository.commit("one.md", "second");
        update(settings());
        assertThat(digests.resolve("git/one.md")).hasContent("second");
        assertThat(base.resolve("ran")).doesNotExist();
    }

    @Test
    void goesOnAfterAProcessThatWasEndedWhileItWrote() throws IOException {
        repository.commit("one.md", "first");
        update(settings());
        repository.commit("one.md", "second");
        Path lock = Files.writeString(digests.resolve("git/.git/index.lock"), "");
        assertThatThrownBy(() -> update(settings())).hasMessageContaining("index.lock");
        Files.setLastModifiedTime(lock, FileTime.from(GivenTime.NOON.minus(Duration.ofDays(1))));
        update(settings());
        assertThat(digests.resolve("git/one.md")).hasContent("second");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> update(settings())).isInstanceOf(GitException.class);
        repository.commit("one.md", "first");
        var absent =
                new GitSettings(address(repository.address()), Optional.of("absent"), "git", Optional.empty(), EVERY);
        assertThatThrownBy(() -> update(absent))
                .hasMessageContaining("git fetch failed")
                .hasMessageContaining("absent");
        assertThatThrownBy(() -> access(absent)).hasMessage("the repository has no branch absent");
        assertThat(access(settings()))
                .isEqualTo(
                        GitServer.git(repository.author(), "rev-parse", "HEAD").strip());
    }

    @Test
    void signsInWithoutShowingThePasswordToAnybody() throws IOException {
        repository.commit("one.md", "first");
        String open = repository.serve("robot", "SECRET-git/1");
        String url = open.replace("//", "//robot:SECRET-git%2F1@");
        var settings = settings(url);
        try (Logged logged = Logged.by("digestbot")) {
            update(settings);
            assertThat(logged.from(Level.TRACE)).isNotEmpty().noneMatch(line -> line.contains("SECRET"));
        }
        assertThat(digests.resolve("git/one.md")).hasContent("first");
        try (var files = Files.walk(digests.resolve("git/.git"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain("SECRET"));
        }
        assertThat(settings.toString()).doesNotContain("SECRET").doesNotContain("robot");
    }

    @Test
    void aRefusedPasswordStandsInNoError() throws IOException {
        repository.commit("one.md", "first");
        String open = repository.serve("robot", "right");
        var settings = settings(open.replace("//", "//robot:SECRET-git-2@"));
        assertThatThrownBy(() -> update(settings))
                .hasMessageContaining("git fetch failed")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void anUpdateThatIsStoppedSaysSo() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GitSettings settings = settings("http://127.0.0.1:" + silent.getLocalPort() + "/a.git");
            var checkout = new GitCheckout(settings, digests, GivenTime.CLOCK);
            var update = CompletableFuture.supplyAsync(() -> checkout.update(announced::addAll));
            try (var _ = silent.accept()) {
                checkout.close();
                assertThatThrownBy(update::join).hasMessageContaining("git was stopped");
            }
        }
    }

    private static final Duration EVERY = Duration.ofMinutes(5);

    private GitSettings settings() {
        return settings(repository.address());
    }

    private static GitSettings settings(String address) {
        return new GitSettings(address(address), Optional.empty(), "git", Optional.empty(), EVERY);
    }

    private static GitAddress address(String text) {
        return GitAddress.parse(text).orElseThrow();
    }

    private String access(GitSettings settings) {
        try (GitCheckout checkout = new GitCheckout(settings, digests, GivenTime.CLOCK)) {
            return checkout.newestCommit();
        }
    }

    private boolean update(GitSettings settings) {
        try (GitCheckout checkout = new GitCheckout(settings, digests, GivenTime.CLOCK)) {
            return checkout.update(announced::addAll);
        }
    }
}
