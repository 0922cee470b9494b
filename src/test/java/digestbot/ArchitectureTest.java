package digestbot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import digestbot.api.push.PushToken;
import digestbot.concurrent.StepThread;
import digestbot.console.signin.PasswordSignIn.BrowserTokens;
import digestbot.console.signin.SessionRegistry.Session;
import digestbot.database.Database;
import digestbot.library.archive.AllDigests;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.Withdrawals;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final long MOST_TYPES = 40;

    /// Not static, because the tests after this one would keep it in memory.
    private final JavaClasses product = new ClassFileImporter().importPath("target/classes");

    /// The packages of the bot that each package may use, by the first part of their names; `-`
    /// stands for none.
    private static final String MAY_USE = """
        markdown: -
        i18n: -
        database: -
        concurrent: -
        cluster: database concurrent
        web: markdown concurrent database
        digest: markdown concurrent
        config: digest i18n
        audience: digest database markdown i18n
        library: digest cluster database concurrent markdown config
        content: digest audience i18n markdown config
        delivery: concurrent cluster content library audience database digest markdown i18n config
        webhook: cluster concurrent library digest audience database markdown web config
        writing: concurrent library digest i18n database markdown config
        ops: writing webhook cluster delivery digest content library audience database markdown i18n
        broadcast: delivery ops content audience database markdown i18n
        chat: concurrent broadcast delivery ops content library audience database digest markdown i18n
        telegram: concurrent cluster chat delivery ops content digest audience database markdown i18n config
        discord: concurrent cluster chat delivery ops content digest audience database markdown i18n config
        console: writing concurrent cluster webhook broadcast delivery ops content library digest i18n audience database markdown web config
        site: concurrent content library digest i18n markdown audience database web config
        api: audience concurrent content database digest library markdown site web config
        sandbox: web i18n
        """;

    @Test
    void eachPackageUsesOnlyThoseBelowIt() {
        assertSoftly(soft -> MAY_USE.lines().forEach(line -> {
            String[] parts = line.split(":? ", -1);
            List<String> others = List.of(parts).subList(1, parts.length);
            soft.assertThatCode(() -> mayUseOnly(parts[0], others)).as(parts[0]).doesNotThrowAnyException();
        }));
    }

    private void mayUseOnly(String name, List<String> others) {
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
                .check(product);
    }

    static String feature(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    /// The simulators and `digestbot try` are in a jar of their own, without which the bot runs.
    @Test
    void theBotDoesNotNeedTheStandIns() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/sandbox/java/digestbot"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .as("what the jars are packed from, in pom.xml")
                    .containsExactlyInAnyOrder("sandbox", "trial");
        }
        String[] standIns = {"digestbot.sandbox..", "digestbot.trial.."};
        noClasses()
                .that()
                .resideOutsideOfPackages(standIns)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(standIns)
                .check(product);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("digestbot.(**)").should().beFreeOfCycles().check(product);
    }

    @Test
    void theBotIsWithinItsBudget() throws IOException {
        assertThat(new Budget(product).problems()).as(Budget.FILE.toString()).isEmpty();
    }

    /// Phrases that a native technical writer would not use.
    private static final Pattern BANNED = Pattern.compile(
            "(?:^|[.:] )What [a-z]|\\b(?:those|that) of\\b|\\bis no [a-z]|\\bas far as\\b|\\bof its own\\b"
                    + "|\\bwhoever\\b|(?:^|[.:] )Such as |\\bTells whether\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT = Pattern.compile("//+ ?(.*)");

    @Test
    void commentsAreInPlainEnglish() throws IOException {
        var found = new ArrayList<String>();
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                found.addAll(banned(file));
            }
        }
        assertThat(found).isEmpty();
    }

    /// The matches as `file:line: phrase`. A sentence may continue on the next line.
    private static List<String> banned(Path file) throws IOException {
        var comments = new StringBuilder();
        var lines = new TreeMap<Integer, Integer>();
        List<String> text = Files.readAllLines(file);
        for (int i = 0; i < text.size(); i++) {
            Matcher comment = COMMENT.matcher(text.get(i));
            if (comment.find()) {
                lines.put(comments.length(), i + 1);
                comments.append(comment.group(1)).append(' ');
            }
        }
        return BANNED.matcher(comments)
                .results()
                .map(match -> "%s:%d: %s"
                        .formatted(file, lines.floorEntry(match.end() - 1).getValue(), match.group()))
                .toList();
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

    private Stream<JavaClass> topLevel() {
        return product.stream().filter(type -> type.getEnclosingClass().isEmpty());
    }

    /// The classes that answer readers get the published digests alone, so that no command can
    /// forget to ask.
    @Test
    void onlyWhatOperatorsAskForSeesDigestsThatReadersDoNot() {
        List<String> operators = List.of("HeldDigestCommands", "WithdrawalCommands", "DigestSuggestions");
        noClasses()
                .that()
                .resideInAnyPackage(
                        "digestbot.api..",
                        "digestbot.chat..",
                        "digestbot.telegram..",
                        "digestbot.discord..",
                        "digestbot.site..")
                // Pushed digests come from their authors, and are compared with the stored ones.
                .and()
                .resideOutsideOfPackage("digestbot.api.push..")
                .and(describe(
                        "answer readers",
                        type -> !operators.contains(outermost(type).getSimpleName())))
                .should()
                .dependOnClassesThat(describe(
                        "know digests that readers do not see",
                        type -> type.isAssignableTo(AllDigests.class)
                                || type.getName().startsWith(DigestReview.class.getName())
                                || type.isAssignableTo(Withdrawals.class)
                                || type.isAssignableTo(DigestStore.class)))
                .check(product);
    }

    /// What a component calls is a parameter of its constructor, or of a method with which its
    /// threads start: a setter would come too late for what they do first.
    @Test
    void noSetterTellsAComponentLaterWhatItCalls() {
        assertThat(product.stream()
                        .filter(type -> !feature(type).equals("sandbox"))
                        .flatMap(type -> type.getFieldAccessesFromSelf().stream()))
                .filteredOn(access -> access.getAccessType() == AccessType.SET
                        && isCalled(access.getTarget().getRawType())
                        && access.getOrigin() instanceof JavaMethod setter
                        && !setter.getModifiers().contains(JavaModifier.PRIVATE)
                        && !isPartOfAStart(setter))
                .isEmpty();
    }

    /// Whether the method starts a thread, or only such methods call it.
    private static boolean isPartOfAStart(JavaMethod method) {
        if (method.getMethodCallsFromSelf().stream().anyMatch(ArchitectureTest::startsAThread)) {
            return true;
        }
        return !method.getCallsOfSelf().isEmpty()
                && method.getCallsOfSelf().stream()
                        .allMatch(call -> call.getOrigin() instanceof JavaMethod caller
                                && !caller.equals(method)
                                && isPartOfAStart(caller));
    }

    private static boolean isCalled(JavaClass declared) {
        Class<?> type = declared.reflect();
        boolean ofTheBot = type.isInterface() && type.getName().startsWith("digestbot.") && !type.isSealed();
        return ofTheBot || type.isAnnotationPresent(FunctionalInterface.class);
    }

    private static boolean startsAThread(JavaMethodCall call) {
        return call.getName().equals("start")
                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                        || call.getTargetOwner().isEquivalentTo(StepThread.class));
    }

    /// A server that is too old is refused before anything else is asked of it.
    @Test
    void thePostgresServersVersionIsRequired() {
        assertThat(product.get("digestbot.database.PostgresServer").getMethodCallsFromSelf())
                .anyMatch(call -> call.getTarget().getName().equals("requireVersion"));
    }

    /// Both classes limit how much is read and made at once, whatever address is asked for.
    @Test
    void theSiteReadsInTurnsOnly() {
        noClasses()
                .that()
                .resideInAPackage("digestbot.site.server..")
                .and(describe(
                        "have no turns",
                        type -> !type.getName().equals("digestbot.site.server.PageCache")
                                && !type.getSimpleName().equals("SearchRoutes")))
                .should()
                .callMethod(Database.class, "read", Function.class)
                .check(product);
    }

    /// The time of a comparison must not tell how much of a guess is right.
    @Test
    void secretsAreComparedInTheSameTimeWhereverTheyDiffer() {
        classes()
                .that(describe(
                        "compare secrets",
                        type -> Stream.of(Session.class, BrowserTokens.class, PushToken.class)
                                .anyMatch(type::isEquivalentTo)))
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(product);
    }

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /// The packages that may use each library.
    private static final String USERS = """
        net.dv8tion: discord app
        org.telegram: telegram
        org.apache.hc: telegram.transport
        org.quartz: app.schedule
        com.vladsch: markdown
        io.javalin: api sandbox console site.server web
        j2html: console site web
        io.micrometer: console
        io.prometheus: console
        picocli: cli
        org.yaml: digest.yaml
        org.tartarus: digest.words
        com.rometools: writing
        org.apache.fontbox: content.card
        java.awt: content.card
        javax.imageio: content.card
        """;

    @Test
    void eachLibraryStaysInItsPackage() {
        assertSoftly(soft -> USERS.lines().forEach(line -> {
            String[] parts = line.split(":? ", -1);
            soft.assertThat(product.stream()
                            .filter(type ->
                                    Stream.of(parts).skip(1).noneMatch(name -> isWithin(type, "digestbot." + name)))
                            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                            .filter(dependency -> isWithin(dependency.getTargetClass(), parts[0])))
                    .as(parts[0])
                    .isEmpty();
        }));
    }

    private static boolean isWithin(JavaClass type, String name) {
        return (type.getPackageName() + ".").startsWith(name + ".");
    }

    @Test
    void onlyStoresSpeakSql() {
        classes()
                .that(describe("use SQL", ArchitectureTest::usesSql))
                .should()
                .resideInAPackage("digestbot.database..")
                .orShould()
                .haveSimpleNameEndingWith("Store")
                .check(product);
    }

    private static boolean usesSql(JavaClass type) {
        return !type.getName().contains("$")
                && type.getPackageName().startsWith("digestbot")
                && type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .anyMatch(name -> name.startsWith("java.sql") || name.startsWith("org.jdbi"));
    }

    /// A file with personal data must be closed to others, which is easily forgotten.
    @Test
    void onlyOnePlaceMakesFiles() {
        // The sample digest is for everybody.
        List<String> places = List.of("digestbot.database.PrivateFiles", "digestbot.cli.InitCommand");
        noClasses()
                .that(describe(
                        "are no private files and no sandbox",
                        type -> !places.contains(type.getName())
                                && !feature(type).equals("sandbox")))
                .should()
                .callCodeUnitWhere(describe("makes a file", call -> makesAFile(call.getTarget())))
                .check(product);
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
