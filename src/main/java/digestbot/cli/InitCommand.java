package digestbot.cli;

import digestbot.console.signin.Passwords;
import digestbot.database.PrivateFiles;
import digestbot.library.intake.DigestFolder;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Creates the files of a new installation. Existing files are kept.
@Command(
        name = "init",
        description = "Create a configuration, a file for the tokens and a sample digest; overwrite nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot init news"})
final class InitCommand extends CliCommand {

    private static final String ENVIRONMENT = "digestbot.env";

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Folder of the installation, created if missing (default: this folder).")
    private Path folder = Path.of(".");

    @Override
    public Integer call() {
        try {
            write();
            return 0;
        } catch (FileAlreadyExistsException e) {
            return fail(
                    "%s is in the way: it is not a folder. Move it, or choose another folder.".formatted(e.getFile()));
        } catch (IOException e) {
            return fail(
                    "Couldn't write in %s: %s. Choose a folder in which you may write.".formatted(folder, reason(e)));
        }
    }

    private void write() throws IOException {
        boolean isNew = createSecret(folder.resolve(ConfiguredCommand.DEFAULT), config());
        createSecret(folder.resolve(ENVIRONMENT), text("env"));
        createSample(folder.resolve("digests"), LocalDate.now(ZoneId.systemDefault()));
        println("");
        println("Next:");
        if (!folder.normalize().toString().isEmpty()) {
            println("  cd %s".formatted(folder));
        }
        println("  Put the tokens of your bots into %s, and your user IDs under “owners” in %s."
                .formatted(ENVIRONMENT, ConfiguredCommand.DEFAULT));
        println("  set -a; . ./%s; set +a".formatted(ENVIRONMENT));
        println("  digestbot doctor");
        println("  digestbot run");
        if (isNew) {
            println("To see the sample digest first, without any account: digestbot try");
        }
    }

    /// The file may hold tokens, so only its owner may read it.
    private boolean createSecret(Path file, String content) throws IOException {
        Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
        PrivateFiles.createFolders(parent);
        boolean created = PrivateFiles.create(file, parent);
        if (created) {
            PrivateFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
        }
        report(created, file);
        return created;
    }

    /// A folder with digests gets no sample, because the bot would deliver it.
    private void createSample(Path digests, LocalDate today) throws IOException {
        Files.createDirectories(digests);
        if (!new DigestFolder(digests).files().isEmpty()) {
            report(false, digests);
            return;
        }
        String content = text("sample.md")
                .replace("US_DATE", DateTimeFormatter.ofPattern("M/d/uuuu").format(today))
                .replace("DATE", today.toString());
        Path file = digests.resolve(today + "-sample.md");
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
        }
        report(true, file);
    }

    private void report(boolean created, Path file) {
        if (created) {
            printSuccess("Created " + file.normalize());
        } else {
            println("Kept    %s, which exists already".formatted(file.normalize()));
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    /// The shipped configuration, with the sample's topic in place of those of the shipped digests.
    private static String config() throws IOException {
        String shipped = text("digestbot.yaml");
        String topics = text("topics.yaml");
        String heading = topics.substring(0, topics.indexOf('\n'));
        return shipped.substring(0, shipped.indexOf(heading)) + topics;
    }

    private static String text(String name) throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream("/init/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Command(
            name = "hash-password",
            description = "Print the hash of a password, typed or read from stdin, for console.password-hash.",
            mixinStandardHelpOptions = true)
    static final class HashPasswordCommand extends CliCommand {

        @Override
        public Integer call() throws IOException {
            String password = password().orElseThrow(() -> wrong("No password. Type one, or pipe it to this command."));
            try {
                println(Passwords.hash(password));
                return 0;
            } catch (IllegalArgumentException e) {
                throw wrong("Password not accepted: " + e.getMessage() + ".");
            }
        }

        /// Reads the password twice from the terminal without echo, or once from standard input.
        private Optional<String> password() throws IOException {
            Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
            if (terminal.isEmpty()) {
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                return Optional.ofNullable(lines.readLine());
            }
            Optional<String> typed = typed(terminal.get().readPassword("Password: "));
            Optional<String> again = typed(terminal.get().readPassword("Repeat password: "));
            if (!typed.equals(again)) {
                throw wrong("The passwords don't match.");
            }
            return typed;
        }

        private static Optional<String> typed(char @Nullable [] password) {
            return Optional.ofNullable(password).map(String::new);
        }
    }
}
