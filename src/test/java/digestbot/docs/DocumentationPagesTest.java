package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.app.Config;
import digestbot.cli.CommandLineResult;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigReader.ConfigKey;
import digestbot.content.action.ActionSpec;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.ops.health.Alarm.AlarmKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DocumentationPagesTest {

    private static final List<Page> PAGES = Page.all();

    private static final int LONGEST_README = 160;

    private static final Pattern CHAT_COMMAND = Pattern.compile("^/([a-z]+)\\b");
    private static final Pattern PROGRAM = Pattern.compile(
            "(?:^|(?<=\\s))(?:digestbot|java -jar \\S*digestbot\\.jar) (?!java )([a-z][a-z-]*(?: [a-z-]+)?)([^#]*)");
    private static final Pattern TYPE = Pattern.compile("^([A-Z][a-z]\\w+)(?:\\.\\w+)?$");
    private static final Pattern KEY = Pattern.compile("[a-z-]+(?:\\.[a-z-]+)+");

    @Test
    void theReadmeIsShortAndTheIndexLeadsToEveryPage() {
        Page index = Page.of("docs/index.md");
        assertThat(index.links().stream().map(index::target))
                .containsAll(PAGES.stream()
                        .map(Page::file)
                        .filter(page -> !page.equals(index.file()) && !page.equals(Path.of("README.md")))
                        .toList());
        assertThat(Page.of("README.md").links()).contains(index.toString());
        assertThat(Page.of("README.md").lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyLinkLeadsSomewhere(Page page) {
        assertThat(page.links())
                .filteredOn(link -> !link.matches("[a-z]+:.*"))
                .filteredOn(link -> !leadsSomewhere(page, link))
                .isEmpty();
    }

    private static boolean leadsSomewhere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.target(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || Page.of(target.toString()).anchors().contains(parts[1]));
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyLinkLeadsSomewhereInTheDistribution(Page page) throws IOException {
        String content = Files.readString(Path.of("src/main/assembly/content.xml"));
        List<PathMatcher> included = files(content, "include");
        List<PathMatcher> excluded = files(content, "exclude");
        assertThat(page.links().stream()
                        .filter(link -> !link.matches("[a-z]+:.*|#.*"))
                        .map(link -> page.target(link.replaceFirst("#.*", ""))))
                .allMatch(target -> included.stream().anyMatch(files -> files.matches(target)))
                .noneMatch(target -> excluded.stream().anyMatch(files -> files.matches(target)));
    }

    private static List<PathMatcher> files(String assembly, String element) {
        return Pattern.compile("<%1$s>(.+)</%1$s>".formatted(element))
                .matcher(assembly)
                .results()
                .map(found -> FileSystems.getDefault().getPathMatcher("glob:" + found.group(1)))
                .toList();
    }

    @Test
    void everyAlarmIsExplained() {
        List<String> lines = Page.of("docs/monitoring.md").lines();
        assertThat(lines.subList(lines.indexOf("| alarm | meaning |") + 2, lines.indexOf("## Log")).stream()
                        .filter(line -> line.startsWith("| "))
                        .map(line -> line.split(" ", 3)[1]))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(AlarmKind.values()).map(AlarmKind::id).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/digest-format.md"})
    void theExampleOfADigestHasNoWarnings(String name) {
        byte[] digest = Page.of(name).firstDigest().getBytes(StandardCharsets.UTF_8);
        assertThat(new DigestParser().parse(digest))
                .isInstanceOfSatisfying(
                        ParseResult.Parsed.class,
                        parsed -> assertThat(parsed.warnings()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/readers.md",
                "docs/languages.md",
                "docs/broadcasts.md",
                "docs/review-and-roles.md",
                "docs/try.md"
            })
    void everyCommandInAChatIsOneOfTheBots(String name) {
        Set<String> known = Stream.concat(
                        ActionSpec.commands().stream().map(ActionSpec::id),
                        Stream.of("healthz", "readyz", "metrics", "newbot"))
                .collect(Collectors.toSet());
        assertThat(Page.of(name).code())
                .filteredOn(
                        code -> CHAT_COMMAND.matcher(code).results().anyMatch(found -> !known.contains(found.group(1))))
                .isEmpty();
    }

    /// All pages but those that name packages of the code.
    static List<Page> forPeople() {
        return PAGES.stream()
                .filter(page -> !List.of("ARCHITECTURE.md", "CONTRIBUTING.md").contains(page.toString()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("forPeople")
    void everyKeyOfTheConfigurationIsOneThatThereIs(Page page) {
        List<String> keys =
                ConfigReader.keys(Config.class).stream().map(ConfigKey::path).toList();
        Set<String> sections =
                keys.stream().map(key -> key.replaceFirst("\\..*", "")).collect(Collectors.toSet());
        assertThat(page.code())
                .filteredOn(code -> KEY.matcher(code).matches())
                .filteredOn(code -> sections.contains(code.replaceFirst("\\..*", "")))
                .filteredOn(code -> keys.stream().noneMatch(key -> key.equals(code) || key.startsWith(code + ".")))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyCommandOfTheProgramIsOneThatThereIs(Page page) {
        CommandLine program = CommandLineResult.commandLine();
        assertThat(page.code())
                .filteredOn(code -> PROGRAM.matcher(code).results().anyMatch(found -> !isKnown(program, found)))
                .isEmpty();
    }

    private static boolean isKnown(CommandLine program, MatchResult found) {
        CommandLine command = program;
        for (String word : found.group(1).split(" ", -1)) {
            command = command.getSubcommands().getOrDefault(word, command);
        }
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        return !command.getCommandSpec().root().equals(command.getCommandSpec())
                && Pattern.compile("--[a-z-]+")
                        .matcher(found.group(2))
                        .results()
                        .map(MatchResult::group)
                        .allMatch(options::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/readers.md", "docs/broadcasts.md", "docs/review-and-roles.md"})
    void whatIsInItalicsIsWrittenOnTheBotsButtons(String name) throws IOException {
        var words = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/text/en.properties"))) {
            words.load(in);
        }
        assertThat(Page.of(name).italics())
                .filteredOn(label -> !words.containsValue(label))
                .isEmpty();
    }

    @Test
    void everyKeyOfTheReportOfACheckIsDescribed() throws IOException {
        CommandLineResult checked = CommandLineResult.of("check", "--json", "digests");
        assertThat(new ObjectMapper().readTree(checked.out()).get(0).fieldNames())
                .toIterable()
                .hasSizeGreaterThan(5)
                .isSubsetOf(Page.of("docs/digest-format.md").code());
    }

    @Test
    void theServiceNamesAPageThatTheDistributionContains() throws IOException {
        String service = Files.readString(Path.of("docs/digestbot.service"));
        String page = service.replaceFirst("(?s).*\nDocumentation=file:/opt/digestbot/(\\S+)\n.*", "$1");
        assertThat(Path.of(page)).exists();
        assertThat(Files.readString(Path.of("src/main/assembly/content.xml"))).contains("<include>docs/**</include>");
        assertThat(Files.readString(Path.of("docs/install.md"))).contains(" /opt/digestbot\n");
    }

    @Test
    void everyTypeThatTheArchitectureNamesIsThere() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            Set<String> types = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
            assertThat(Page.of("ARCHITECTURE.md").code())
                    .flatExtracting(code -> TYPE.matcher(code)
                            .results()
                            .map(found -> found.group(1))
                            .toList())
                    .isNotEmpty()
                    .allMatch(name -> types.contains(name) || name.equals(InstantSource.class.getSimpleName()));
        }
    }
}
