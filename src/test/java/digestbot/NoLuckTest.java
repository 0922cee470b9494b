package digestbot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /// [GivenTime] is there for them.
    @Test
    void noTestReadsTheMachinesClockOrSleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackages("digestbot.faults..", "digestbot.bench..")
                .and()
                .doNotHaveFullyQualifiedName(BuildSummary.class.getName())
                .should()
                .accessTargetWhere(describe(
                        "is a clock, or sleeps",
                        access ->
                                CLOCK.matcher(access.getTarget().getFullName()).matches()))
                .check(TESTS);
    }

    /// A server takes port 0, and says which one it got.
    @Test
    void noServerHasAFixedPort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).flatMap(NoLuckTest::ports))
                    .isEmpty();
        }
    }

    private static Stream<String> ports(Path file) {
        try {
            return PORT.matcher(Files.readString(file)).results().map(found -> file + ": " + found.group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
