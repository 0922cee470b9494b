package digestbot;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The most that the bot may have, without its stand-ins. `-Dgolden.write=true` lowers the budget.
/// A commit that needs more raises it by hand, and says what leaves instead.
final class Budget {

    static final Path FILE = Path.of("src/test/resources/budget.txt");
    private static final Path SOURCES = Path.of("src/main/java/digestbot");
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*");
    private static final Pattern TYPE_NAME = Pattern.compile("\\b[A-Z]\\w+");
    /// The budget may be so far above the code, in lines of a package or in other units.
    private static final int SLACK = 40;

    private final Map<Path, String> files = new TreeMap<>();
    private final JavaClasses classes;

    Budget(JavaClasses classes) throws IOException {
        this.classes = classes;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(SOURCES.relativize(file), Files.readString(file));
            }
        }
    }

    /// Figures above the budget, and budgets far above the code.
    List<String> problems() throws IOException {
        Map<String, Integer> budget = Files.readAllLines(FILE).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(": ", -1))
                .collect(toMap(parts -> parts[0], parts -> Integer.parseInt(parts[1])));
        Map<String, Integer> figures = figures();
        if (Boolean.getBoolean("golden.write")) {
            write(budget, figures);
        }
        var problems = new ArrayList<String>();
        figures.forEach((name, figure) -> {
            int most = budget.getOrDefault(name, 0);
            if (figure > most) {
                problems.add(name + ": " + figure + " are more than the budget's " + most);
            } else if (most - figure > SLACK) {
                problems.add(name + ": the budget's " + most + " are far more than " + figure);
            }
        });
        budget.keySet().stream()
                .filter(name -> !figures.containsKey(name))
                .forEach(name -> problems.add(name + " is in the budget and not in the code"));
        return problems;
    }

    private static void write(Map<String, Integer> budget, Map<String, Integer> figures) throws IOException {
        try (Stream<String> lines = Files.lines(FILE)) {
            String comments = lines.filter(line -> line.startsWith("#")).collect(joining("\n", "", "\n"));
            Files.writeString(
                    FILE,
                    figures.entrySet().stream()
                            .map(each -> each.getKey() + ": "
                                    + Math.min(each.getValue(), budget.getOrDefault(each.getKey(), Integer.MAX_VALUE)))
                            .collect(joining("\n", comments, "\n")));
        }
    }

    private Map<String, Integer> figures() {
        var figures = new TreeMap<String, Integer>();
        files.forEach((file, text) -> figures.merge(
                (file.getNameCount() > 1 ? file.getName(0) + " " : "") + "lines",
                (int) text.lines().count(),
                Integer::sum));
        bot().filter(type -> !type.isAnonymousClass())
                .forEach(type -> figures.merge((ArchitectureTest.feature(type) + " types").strip(), 1, Integer::sum));
        figures.put("floors", floors());
        figures.put("files with one user", filesWithOneUser());
        return figures;
    }

    private Stream<JavaClass> bot() {
        Set<String> ofTheBot = files.keySet().stream()
                .map(file -> "digestbot." + file.toString().replace(".java", "").replace('/', '.'))
                .collect(toSet());
        return classes.stream()
                .filter(type ->
                        ofTheBot.contains(ArchitectureTest.outermost(type).getName()));
    }

    /// The number of packages on the longest way down.
    private int floors() {
        Map<String, Set<String>> below =
                bot().collect(groupingBy(ArchitectureTest::feature, flatMapping(Budget::uses, toSet())));
        return below.keySet().stream()
                .mapToInt(name -> height(name, below))
                .max()
                .orElseThrow();
    }

    private static Stream<String> uses(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith("digestbot."))
                .map(ArchitectureTest::feature)
                .filter(name -> !name.equals(ArchitectureTest.feature(type)));
    }

    private static int height(String name, Map<String, Set<String>> below) {
        return 1
                + below.getOrDefault(name, Set.of()).stream()
                        .mapToInt(other -> height(other, below))
                        .max()
                        .orElse(0);
    }

    /// Files whose type exactly one other file names.
    private int filesWithOneUser() {
        Map<String, Long> namings = files.values().stream()
                .map(text -> TYPE_NAME
                        .matcher(COMMENT.matcher(text).replaceAll(""))
                        .results()
                        .map(MatchResult::group)
                        .collect(toSet()))
                .flatMap(Collection::stream)
                .collect(groupingBy(name -> name, counting()));
        return (int) files.keySet().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> namings.getOrDefault(name, 0L) == 2)
                .count();
    }
}
