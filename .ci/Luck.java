import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Finds and runs tests for `.ci/luck`. A process runs rounds until there were so many, or until
/// the time (in seconds since 1970), and adds a line per round and class to the results: the class,
/// and how many tests passed and failed.
///
///     Luck.java find [CLASS…]
///     Luck.java run WAY SEED ROUNDS UNTIL RESULTS CLASS…
final class Luck implements TestExecutionListener {

    private static final int MOST_LINES = 10;

    /// What works beside a test, and what waits for it.
    private static final Pattern BESIDE = Pattern.compile(
            "java\\.lang\\.(Thread|Process)\\b.*"
                + "|java\\.util\\.(Timer|concurrent\\.(Executor|.*Service|CompletableFuture|ForkJoin|CountDown|Cyclic)).*"
                + "|java\\.net\\.(ServerSocket|http\\..*)|(com\\.sun\\.net|io\\.javalin|org\\.(eclipse\\.jetty|awaitility))\\..*");

    /// Of one class in one round.
    private record Count(int passed, int failed) {

        Count plus(Count more) {
            return new Count(passed + more.passed, failed + more.failed);
        }
    }

    /// What tests print goes elsewhere.
    private static final PrintStream REPORT = System.out;

    private final Map<String, Count> counts = new HashMap<>();
    private final String repeat;

    private Luck(String repeat) {
        this.repeat = repeat;
    }

    public static void main(String... words) throws IOException {
        if (words[0].equals("find")) {
            find(Set.of(words)).forEach(System.out::println);
            return;
        }
        List<DiscoverySelector> classes =
                Stream.of(words).skip(6).map(DiscoverySelectors::selectClass).collect(Collectors.toList());
        long first = Long.parseLong(words[2]);
        long end = first + Long.parseLong(words[3]);
        Instant until = Instant.ofEpochSecond(Long.parseLong(words[4]));
        System.setOut(System.err);
        for (long seed = first; seed < end && (seed == first || Instant.now().isBefore(until)); seed++) {
            var luck = new Luck("--way " + words[1] + " --seed " + seed);
            LauncherFactory.create().execute(request(seed, classes), luck);
            Files.write(Path.of(words[5]), luck.lines(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        System.exit(0); // whatever tests have left running
    }

    /// All quick tests of these, in an order that the seed determines.
    private static LauncherDiscoveryRequest request(long seed, List<? extends DiscoverySelector> selectors) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .filters(TagFilter.excludeTags("full | faults | bench"))
                .configurationParameter(
                        "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$Random")
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$Random")
                .configurationParameter("junit.jupiter.execution.order.random.seed", Long.toString(seed))
                .build();
    }

    /// Those that are named, or else those that start threads or processes: rather too many than too few.
    private static Stream<String> find(Set<String> named) {
        TestPlan plan = LauncherFactory.create().discover(request(0, List.of(selectPackage("digestbot"))));
        Set<String> quick = plan.getRoots().stream()
                .flatMap(engine -> plan.getDescendants(engine).stream())
                .map(Luck::outermostClass)
                .collect(Collectors.toCollection(TreeSet::new));
        if (named.size() > 1) {
            return quick.stream().filter(name -> named.contains(name) || named.contains(name.replaceAll(".*\\.", "")));
        }
        JavaClasses product = new ClassFileImporter().importPackages("digestbot");
        Map<String, List<JavaClass>> types =
                product.stream().collect(Collectors.groupingBy(type -> outermost(type.getName())));
        return quick.stream().filter(name -> startsSomething(name, 1, types, new HashMap<>()));
    }

    /// By itself, by its fixtures and what they use, or by classes of the bot that these use; `deeper`
    /// is how many more uses are followed among those.
    private static boolean startsSomething(
            String name, int deeper, Map<String, List<JavaClass>> types, Map<String, Integer> seen) {
        if (seen.getOrDefault(name, -1) >= deeper) {
            return false;
        }
        seen.put(name, deeper);
        return types.getOrDefault(name, List.of()).stream().anyMatch(type -> {
            boolean ofTests = type.getSource().orElseThrow().getUri().getPath().contains("/test-classes/");
            return type.getDirectDependenciesFromSelf().stream()
                    .map(use -> outermost(
                            use.getTargetClass().getBaseComponentType().getName()))
                    .anyMatch(used -> BESIDE.matcher(used).matches()
                            || (ofTests && startsSomething(used, deeper, types, seen))
                            || (!ofTests && deeper > 0 && startsSomething(used, deeper - 1, types, seen)));
        });
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
        if (failed) {
            String name =
                    identifier.getSource().orElse(null) instanceof MethodSource ? outermostClass(identifier) + "." : "";
            REPORT.println("FAILED " + name + identifier.getLegacyReportingName() + " (" + repeat + ")");
            result.getThrowable().stream().flatMap(Luck::lines).forEach(line -> REPORT.println("    " + line));
        }
        if (failed || identifier.isTest()) {
            boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            counts.merge(outermostClass(identifier), new Count(passed ? 1 : 0, failed ? 1 : 0), Count::plus);
        }
    }

    private static Stream<String> lines(Throwable failure) {
        Stream<String> frames = Stream.of(failure.getStackTrace())
                .map(StackTraceElement::toString)
                .filter(frame -> frame.contains("digestbot."))
                .limit(MOST_LINES);
        Stream<String> cause = Stream.ofNullable(failure.getCause()).map(deeper -> "because of " + deeper);
        return Stream.concat(
                failure.toString().lines().limit(MOST_LINES), Stream.concat(cause, frames.map(frame -> "at " + frame)));
    }

    private List<String> lines() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().passed + " " + entry.getValue().failed)
                .toList();
    }

    private static String outermostClass(TestIdentifier identifier) {
        return outermost(identifier
                .getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName()
                        : source instanceof ClassSource type ? type.getClassName() : "")
                .orElse(""));
    }

    private static String outermost(String name) {
        return name.replaceAll("\\$.*", "");
    }
}
