package digestbot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.app.Config;
import digestbot.app.RequestPreviews;
import digestbot.app.RequestPreviews.TextPreviews;
import digestbot.app.SitePageAddresses;
import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.ContentText;
import digestbot.content.Reader;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.DigestControls;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.Topic;
import digestbot.digest.parser.DigestParser;
import digestbot.digest.report.DigestReport;
import digestbot.i18n.ClosestMatch;
import digestbot.library.archive.Library;
import digestbot.markdown.BulletPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Check digest files and print errors and warnings with file:line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every file is valid; there may be warnings.",
            "1:A file is invalid or missing, or a folder has no digests.",
            "2:The arguments or the configuration are wrong."
        },
        footer = {"", "Example:", "  digestbot check digests"})
final class CheckCommand extends ConfiguredCommand {

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Digest files, or folders of them.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        Config config = loadOrDefaults();
        var parser = new DigestParser(config.digestRules(clock()));
        ArrayNode reports = JsonNodeFactory.instance.arrayNode();
        var named = new DigestFileArguments(files);
        List<String> errors = named.errors();
        errors.forEach(error -> fail(error));
        boolean invalid = !errors.isEmpty();
        for (Path file : named.files()) {
            ParseResult result = parse(parser, file);
            invalid |= result instanceof ParseResult.Invalid;
            if (json) {
                reports.add(DigestReport.json(file.toString(), result));
            } else {
                lines(file, result, clock()).forEach(this::println);
            }
        }
        if (json) {
            println(reports.toPrettyString());
        } else {
            named.skipped().ifPresent(this::println);
        }
        return invalid ? 1 : 0;
    }

    private static ParseResult parse(DigestParser parser, Path file) {
        try {
            return Files.isRegularFile(file)
                    ? parser.parse(DigestFileArguments.read(file))
                    : new ParseResult.Invalid(List.of(new Diagnostic(Diagnostic.WHOLE_FILE, "file not found")));
        } catch (IOException e) {
            return new ParseResult.Invalid(
                    List.of(new Diagnostic(Diagnostic.WHOLE_FILE, "cannot be read: " + e.getMessage())));
        }
    }

    /// The report as text: a line for the file, and one for each warning or error.
    static List<String> lines(Path file, ParseResult result, InstantSource clock) {
        List<String> lines = new ArrayList<>();
        switch (result) {
            case ParseResult.Parsed(Digest digest, List<Diagnostic> warnings) -> {
                lines.add("%s: %s, %s, %s: %s, %s, %s%s%s"
                        .formatted(
                                file,
                                digest.topic().id(),
                                digest.key().day(),
                                digest.key().language(),
                                counted(BulletPoints.count(digest.highlights()), "highlight"),
                                counted(digest.perspectives().size(), "perspective"),
                                counted(digest.sources().size(), "source"),
                                isCommon(digest) ? " common to them" : "",
                                (digest.draft() ? ", draft" : "") + embargo(digest, clock)));
                warnings.forEach(warning -> lines.add(DigestFileArguments.line(file, "warning", warning)));
            }
            case ParseResult.Invalid(List<Diagnostic> problems, boolean _) ->
                problems.forEach(problem -> lines.add(DigestFileArguments.line(file, "error", problem)));
        }
        return lines;
    }

    private static String embargo(Digest digest, InstantSource clock) {
        return digest.publishAt()
                .filter(clock.instant()::isBefore)
                .map(at -> ", published at " + at)
                .orElse("");
    }

    /// Whether the digest has several perspectives and no source belongs to one of them.
    private static boolean isCommon(Digest digest) {
        return digest.perspectives().size() > 1
                && !digest.sources().isEmpty()
                && digest.sources().stream()
                        .allMatch(source -> source.perspective().isEmpty());
    }

    @Command(
            name = "preview",
            description = "Print a digest as readers would see it.",
            footer = {"", "Example:", "  digestbot preview --platform discord digests/2026-02-11-us-china.md"})
    static final class PreviewCommand extends ConfiguredCommand {

        /// A placeholder, because buttons need a digest's number and a previewed file has none.
        private static final long NUMBER = 1;

        @Option(names = "--platform", paramLabel = "P", description = "telegram or discord (default: both).")
        private Optional<Platform> platform = Optional.empty();

        @Option(
                names = "--view",
                paramLabel = "VIEW",
                defaultValue = "overview",
                description = "overview, compare, sources or the id of a perspective (default: ${DEFAULT-VALUE}).")
        private String view = "overview";

        @Option(names = "--json", description = "Print the requests to the platform as a JSON array.")
        private boolean json;

        @Parameters(paramLabel = "FILE", description = "Digest file.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            Config config = loadOrDefaults();
            return switch (new DigestParser(config.digestRules(clock())).parse(bytes())) {
                case ParseResult.Invalid invalid -> {
                    CheckCommand.lines(file, invalid, clock()).forEach(command().getErr()::println);
                    yield 1;
                }
                case ParseResult.Parsed parsed -> {
                    print(config, withConfiguredName(parsed.digest(), config.topicNames()));
                    yield 0;
                }
            };
        }

        private static Digest withConfiguredName(Digest digest, Map<String, String> names) {
            Topic own = digest.topic();
            return digest.with(
                    new Topic(own.id(), names.getOrDefault(digest.key().topic(), own.name())));
        }

        private byte[] bytes() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw wrong(file + ": file not found");
            }
            return DigestFileArguments.read(file);
        }

        private void print(Config config, Digest digest) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            var reader = Reader.on(digest.key().day(), "en");
            WebPageFinder webPages = SitePageAddresses.of(config.site(), new Library());
            var content = new DigestContentBuilder(config.styles())
                    .view(NUMBER, digest, wanted(digest), reader, DigestControls.to(webPages.expected(digest)));
            for (Platform each : platform.map(List::of).orElse(Platform.all())) {
                if (json) {
                    RequestPreviews.bodies(each, content).forEach(all::add);
                    continue;
                }
                List<Content> messages = RequestPreviews.messages(each, content);
                for (int i = 0; i < messages.size(); i++) {
                    println(each.title() + ", message " + (i + 1) + " of " + messages.size());
                    ContentText.lines(messages.get(i), TextPreviews.TERMINAL)
                            .forEach(line -> println(("    " + line).stripTrailing()));
                    println("");
                }
            }
            if (json) {
                println(all.toPrettyString());
            }
        }

        private DigestView wanted(Digest digest) {
            Map<String, DigestView> views = new LinkedHashMap<>();
            views.put("overview", new DigestView.Overview());
            if (digest.perspectives().size() > 1) {
                views.put("compare", new DigestView.SideBySide());
            }
            views.put("sources", new DigestView.Sources());
            for (int i = 0; i < digest.perspectives().size(); i++) {
                Perspective perspective = digest.perspectives().get(i);
                boolean named = perspective.name().equalsIgnoreCase(view);
                views.put(named ? view : perspective.id(), new DigestView.OnePerspective(i));
            }
            return views.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(view))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> wrong("--view: no view called “%s”. Available: %s.%s"
                            .formatted(
                                    view,
                                    String.join(", ", views.keySet()),
                                    ClosestMatch.find(view, views.keySet())
                                            .map(" Did you mean “%s”?"::formatted)
                                            .orElse(""))));
        }
    }
}
