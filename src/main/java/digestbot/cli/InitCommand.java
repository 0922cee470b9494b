package digestbot.cli;

import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.database.PrivateFiles;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot init`: creates the files of a new installation. Existing files are kept.
@Command(
        name = "init",
        description = "Create a configuration, a file for the tokens and a sample digest; overwrite nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot init news"})
final class InitCommand implements Callable<Integer> {

    private static final String ENVIRONMENT = "digestbot.env";

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Folder of the installation, created if missing (default: this folder).")
    private Path folder = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            write();
            return 0;
        } catch (FileAlreadyExistsException e) {
            return refuse(
                    "%s is in the way: it is not a folder. Move it, or choose another folder.".formatted(e.getFile()));
        } catch (IOException e) {
            return refuse(
                    "Couldn't write in %s: %s. Choose a folder in which you may write.".formatted(folder, reason(e)));
        }
    }

    private void write() throws IOException {
        boolean isNew = createSecret(folder.resolve(ConfigOption.DEFAULT), text("digestbot.yaml"));
        createSecret(folder.resolve(ENVIRONMENT), text("env"));
        createSample(folder.resolve("digests"), LocalDate.now(ZoneId.systemDefault()));
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("Next:");
        if (!folder.normalize().toString().isEmpty()) {
            out.println("  cd %s".formatted(folder));
        }
        out.println("  Put the tokens of your bots into %s, and your user IDs under “owners” in %s."
                .formatted(ENVIRONMENT, ConfigOption.DEFAULT));
        out.println("  set -a; . ./%s; set +a".formatted(ENVIRONMENT));
        out.println("  digestbot doctor");
        out.println("  digestbot run");
        if (isNew) {
            out.println("To see the sample digest first, without any account: digestbot try");
        }
        out.flush();
    }

    /// Creates a file that may hold tokens, which only its owner may read.
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

    /// Creates a sample digest, unless the folder has digests: the bot would deliver the sample.
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
            CommandOutput.printSuccess(spec.commandLine(), "Created " + file.normalize());
        } else {
            spec.commandLine().getOut().println("Kept    %s, which exists already".formatted(file.normalize()));
        }
    }

    private int refuse(String reason) {
        return CommandOutput.printError(spec.commandLine(), reason);
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    private static String text(String name) throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream("/init/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
