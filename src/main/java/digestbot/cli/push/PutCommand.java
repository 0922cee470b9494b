package digestbot.cli.push;

import digestbot.api.push.PushSecret;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.DigestFileArguments;
import digestbot.cli.common.FileArgument;
import digestbot.cli.push.PushClient.PushReply;
import digestbot.digest.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot put`: pushes digests to a running bot.
///
/// The token is never an argument, because all users of the machine can read those.
@Command(
        name = "put",
        description = "Push digest files to a running bot, and print errors and warnings with file:line.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The bot has every file; there may be warnings.",
            "1:A file is invalid or missing, a folder has no digests, or the bot did not take a file.",
            "2:The arguments or the token are wrong."
        },
        footer = {
            "",
            "The token is the value of the variable DIGESTBOT_TOKEN, or the content of --token-file.",
            "",
            "Examples:",
            "  digestbot put digests/2026-02-05.md --to https://news.example.org",
            "  make-digest | digestbot put - --to https://news.example.org"
        })
public final class PutCommand implements Callable<Integer> {

    private static final String VARIABLE = "DIGESTBOT_TOKEN";

    /// The argument that stands for the standard input.
    private static final Path STANDARD_INPUT = Path.of("-");

    /// The largest file that any bot takes.
    private static final int MAX_BYTES = 64 << 20;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "Address of the bot's site, such as https://news.example.org.")
    private String to = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "File that has the token.")
    private Optional<Path> tokenFile = Optional.empty();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Digest files, or folders of them; “-” is the standard input.")
    private List<Path> files = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;
    private final InputStream input;
    private final PushClient.Pause pause;

    PutCommand() {
        this(System.getenv(), System.in, Thread::sleep);
    }

    PutCommand(Map<String, String> environment, InputStream input, PushClient.Pause pause) {
        this.environment = Map.copyOf(environment);
        this.input = input;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI address = address();
        PushSecret token = token();
        var named = new DigestFileArguments(files);
        List<String> errors = named.errors();
        errors.forEach(error -> CommandOutput.printError(spec.commandLine(), error));
        boolean failed = !errors.isEmpty();
        try (var client = new PushClient(address, token, pause)) {
            for (Path file : named.files()) {
                PushReply reply = push(client, file);
                if (reply instanceof PushReply.WrongRequest(String sentence)) {
                    throw wrong(sentence);
                }
                print(file.equals(STANDARD_INPUT) ? Path.of("stdin") : file, reply);
                failed |= !(reply instanceof PushReply.Accepted);
            }
        }
        return failed ? 1 : 0;
    }

    private URI address() {
        URI uri;
        try {
            uri = URI.create(to.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException _) {
            throw wrong("--to: “%s” is not an address.".formatted(to));
        }
        boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isWeb
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw wrong("--to must be an address such as https://news.example.org, without user name and query.");
        }
        if ("http".equals(uri.getScheme()) && !isOnThisMachine(uri.getHost())) {
            spec.commandLine().getErr().println("warning: without https, others in the network can read the token");
            spec.commandLine().getErr().flush();
        }
        return PushClient.endpoint(uri);
    }

    private static boolean isOnThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private PushSecret token() {
        String text = tokenFile
                .map(this::read)
                .orElseGet(() -> environment.getOrDefault(VARIABLE, ""))
                .strip();
        if (text.isEmpty()) {
            throw wrong("No token. Set %s, or name a file with --token-file; “digestbot token” makes one."
                    .formatted(VARIABLE));
        }
        return PushSecret.of(text)
                .orElseThrow(() -> wrong("The token is malformed (it is not shown here). Copy it again."));
    }

    private String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw wrong("--token-file: %s cannot be read: %s"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private PushReply push(PushClient client, Path file) throws InterruptedException {
        boolean isInput = file.equals(STANDARD_INPUT);
        if (!isInput && !Files.isRegularFile(file)) {
            return PushReply.failed("file not found");
        }
        try {
            return client.push(isInput ? input.readNBytes(MAX_BYTES + 1) : FileArgument.read(file, MAX_BYTES));
        } catch (IOException e) {
            return PushReply.failed("cannot be read: " + e.getMessage());
        }
    }

    private void print(Path file, PushReply reply) {
        PrintWriter out = spec.commandLine().getOut();
        switch (reply) {
            case PushReply.Accepted(String digest, String result, List<Diagnostic> warnings) -> {
                out.println("%s: %s: %s".formatted(file, digest, result));
                warnings.forEach(warning -> out.println(line(file, "warning", warning)));
            }
            case PushReply.Refused(List<Diagnostic> problems) ->
                problems.forEach(problem -> out.println(line(file, "error", problem)));
            case PushReply.WrongRequest(String sentence) -> out.println("%s: error: %s".formatted(file, sentence));
        }
        out.flush();
    }

    private static String line(Path file, String kind, Diagnostic diagnostic) {
        return "%s: %s: %s".formatted(diagnostic.place(file), kind, diagnostic.message());
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
