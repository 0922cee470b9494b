package digestbot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import digestbot.api.push.PushTokens;
import digestbot.console.page.CsrfToken;
import digestbot.console.signin.BrowserTokens;
import digestbot.library.archive.AllDigests;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.WarningStore;
import digestbot.library.archive.Withdrawals;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final long MOST_TYPES = 40;

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("digestbot");

    /// The packages of the bot that each package may use, by the first part of their names.
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("markdown", List.of()),
            Map.entry("i18n", List.of()),
            Map.entry("database", List.of()),
            Map.entry("cache", List.of()),
            Map.entry("concurrent", List.of()),
            Map.entry("cluster", List.of("database", "concurrent")),
            Map.entry("web", List.of()),
            Map.entry("clientview", List.of()),
            Map.entry("yaml", List.of()),
            Map.entry("digest", List.of("markdown", "yaml")),
            Map.entry("audience", List.of("digest", "database", "markdown")),
            Map.entry("audit", List.of("audience", "database", "markdown", "i18n")),
            Map.entry("library", List.of("digest", "cluster", "database", "cache", "markdown")),
            Map.entry("vote", List.of("audience", "database")),
            Map.entry("button", List.of("audience", "digest", "vote")),
            Map.entry("content", List.of("button", "digest", "audience", "vote", "i18n", "markdown")),
            Map.entry("card", List.of("content", "markdown", "i18n")),
            Map.entry(
                    "delivery",
                    List.of(
                            "card",
                            "cache",
                            "cluster",
                            "concurrent",
                            "button",
                            "content",
                            "library",
                            "audience",
                            "vote",
                            "database",
                            "digest",
                            "markdown",
                            "i18n")),
            Map.entry(
                    "notice",
                    List.of(
                            "audit",
                            "delivery",
                            "button",
                            "content",
                            "library",
                            "audience",
                            "database",
                            "digest",
                            "markdown",
                            "i18n")),
            Map.entry(
                    "broadcast",
                    List.of(
                            "audit",
                            "delivery",
                            "notice",
                            "button",
                            "content",
                            "audience",
                            "database",
                            "markdown",
                            "i18n")),
            Map.entry(
                    "chat",
                    List.of(
                            "audit",
                            "broadcast",
                            "delivery",
                            "notice",
                            "button",
                            "content",
                            "library",
                            "audience",
                            "vote",
                            "database",
                            "digest",
                            "markdown",
                            "i18n")),
            Map.entry(
                    "telegram",
                    List.of(
                            "cache",
                            "cluster",
                            "chat",
                            "delivery",
                            "notice",
                            "button",
                            "content",
                            "digest",
                            "health",
                            "audience",
                            "database",
                            "markdown",
                            "i18n")),
            Map.entry(
                    "discord",
                    List.of(
                            "cache",
                            "concurrent",
                            "cluster",
                            "chat",
                            "delivery",
                            "notice",
                            "button",
                            "content",
                            "digest",
                            "health",
                            "audience",
                            "database",
                            "markdown",
                            "i18n")),
            Map.entry(
                    "health",
                    List.of(
                            "cluster",
                            "delivery",
                            "notice",
                            "digest",
                            "content",
                            "library",
                            "audience",
                            "database",
                            "markdown",
                            "i18n")),
            Map.entry(
                    "webhook",
                    List.of("delivery", "content", "library", "digest", "audience", "database", "markdown", "web")),
            Map.entry("schedule", List.of("library", "delivery", "notice", "broadcast", "health", "database")),
            Map.entry(
                    "console",
                    List.of(
                            "audit",
                            "cache",
                            "cluster",
                            "config",
                            "health",
                            "broadcast",
                            "delivery",
                            "notice",
                            "button",
                            "content",
                            "library",
                            "digest",
                            "i18n",
                            "audience",
                            "vote",
                            "database",
                            "clientview",
                            "web")),
            Map.entry(
                    "site",
                    List.of(
                            "cache",
                            "card",
                            "content",
                            "library",
                            "digest",
                            "i18n",
                            "markdown",
                            "audience",
                            "button",
                            "database",
                            "web")),
            Map.entry(
                    "api",
                    List.of(
                            "audience",
                            "audit",
                            "cache",
                            "content",
                            "database",
                            "digest",
                            "library",
                            "markdown",
                            "site",
                            "web")),
            Map.entry("sandbox", List.of("web", "clientview")));

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
        slices().matching("digestbot.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void noPackageIsTooLargeToSurvey() {
        Map<String, Long> sizes =
                topLevel().collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void noNameIsBorneTwice() {
        Map<String, Long> names =
                topLevel().collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
        assertThat(names).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
    }

    private static Stream<JavaClass> topLevel() {
        return PRODUCT.stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    /// The simulators are for `digestbot try` and for tests; the rest of the bot does without them.
    @Test
    void onlyTheTrialUsesTheSandbox() {
        noClasses()
                .that()
                .resideOutsideOfPackages("digestbot.sandbox..", "digestbot.trial..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("digestbot.sandbox..")
                .check(PRODUCT);
    }

    /// The classes that answer readers get the published digests alone, so that no command can
    /// forget to ask.
    @Test
    void onlyWhatOperatorsAskForSeesDigestsThatReadersDoNot() {
        List<String> operators =
                List.of("HeldDigestCommands", "WithdrawalCommands", "AuditLogPages", "DigestSuggestions");
        noClasses()
                .that()
                .resideInAnyPackage(
                        "digestbot.api..",
                        "digestbot.chat..",
                        "digestbot.telegram..",
                        "digestbot.discord..",
                        "digestbot.site..")
                // Pushed digests come from their authors, and are compared with what is stored.
                .and()
                .resideOutsideOfPackage("digestbot.api.push..")
                .and(describe("answer readers", type -> !operators.contains(outermost(type))))
                .should()
                .dependOnClassesThat(describe(
                        "know digests that readers do not see",
                        type -> type.isAssignableTo(AllDigests.class)
                                || type.getName().startsWith(HeldDigests.class.getName())
                                || type.isAssignableTo(Withdrawals.class)
                                || type.isAssignableTo(WarningStore.class)))
                .check(PRODUCT);
    }

    /// How long a comparison takes tells nobody how much of a guess is right.
    @Test
    void secretsAreComparedInTheSameTimeWhereverTheyDiffer() {
        classes()
                .that()
                .belongToAnyOf(CsrfToken.class, BrowserTokens.class, PushTokens.class)
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(PRODUCT);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElseGet(type::getSimpleName);
    }

    @Test
    void eachLibraryStaysInItsPackage() {
        only("net.dv8tion..", "digestbot.discord..", "digestbot.app..");
        only("org.telegram..", "digestbot.telegram..");
        only("org.apache.hc..", "digestbot.telegram.transport..");
        only("org.quartz..", "digestbot.schedule..");
        only("com.vladsch..", "digestbot.markdown..");
        only(
                "io.javalin..",
                "digestbot.api..",
                "digestbot.sandbox..",
                "digestbot.console..",
                "digestbot.site.server..",
                "digestbot.web..");
        only("j2html..", "digestbot.console..", "digestbot.site..");
        only("io.micrometer..", "digestbot.console..");
        only("io.prometheus..", "digestbot.console..");
        only("org.jline..", "digestbot.trial..", "digestbot.clientview..");
        only("picocli..", "digestbot.cli..", "digestbot.trial..");
        only("org.yaml..", "digestbot.yaml..");
        only("org.apache.fontbox..", "digestbot.card..");
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

    /// A file with personal data must be closed to others, which is easily forgotten. Java closes
    /// temporary files by itself.
    @Test
    void onlyOnePlaceMakesFiles() {
        // The sample digest and the static site are for everybody.
        List<String> places = List.of(
                "digestbot.database.PrivateFiles",
                "digestbot.delivery.api.TemporaryFile",
                "digestbot.cli.InitCommand",
                "digestbot.site.build.SiteFolder");
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
