package digestbot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import digestbot.library.AllDigests;
import digestbot.library.Holding;
import digestbot.library.WarningStore;
import digestbot.library.Withdrawals;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("digestbot");

    /// Which packages of the bot a package may use.
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("markdown", List.of()),
            Map.entry("text", List.of()),
            Map.entry("database", List.of()),
            Map.entry("digest", List.of("markdown")),
            Map.entry("subscription", List.of("digest", "database", "markdown")),
            Map.entry("audit", List.of("subscription", "database", "markdown", "text")),
            Map.entry("library", List.of("digest", "database", "markdown")),
            Map.entry("edition", List.of("digest", "subscription", "text", "markdown")),
            Map.entry("card", List.of("edition", "markdown", "text")),
            Map.entry(
                    "delivery",
                    List.of("card", "edition", "library", "subscription", "database", "digest", "markdown", "text")),
            Map.entry(
                    "broadcast",
                    List.of("audit", "delivery", "edition", "subscription", "database", "markdown", "text")),
            Map.entry(
                    "command",
                    List.of(
                            "audit",
                            "broadcast",
                            "delivery",
                            "edition",
                            "library",
                            "subscription",
                            "database",
                            "digest",
                            "markdown",
                            "text")),
            Map.entry(
                    "telegram",
                    List.of(
                            "command",
                            "delivery",
                            "edition",
                            "health",
                            "subscription",
                            "database",
                            "markdown",
                            "text")),
            Map.entry(
                    "discord",
                    List.of(
                            "command",
                            "delivery",
                            "edition",
                            "health",
                            "subscription",
                            "database",
                            "markdown",
                            "text")),
            Map.entry(
                    "health", List.of("delivery", "digest", "edition", "library", "subscription", "database", "text")),
            Map.entry("schedule", List.of("library", "delivery", "broadcast", "health", "database")),
            Map.entry(
                    "console",
                    List.of(
                            "audit",
                            "health",
                            "broadcast",
                            "delivery",
                            "edition",
                            "library",
                            "digest",
                            "text",
                            "subscription",
                            "database",
                            "sandbox",
                            "web")),
            Map.entry("sandbox", List.of("web")),
            Map.entry("web", List.of()));

    @TestFactory
    List<DynamicTest> eachPackageUsesOnlyThoseBelowIt() {
        return MAY_USE.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(entry.getKey(), () -> mayUseOnly(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static void mayUseOnly(String name, List<String> others) {
        DescribedPredicate<JavaClass> forbidden = describe(
                "in a package of the bot that " + name + " may not use",
                type -> type.getPackageName().startsWith("digestbot")
                        && !feature(type).equals(name)
                        && !others.contains(feature(type)));
        noClasses()
                .that()
                .resideInAPackage("digestbot." + name + "..")
                .should()
                .dependOnClassesThat(forbidden)
                .check(PRODUCT);
    }

    private static String feature(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("digestbot.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    /// What answers readers gets the published digests alone, so that no command can forget to ask.
    @Test
    void onlyWhatOperatorsAskForSeesDigestsThatReadersDoNot() {
        List<String> operators = List.of("Releasing", "Withdrawing", "AuditPages", "LibrarySuggestions");
        noClasses()
                .that()
                .resideInAnyPackage("digestbot.command..", "digestbot.telegram..", "digestbot.discord..")
                .and(describe("answer readers", type -> !operators.contains(outermost(type))))
                .should()
                .dependOnClassesThat(describe(
                        "know digests that readers do not see",
                        type -> type.isAssignableTo(AllDigests.class)
                                || type.getName().startsWith(Holding.class.getName())
                                || type.isAssignableTo(Withdrawals.class)
                                || type.isAssignableTo(WarningStore.class)))
                .check(PRODUCT);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElseGet(type::getSimpleName);
    }

    @Test
    void eachLibraryStaysInItsPackage() {
        only("net.dv8tion..", "digestbot.discord..", "digestbot.app..");
        only("org.telegram..", "digestbot.telegram..");
        only("org.quartz..", "digestbot.schedule..");
        only("com.vladsch..", "digestbot.markdown..");
        only("io.javalin..", "digestbot.sandbox..", "digestbot.console..", "digestbot.web..");
        only("j2html..", "digestbot.console..");
        only("io.micrometer..", "digestbot.console..");
        only("org.jline..", "digestbot.app.trial..");
        only("picocli..", "digestbot.app..");
        only("java.awt..", "digestbot.card..");
        only("javax.imageio..", "digestbot.card..");
    }

    private static void only(String library, String... places) {
        noClasses()
                .that()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(PRODUCT);
    }

    @Test
    void onlyStoresSpeakSql() {
        classes()
                .that(describe("use SQL", ArchitectureTest::usesSql))
                .should()
                .resideInAPackage("digestbot.database..")
                .orShould()
                .haveSimpleNameEndingWith("Store")
                .check(PRODUCT);
    }

    private static boolean usesSql(JavaClass type) {
        return !type.getName().contains("$")
                && type.getPackageName().startsWith("digestbot")
                && type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .anyMatch(name -> name.startsWith("java.sql") || name.startsWith("org.jdbi"));
    }

    /// A file with something of people in it must be closed to others, which is easily forgotten. Java closes temporary
    /// files by itself.
    @Test
    void onlyOnePlaceMakesFiles() {
        List<String> places = List.of("digestbot.database.PrivateFiles", "digestbot.delivery.TemporaryFile");
        noClasses()
                .that(describe(
                        "are no private files and no sandbox",
                        type -> !places.contains(type.getName())
                                && !feature(type).equals("sandbox")))
                .should()
                .callCodeUnitWhere(describe("makes a file", call -> makesAFile(call.getTarget())))
                .check(PRODUCT);
    }

    private static boolean makesAFile(AccessTarget.CodeUnitCallTarget target) {
        String owner = target.getOwner().getName();
        return owner.equals(Files.class.getName())
                ? target.getName()
                        .matches("write|writeString|newOutputStream|newBufferedWriter|newByteChannel|copy"
                                + "|createFile|createDirectory|createDirectories|createTempFile")
                : target.getName().equals("<init>")
                        && Stream.of(FileOutputStream.class, FileWriter.class, RandomAccessFile.class)
                                .anyMatch(type -> type.getName().equals(owner));
    }
}
