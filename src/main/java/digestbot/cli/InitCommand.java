package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.cli.FirstTopic.Side;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.console.signin.Passwords;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.digest.Diagnostic;
import digestbot.digest.DigestKey;
import digestbot.library.intake.DigestFolder;
import digestbot.writing.FeedFinder;
import digestbot.writing.TopicWriter;
import digestbot.writing.TopicWriter.WriteResult;
import digestbot.writing.TopicWriter.WriteResult.NotWritten;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Creates the files of a new installation. Existing files are kept.
@Command(
        name = "init",
        description = "Create a configuration, a file for the tokens and a first digest; overwrite nothing.",
        footer = {
            "",
            "Examples:",
            "  digestbot init news",
            "  digestbot init --topic us-china",
            "  digestbot init --topic us-china --perspective \"US=https://gazette.example/rss\" --perspective \"China=https://coastal.example/rss\""
        })
public final class InitCommand extends CliCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Folder of the installation, created if missing (default: this folder).")
    private Path folder = Path.of(".");

    @Option(
            names = "--topic",
            paramLabel = "ID",
            description = "Topic that is written from feeds, with a digest of today (default: a sample digest).")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the topic (default: its id).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--perspective",
            paramLabel = "NAME=FEEDS",
            description = "Perspective of the topic and the addresses of its feeds, or of web pages that offer feeds,"
                    + " separated by spaces; two or more times. Without it, init asks for everything.")
    private List<String> perspectives = List.of();

    @Option(
            names = "--opml",
            paramLabel = "FILE",
            description = "Export of a feed reader instead: each of its groups is a perspective.")
    private Optional<Path> opml = Optional.empty();

    @Option(
            names = "--summary-api",
            paramLabel = "URL",
            description =
                    "Chat endpoint that summarises, such as http://127.0.0.1:11434/v1 (default: headlines alone).")
    private Optional<String> api = Optional.empty();

    @Option(names = "--model", paramLabel = "MODEL", description = "Model of the endpoint.")
    private Optional<String> model = Optional.empty();

    private boolean hasTokens;

    @Override
    public Integer call() {
        if ((opml.isPresent() && !perspectives.isEmpty())
                || (topic.isEmpty() && (opml.isPresent() || !perspectives.isEmpty()))) {
            throw wrong("Give --topic with either --perspective or --opml.");
        }
        try {
            if (topic.isPresent()) {
                return write(described(topic.get()));
            }
            return write();
        } catch (UncheckedIOException e) {
            return fail(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
        } catch (FileAlreadyExistsException e) {
            return fail(
                    "%s is in the way: it is not a folder. Move it, or choose another folder.".formatted(e.getFile()));
        } catch (IOException e) {
            return fail(
                    "Couldn't write in %s: %s. Choose a folder in which you may write.".formatted(folder, reason(e)));
        }
    }

    private int write() throws IOException {
        boolean isNew = createSecret(folder.resolve(ConfiguredCommand.DEFAULT), config(text("topics.yaml")));
        createSecret(folder.resolve(EnvironmentFile.NAME), text("env"));
        createSample(folder.resolve("digests"), LocalDate.now(clock()));
        int result = askTokens();
        sayNext(List.of("digestbot doctor", "digestbot run"));
        if (isNew) {
            println("To see the sample digest first, without any account: digestbot try");
        }
        return result;
    }

    private int askTokens() {
        try (var first = new FirstRun(folder, folder.resolve(ConfiguredCommand.DEFAULT), clock())) {
            int result = 0;
            if (terminal().isPresent() && !first.hasToken()) {
                println("");
                first.ask(terminal().get());
                result = first.hasToken() ? first.save().map(this::fail).orElse(0) : 0;
            }
            hasTokens = first.hasToken();
            return result;
        }
    }

    private void sayNext(List<String> last) {
        println("");
        println("Next:");
        if (!folder.normalize().toString().isEmpty()) {
            println("  cd %s".formatted(folder));
        }
        if (!hasTokens) {
            println("  Put the tokens of your bots into %s, and your user IDs under “owners” in %s;"
                    .formatted(EnvironmentFile.NAME, ConfiguredCommand.DEFAULT));
            println("  or let “digestbot run --setup” ask for both on a page.");
        }
        last.forEach(line -> println("  " + line));
    }

    private FirstTopic described(String id) throws IOException {
        if (!id.matches(DigestKey.ID)) {
            throw wrong("--topic: use letters, digits, hyphens, underscores and dots, at most 64.");
        }
        if (DigestKey.isReserved(id)) {
            throw wrong("--topic: the bot uses the word “%s” itself; choose another id.".formatted(id));
        }
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        UnaryOperator<String> ask = question -> answer(question, lines);
        try (var finder = new FeedFinder()) {
            var choice = new FeedChoice(finder, this::println, terminal().map(_ -> ask));
            if (perspectives.isEmpty() && opml.isEmpty()) {
                return FirstTopic.asked(id, ask, choice);
            }
            FirstTopic given = new FirstTopic(id, name.orElse(id), sides(), api, model);
            checked(config(heading() + given.yaml(ZoneId.systemDefault())));
            return new FirstTopic(id, given.name(), choice.of(given.sides()), api, model);
        }
    }

    private List<Side> sides() {
        if (opml.isPresent()) {
            try {
                return FeedFinder.groups(opml.get()).entrySet().stream()
                        .map(group -> new Side(group.getKey(), group.getValue()))
                        .toList();
            } catch (IOException e) {
                throw wrong("--opml: %s %s.".formatted(opml.get(), e.getMessage()));
            }
        }
        return perspectives.stream()
                .map(text -> Side.of(text)
                        .orElseThrow(() -> wrong("--perspective: “%s” is not NAME=FEEDS.".formatted(text))))
                .toList();
    }

    private String answer(String question, BufferedReader lines) {
        command().getOut().print(question);
        command().getOut().flush();
        try {
            return Optional.ofNullable(lines.readLine())
                    .orElseThrow(() -> wrong("The answers ended too early; nothing was written."))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the configuration, if it is right, and the topic's digest of today.
    private int write(FirstTopic first) throws IOException {
        String section = first.yaml(ZoneId.systemDefault());
        Path file = folder.resolve(ConfiguredCommand.DEFAULT);
        String text = config(heading() + section);
        Config config = checked(text);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            println(section);
            return fail("%s exists already. Add these lines to it, then run: digestbot write %s"
                    .formatted(file.normalize(), first.id()));
        }
        createSecret(file, text);
        createSecret(folder.resolve(EnvironmentFile.NAME), text("env"));
        Files.createDirectories(folder.resolve("digests"));
        WriteResult written;
        try (Database database = ConfiguredDatabase.create(config, clock());
                TopicWriter writer = config.writer(database, clock())) {
            written = writer.write(first.id(), false, feed -> WriteCommand.show(this, feed));
        }
        int result = Math.max(WriteCommand.report(this, false, written), askTokens());
        List<String> next = new ArrayList<>(List.of("digestbot run", "Write /subscribe all to the bot."));
        if (written instanceof NotWritten) {
            next.add("digestbot write %s    # once the feeds have new articles".formatted(first.id()));
        } else {
            if (!written.problems().isEmpty()) {
                next.add("digestbot doctor    # tries the endpoint; its address and key are in %s"
                        .formatted(ConfiguredCommand.DEFAULT));
                next.add("digestbot write %s --again    # once the endpoint answers".formatted(first.id()));
            }
            next.add("digestbot release %s today    # once you have read it; the first seven are held for two hours"
                    .formatted(first.id()));
        }
        sayNext(next);
        return result;
    }

    private Config checked(String text) {
        return switch (Config.reader(System.getenv()).parse(located(text, folder))) {
            case ConfigResult.Loaded<Config>(Config config) -> config;
            case ConfigResult.InvalidConfig<Config>(List<Diagnostic> problems) ->
                throw wrong(problems.stream().map(Diagnostic::message).collect(Collectors.joining("\n")));
        };
    }

    /// Adapts the shipped paths to the folder.
    static String located(String text, Path folder) {
        String located = text;
        for (String path : List.of("digests: digests", "database: data/digestbot.sqlite")) {
            String[] parts = path.split(" ", 2);
            String place = FirstTopic.quoted(folder.resolve(parts[1]).toString());
            located = located.replace("\n" + path + " ", "\n%s %s ".formatted(parts[0], place));
        }
        return located;
    }

    /// Creates a file that may hold tokens, so that only its owner can read it.
    private boolean createSecret(Path file, String content) throws IOException {
        PrivateFiles.createFolders(file.toAbsolutePath().resolveSibling(""));
        boolean created = PrivateFiles.create(file);
        if (created) {
            PrivateFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
        }
        report(created, file);
        return created;
    }

    /// Creates the sample, unless the folder has digests, because the bot would deliver it.
    private void createSample(Path digests, LocalDate today) throws IOException {
        Files.createDirectories(digests);
        if (!new DigestFolder(digests).files().isEmpty()) {
            report(false, digests);
            return;
        }
        Path file = digests.resolve(today + "-sample.md");
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.writeString(file, sample(today), StandardOpenOption.CREATE_NEW);
        }
        report(true, file);
    }

    public static String sample(LocalDate today) throws IOException {
        return text("sample.md")
                .replace("US_DATE", DateTimeFormatter.ofPattern("M/d/uuuu").format(today))
                .replace("DATE", today.toString());
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

    /// The shipped configuration, with these topics instead of the shipped ones.
    private static String config(String topics) throws IOException {
        String shipped = text("digestbot.yaml");
        return shipped.substring(0, shipped.indexOf(heading())) + topics;
    }

    private static String heading() throws IOException {
        String topics = text("topics.yaml");
        return topics.substring(0, topics.indexOf('\n') + 1);
    }

    private static String text(String name) throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream("/init/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Command(
            name = "hash-password",
            description = "Print the hash of a password, typed or read from stdin, for console.password-hash.")
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
            Optional<Console> terminal = terminal();
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
