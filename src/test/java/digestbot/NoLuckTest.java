package digestbot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import digestbot.cli.LimitedMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/// What makes tests pass or fail by luck.
class NoLuckTest {

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("digestbot");

    private static final Pattern CLOCK = Pattern.compile("(java\\.time\\..+\\.now\\((java\\.time\\.ZoneId)?\\)"
            + "|java\\.time\\.(Clock|InstantSource)\\.(system|tick(Seconds|Minutes|Millis)).*"
            + "|java\\.lang\\.System\\.currentTimeMillis\\(\\)|java\\.util\\.Date\\.<init>\\(\\)"
            + "|java\\.lang\\.Thread\\.sleep\\(.*|java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*)");

    private static final Pattern PORT = Pattern.compile(
            "(ServerSocket|InetSocketAddress|HttpServer\\.create|Sandbox\\.start)\\((([^;()]|\\(\\))*, )?[1-9]\\d{2,}\\b");

    private static final Pattern EXACTLY = Pattern.compile(
            "\\.until(Asserted)?\\([^;]*?(hasSize\\(|(isEqualTo|hasValue)\\(\\d+L?\\)|-> \\w+ == [1-9])[^;]*;");

    /// [GivenTime] is there for them.
    @Test
    void noTestReadsTheMachinesClockOrSleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackages("digestbot.faults..", "digestbot.bench..")
                .and()
                .doNotHaveFullyQualifiedName(BuildSummary.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(LimitedMain.class.getName())
                .should()
                .accessTargetWhere(describe(
                        "is a clock, or sleeps",
                        access ->
                                CLOCK.matcher(access.getTarget().getFullName()).matches()))
                .check(TESTS);
    }

    /// A wait for a condition alone does not say what it found instead.
    @Test
    void aWaitShowsWhatItFound() {
        noClasses()
                .that()
                .resideOutsideOfPackages("digestbot.faults..", "digestbot.bench..", "digestbot.browser..")
                .and()
                .doNotHaveSimpleName("BotProcess")
                .should()
                .callMethod(ConditionFactory.class, "until", Callable.class)
                .check(TESTS);
    }

    /// It would never end if one more came between two looks: see [Waiting].
    @Test
    void noWaitIsForAnExactNumber() throws IOException {
        assertThat(found(EXACTLY)).isEmpty();
    }

    /// A server takes port 0, and says which one it got.
    @Test
    void noServerHasAFixedPort() throws IOException {
        assertThat(found(PORT)).isEmpty();
    }

    private static List<String> found(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<String> found = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                pattern.matcher(Files.readString(file)).results().forEach(it -> found.add(file + ": " + it.group()));
            }
            return found;
        }
    }
}
