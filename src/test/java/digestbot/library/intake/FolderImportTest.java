package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.Unprivileged;
import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.StoredDigest;
import digestbot.trial.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class FolderImportTest {

    @AutoClose
    private LibraryFixture fixture = LibraryFixture.running();

    @Test
    void publishesANewDigestOnceItIsWhole() {
        fixture.write("2026/a.md", digest("us-china", "2026-02-07", "title: Talks"));
        fixture.library.setFirstScan(true);

        Optional<Duration> first = fixture.look();
        assertThat(fixture.published).isEmpty();
        assertThat(first).contains(LibraryFixture.WAIT);
        assertThat(fixture.library.isFirstScan()).isTrue();

        fixture.pass(LibraryFixture.WAIT);
        Optional<Duration> second = fixture.look();
        assertThat(fixture.published).hasSize(1);
        assertThat(second).isEmpty();
        assertThat(fixture.library.isFirstScan()).isFalse();
        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(stored.number()).isEqualTo(fixture.published.getFirst());
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(stored.digest().title()).isEqualTo("Talks");
        assertThat(stored.publishedAt()).isPresent();
    }

    @Test
    void publishesTheFilesOfOneLookTogetherHoweverManyTransactionsTheyTake() {
        for (int day = 10; day < 31; day++) {
            fixture.write(day + ".md", digest("us-china", "2026-01-" + day));
        }
        fixture.settle();
        assertThat(fixture.publishedTogether).isEqualTo(21);
    }

    @Test
    void asksToBeCalledAgainForTheTimeThatIsLeftAndAnewWhereTheFilesTimeChanges() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.look();
        fixture.pass(Duration.ofMillis(100));
        assertThat(fixture.look()).contains(Duration.ofMillis(200));
        assertThat(fixture.published).isEmpty();
        fixture.touch("a.md", 5);
        assertThat(fixture.look()).contains(LibraryFixture.WAIT);
        assertThat(fixture.published).isEmpty();
    }

    @Test
    void waitsForAFileThatGrows() throws IOException {
        Path file = fixture.write("a.md", "topic: us-china\n");
        for (String piece : new String[] {"day: 2026-02-07\n", "title: Talks\n", "\nFirst line.\n", "Last line.\n"}) {
            fixture.look();
            fixture.pass(Duration.ofMillis(299));
            Files.writeString(file, piece, StandardOpenOption.APPEND);
            assertThat(fixture.look()).isPresent();
        }
        assertThat(fixture.format.parsed).hasValue(0);
        assertThat(fixture.problems).isEmpty();

        fixture.settle();
        assertThat(fixture.newest("us-china").orElseThrow().digest().highlights())
                .hasToString("[Paragraph[content=[Text[text=First line.\nLast line.]]]]");
    }

    @Test
    void ofManyFilesNoticesANewOneAtOnceAndARewrittenOneWithinAMinute() throws IOException {
        fixture.close();
        fixture = LibraryFixture.ofRealDigests();
        for (int i = 0; i <= 2_000; i++) {
            fixture.write(i + ".md", "text");
        }
        Path folder = fixture.write("old.md", "text").getParent();
        Files.setLastModifiedTime(folder, FileTime.fromMillis(0));
        fixture.settle();
        fixture.look();

        fixture.write("0.md", "another text");
        fixture.pass(Duration.ofSeconds(59));
        assertThat(fixture.look()).as("rewritten").isEmpty();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.look()).as("rewritten").contains(LibraryFixture.WAIT);
        fixture.pass(LibraryFixture.WAIT);
        fixture.look();
        fixture.look();
        fixture.write("new.md", "text");
        assertThat(fixture.look()).as("new").contains(LibraryFixture.WAIT);
    }

    @Test
    void namesOtherFilesOnceAndReportsNoneOfThem() throws IOException {
        fixture.close();
        fixture = LibraryFixture.ofRealDigests();
        try (Logged log = Logged.by("digestbot.library")) {
            fixture.write("README.md", "# Digests");
            fixture.write("us-china/_index.md", "---\ntitle: US and China\ndate: 2026-02-07\n---\n");
            fixture.write("us-china/about.md", "---\ntitle: About\n---\n");
            fixture.settle();
            fixture.restart();
            fixture.settle();
            assertThat(log.from(Level.INFO))
                    .filteredOn(line -> line.endsWith("skipped: it is no digest"))
                    .hasSize(3);
        }
        assertThat(fixture.problems).isEmpty();
        assertThat(others()).containsExactly("README.md", "us-china/_index.md", "us-china/about.md");
        fixture.delete("README.md");
        fixture.look();
        assertThat(others()).hasSize(2);
    }

    @Test
    void reportsADigestThatHasLostItsFrontMatter() throws IOException {
        fixture.close();
        fixture = LibraryFixture.ofRealDigests();
        fixture.write("a.md", "---\ntopic: trade\ndate: 2026-02-07\n---\n\n- A point\n");
        fixture.settle();
        fixture.write("a.md", "- A point\n");
        fixture.settle();
        fixture.restart();
        fixture.settle();
        assertThat(fixture.problems).hasSize(1).first().asString().contains("there is no front matter");
        assertThat(others()).isEmpty();
    }

    private List<String> others() {
        return fixture.read(tx -> new FileStore().others(tx));
    }

    @Test
    void waitsAnewWhenAnotherFileOfTheSameSizeAndTimeTookTheName() throws IOException {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.write("b.tmp", digest("us-china", "2026-02-07", "title: Two"));
        Files.setLastModifiedTime(
                fixture.folder.resolve("b.tmp"), Files.getLastModifiedTime(fixture.folder.resolve("a.md")));
        fixture.look();
        fixture.pass(LibraryFixture.WAIT);
        fixture.rename("b.tmp", "a.md");
        assertThat(fixture.look()).isPresent();
        fixture.settle();
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(fixture.count("revision")).isEqualTo(1);
    }

    @Test
    void readsNothingOfAnUnchangedFile() {
        fixture.arrives("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
        fixture.restart();
        assertThat(fixture.look()).isEmpty();
        assertThat(fixture.format.parsed).hasValue(1);
    }

    @Test
    void keepsADraftAndPublishesItWhenItStopsBeingOne() {
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "draft: true"));
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.newest("us-china")).isEmpty();
        assertThat(fixture.count("digest")).isEqualTo(1);

        fixture.arrives("a.md", digest("us-china", "2026-02-07", "draft: false"));
        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(fixture.published).containsExactly(stored.number());
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.publishedAt()).isPresent();
    }

    @Test
    void withdrawsAPublishedDigestThatBecomesADraftAndPublishesItAgainAfterwards() {
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: Out"));
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: Unfinished", "draft: true"));
        assertThat(fixture.told).containsExactly("withdrawn 1");
        assertThat(fixture.count("revision")).isEqualTo(2);
        assertThat(fixture.newest("us-china")).isEmpty();
        assertThat(fixture.find("out")).isEmpty();
        assertThat(fixture.find("unfinished")).isEmpty();
        assertThat(fixture.read(tx -> fixture.library.all().digest(tx, 1))
                        .orElseThrow()
                        .isVisible())
                .isFalse();

        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: Finished"));
        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(stored.digest().title()).isEqualTo("Finished");
        assertThat(stored.digest().correction()).isEmpty();
        assertThat(stored.revision()).isEqualTo(3);
        assertThat(fixture.published).containsExactly(1L, 1L);
        assertThat(fixture.told).containsExactly("withdrawn 1");
    }

    @Test
    void storesACorrectionAsTheNextRevisionAlsoOneThatIsTakenBackAndLetsAnOldCopyBe() {
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: Wrong"));
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: Right"));

        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.digest().title()).isEqualTo("Right");
        assertThat(fixture.published).hasSize(1);
        assertThat(fixture.find("wrong")).isEmpty();
        assertThat(fixture.find("right")).containsExactly("Right");
        assertThat(fixture.read(tx -> fixture.library.all().digest(tx, stored.number(), 1))
                        .map(StoredDigest::digest))
                .map(Digest::title)
                .contains("Wrong");
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: Wrong"));
        StoredDigest again = fixture.newest("us-china").orElseThrow();
        assertThat(again.revision()).isEqualTo(3);
        assertThat(again.digest().title()).isEqualTo("Wrong");
        fixture.arrives("backup.md", digest("us-china", "2026-02-07", "title: Right"));
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Wrong");
    }

    @Test
    void makesNoRevisionOfATouchOrOfOtherWhiteSpace() {
        String content = digest("us-china", "2026-02-07", "", "Text.");
        fixture.arrives("a.md", content);
        fixture.touch("a.md", 10);
        fixture.settle();
        fixture.arrives("a.md", content.replace("\n", "\r\n"));
        fixture.arrives("a.md", content + "   \n\n");
        assertThat(fixture.told).isEmpty();
        assertThat(fixture.count("revision")).isEqualTo(1);
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void takesTheSameContentUnderTwoNamesForOneDigest() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.arrives("copy/b.md", digest("us-china", "2026-02-07"));
        fixture.arrives("later.md", digest("us-china", "2026-02-07"));
        assertThat(fixture.count("digest")).isEqualTo(1);
        assertThat(fixture.count("revision")).isEqualTo(1);
        assertThat(fixture.published).hasSize(1);
        assertThat(fixture.problems).isEmpty();
    }

    @Test
    void refusesOtherContentFromAnotherFileUntilTheFirstIsGone() {
        fixture.arrives("first.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.arrives("second.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.touch("second.md", 3);
        fixture.settle();
        fixture.restart();
        fixture.settle();
        assertThat(fixture.problems)
                .singleElement()
                .asString()
                .startsWith("second.md:1:")
                .contains("first.md");
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("One");
        assertThat(fixture.count("revision")).isEqualTo(1);
        fixture.delete("first.md");
        fixture.look();
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(fixture.problems).hasSize(1);
    }

    @Test
    void takesACorrectionFromAnotherFileWhenTheFirstIsGone() {
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.delete("a.md");
        fixture.arrives("b.md", digest("us-china", "2026-02-07", "title: Two"));
        assertThat(fixture.newest("us-china").orElseThrow().revision()).isEqualTo(2);

        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: Three"));
        assertThat(fixture.problems).singleElement().asString().contains("a.md:1:", "b.md");
    }

    @Test
    void followsADigestThatWasMovedAndCorrectedLater() {
        fixture.arrives("a.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.rename("a.md", "b.md");
        fixture.settle();
        fixture.arrives("b.md", digest("us-china", "2026-02-07", "title: Two"));
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void takesAFileThatIsWrittenOverEveryDayForEachDaysDigest() {
        fixture.arrives("today.md", digest("us-china", "2026-02-06", "title: One"));
        fixture.arrives("today.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.arrives("archive/06.md", digest("us-china", "2026-02-06", "title: One, corrected"));
        assertThat(fixture.published).hasSize(2);
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.find("corrected")).containsExactly("One, corrected");
    }

    @Test
    void reportsAnInvalidFileOnceAndPicksItUpWhenItIsMended() {
        fixture.arrives("a.md", "nothing");
        fixture.touch("a.md", 3);
        fixture.settle();
        fixture.restart();
        fixture.settle();
        assertThat(fixture.problems).containsExactly("a.md:1: no topic; add `topic:`");

        fixture.arrives("a.md", digest("us-china", "soon"));
        assertThat(fixture.problems).containsExactly("a.md:1: no topic; add `topic:`", "a.md:2: no day; add `day:`");
        assertThat(fixture.count("digest")).isZero();

        fixture.arrives("a.md", digest("us-china", "2026-02-07"));
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void keepsADigestWhoseFileBecomesInvalidOrGoes() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Kept"));
        fixture.arrives("b.md", digest("trade", "2026-02-07", "title: Kept too"));
        fixture.write("a.md", "nothing");
        fixture.delete("b.md");
        fixture.settle();
        assertThat(fixture.problems).hasSize(1);
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Kept");
        assertThat(fixture.newest("trade").orElseThrow().digest().title()).isEqualTo("Kept too");
    }

    @Test
    void takesAFileThatComesBackForWhatItWas() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.arrives("b.md", "nothing");
        fixture.delete("a.md");
        fixture.delete("b.md");
        fixture.settle();
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.arrives("b.md", "nothing");
        assertThat(fixture.published).hasSize(1);
        assertThat(fixture.problems)
                .as("it was no problem any more once it was gone")
                .hasSize(2);
    }

    @Test
    void knowsWhichFilesAreNoDigestsUntilTheyAreMendedOrGone() {
        fixture.write("a.md", "nothing");
        fixture.arrives("b.md", "nothing");
        assertThat(invalid()).containsExactly("a.md", "b.md");
        fixture.arrives("a.md", digest("us-china", "2026-02-07"));
        assertThat(invalid()).containsExactly("b.md");
        fixture.delete("b.md");
        fixture.settle();
        assertThat(invalid()).isEmpty();
        assertThat(fixture.read(TrialStore::countInvalidFiles)).isZero();
    }

    private List<String> invalid() {
        return fixture.read(tx -> new InvalidFileStore().page(tx, 0, 10)).stream()
                .map(InvalidFileStore.InvalidFile::path)
                .toList();
    }

    @Test
    void letsNoFileHoldUpAnother() {
        fixture.write("a.md", digest("crash", "2026-02-01", "crash: yes"));
        fixture.write("b.md", "nothing");
        fixture.write("c.md", digest("us-china", "2026-02-07"));
        fixture.arrives("d.md", "x".repeat(2000));
        assertThat(fixture.published).hasSize(1);
        assertThat(fixture.problems).hasSize(3);
    }

    @Test
    void writesADigestAndItsPublicationTogetherOrNotAtAll() {
        fixture.write("a.md", digest("us-china", "2026-02-06"));
        fixture.write("b.md", digest("trade", "2026-02-07"));
        fixture.publications = (tx, number) -> {
            String topic = fixture.library
                    .all()
                    .digest(tx, number)
                    .orElseThrow()
                    .digest()
                    .topic()
                    .id();
            if (topic.equals("us-china")) {
                throw new IllegalStateException("no");
            }
            fixture.published.add(number);
        };
        fixture.settle();
        assertThat(fixture.newest("us-china")).isEmpty();
        assertThat(fixture.count("digest")).isLessThanOrEqualTo(1);

        fixture.publications = (_, number) -> fixture.published.add(number);
        fixture.settle();
        assertThat(fixture.newest("us-china")).isPresent();
        assertThat(fixture.newest("trade")).isPresent();
        assertThat(fixture.problems).isEmpty();
    }

    @Test
    void takesTheFilesOfOneLookByDayThenTopicThenName() {
        fixture.write("1.md", digest("trade", "2026-02-07"));
        fixture.write("2.md", digest("us-china", "2026-02-05"));
        fixture.write("4.md", digest("trade", "2026-02-05", "edition: b"));
        fixture.arrives("3.md", digest("trade", "2026-02-05", "edition: a"));
        assertThat(fixture.keys())
                .map(key -> key.day() + " " + key.topic() + " " + key.edition())
                .containsExactly(
                        "2026-02-05 trade a", "2026-02-05 trade b", "2026-02-05 us-china ", "2026-02-07 trade ");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        String fits = digest("us-china", "2026-02-07") + "\n\n";
        fixture.write("fits.md", fits + "x".repeat(1000 - fits.length()));
        fixture.arrives("large.md", fits + "x".repeat(1001 - fits.length()));
        assertThat(fixture.published).hasSize(1);
        assertThat(fixture.problems)
                .containsExactly("large.md:1: has 1001 bytes; a digest may have 1000: make it smaller");
    }

    @Test
    void readsNoMoreOfALargeFileThanToSeeThatItIsLarge() throws IOException {
        Path file = fixture.write("large.md", "");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(1L << 40);
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        fixture.settle();
        assertThat(fixture.problems).singleElement().asString().contains("1099511627777 bytes");
        assertThat(fixture.format.parsed).hasValue(0);
    }

    @Test
    void ignoresAFileThatGoesBetweenTwoLooks() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.look();
        fixture.delete("a.md");
        fixture.pass(LibraryFixture.WAIT);
        assertThat(fixture.look()).isEmpty();
        assertThat(fixture.problems).isEmpty();
    }

    @Test
    @Unprivileged
    void reportsAFileThatMayNotBeReadOnceAndPicksItUpWhenItMay() throws IOException {
        Path file = fixture.write("a.md", digest("us-china", "2026-02-07"));
        Path closed =
                fixture.write("closed/b.md", digest("trade", "2026-02-07")).getParent();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        fixture.settle();
        fixture.settle();
        fixture.restart();
        fixture.settle();
        assertThat(fixture.problems).hasSize(2).allMatch(problem -> problem.contains("permission denied"));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        fixture.settle();
        assertThat(fixture.published).hasSize(2);
    }

    @Test
    void reportsAMissingFolderOnceAndPicksItUpWhenItAppears() throws IOException {
        fixture.arrives("a.md", digest("us-china", "2026-02-07"));
        Path elsewhere = fixture.base.resolve("elsewhere");
        try (Logged log = Logged.by("digestbot.library")) {
            Files.move(fixture.folder, elsewhere);
            fixture.settle();
            fixture.settle();
            assertThat(fixture.problems).singleElement().asString().contains("does not exist", "digests");
            assertThat(log.from(Level.INFO)).singleElement().asString().contains("the bot keeps looking for it");
            Files.move(elsewhere, fixture.folder);
            fixture.look();
            assertThat(log.from(Level.INFO)).hasSize(2).last().asString().endsWith("digest folder found again");
        }
        fixture.arrives("b.md", digest("trade", "2026-02-07"));
        assertThat(fixture.published).hasSize(2);
        assertThat(fixture.problems).hasSize(1);
    }

    /// As if both were on one disk that is gone.
    @Test
    void logsOnceThatTheFolderIsMissingThoughNobodyCanBeTold() throws IOException {
        Files.delete(fixture.folder);
        fixture.database.close();
        try (Logged log = Logged.by("digestbot.library")) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(fixture::look).isInstanceOf(RuntimeException.class);
            }
            assertThat(log.from(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void reportsWhatCannotBeReadOnceForEachReason() {
        var reason = new AtomicReference<>("cannot be read: broken disk");
        fixture.onRead((_, _) -> {
            throw new IOException(reason.get());
        });
        fixture.arrives("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
        reason.set("cannot be read: no such device");
        fixture.settle();
        fixture.settle();
        assertThat(fixture.problems)
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("a.md:1: cannot be read: "))
                .allMatch(problem -> problem.contains("make it readable"));
    }

    @Test
    void ofAFilesErrorsFiftyAreKeptAndTheOthersCounted() {
        assertThat(stored(50)).hasSize(50).endsWith(new Diagnostic(50, "error 50"));
        assertThat(stored(60))
                .hasSize(51)
                .startsWith(new Diagnostic(1, "error 1"))
                .endsWith(new Diagnostic(51, "10 more errors from here: `digestbot check` lists all"));
    }

    private List<Diagnostic> stored(int errors) {
        var store = new InvalidFileStore();
        List<Diagnostic> found = IntStream.rangeClosed(1, errors)
                .mapToObj(line -> new Diagnostic(line, "error " + line))
                .toList();
        fixture.database.writeWithoutResult(tx -> store.put(tx, errors + ".md", found));
        return fixture.read(tx -> store.page(tx, 0, 9)).getLast().diagnostics();
    }

    @Test
    void doesNothingOnceItIsClosed() throws IOException {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.look();
        fixture.pass(LibraryFixture.WAIT);
        fixture.restart();
        fixture.close();
        assertThat(fixture.look()).isEmpty();
    }

    @Test
    void logsWarningsAndProblemsWithFileAndLine() {
        try (Logged log = Logged.by("digestbot.library")) {
            fixture.write("a.md", digest("us-china", "2026-02-07", "warning: thin content"));
            fixture.arrives("b.md", "nothing");
            assertThat(log.from(Level.INFO)).contains("a.md:4: thin content", "b.md:1: no topic; add `topic:`");
            assertThat(log.from(Level.WARN)).containsExactly("b.md:1: no topic; add `topic:`");
        }
    }

    @Test
    void showsNoControlCharactersOfANameInAProblem() {
        fixture.arrives("a\n\u001b[31m\u202Eb.md", "nothing");
        assertThat(fixture.problems).singleElement().asString().startsWith("a\uFFFD\uFFFD[31m\uFFFDb.md:1:");
    }

    @Test
    void rereadsAFileWhoseProblemANewerParserDoesNotSee() {
        fixture.format.strict = true;
        fixture.arrives("a.md", digest("us-china", "2026-02-07"));
        assertThat(fixture.problems).hasSize(1);
        fixture.format.strict = false;
        fixture.look();
        assertThat(fixture.published).isEmpty();
        fixture.restart();
        fixture.look();
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void namesATopicAsItsNewestDigestDoes() {
        fixture.arrives("2.md", digest("trade", "2026-02-06", "name: World Trade"));
        fixture.write("1.md", digest("trade", "2026-02-01", "name: Old Name"));
        fixture.arrives("3.md", digest("trade", "2026-02-07", "name: Draft Name", "draft: true"));
        assertThat(topicName()).contains("World Trade");
        fixture.arrives("3.md", digest("trade", "2026-02-07", "name: New Name"));
        assertThat(topicName()).contains("New Name");
    }

    private Optional<String> topicName() {
        return fixture.read(tx -> fixture.library.topic(tx, "trade"))
                .map(known -> known.topic().name());
    }

    @Test
    void tellsOfACorrectionWithWhatTheAuthorSaysOrWhatChangedAndWhenButNotOfTheFirstRevision() {
        write("correction: the text\n\nOld text.");
        assertThat(correction()).isEmpty();
        Instant before = fixture.now();
        write("\n\nNew text.");
        assertThat(fixture.told).containsExactly("corrected 1");
        Correction correction = correction().orElseThrow();
        assertThat(correction.at()).hasValueSatisfying(at -> assertThat(at).isAfter(before));
        assertThat(correction.changes())
                .isEqualTo(new RevisionChanges.DetectedChanges(
                        List.of(new ChangedPart(ChangedPart.PartKind.HIGHLIGHTS, ""))));
        write("correction: the text\n\nNewer text.");
        assertThat(correction()).map(Correction::changes).hasValue(new RevisionChanges.AuthorNote("the text"));
    }

    @Test
    void keepsTheLineOfTheLastCorrectionWhereReadersSeeNoOther() {
        write("\n\nOld text.");
        write("\n\nNew text.");
        Optional<Correction> first = correction();
        write("note: for machines\n\nNew text.");
        assertThat(fixture.count("revision")).isEqualTo(3);
        assertThat(fixture.told).containsExactly("corrected 1");
        assertThat(correction()).isEqualTo(first);
    }

    @Test
    void changesADraftAndAnArchivedDigestSilently() throws IOException {
        write("draft: true\n\nOld text.");
        write("draft: true\n\nNew text.");
        assertThat(fixture.told).isEmpty();
        fixture.close();
        fixture = LibraryFixture.unstarted();
        fixture.firstStart = new FirstStartPolicy(0, ZoneId.of("UTC"));
        fixture.restart();
        write("\n\nOld text.");
        write("\n\nNew text.");
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.told).isEmpty();
        assertThat(correction()).isEmpty();
        write("draft: true\n\nNew text.");
        assertThat(fixture.newest("us-china")).isEmpty();
        write("\n\nNew text.");
        assertThat(fixture.newest("us-china")).isPresent();
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.told).isEmpty();
    }

    @Test
    void tellsThoseWhoGetAWithdrawnDigestAgainWhatTheAuthorSays() {
        write("\n\nOld text.");
        write("draft: true\n\nOld text.");
        write("correction: all of it\n\nNew text.");
        assertThat(fixture.published).containsExactly(1L, 1L);
        assertThat(correction()).map(Correction::changes).hasValue(new RevisionChanges.AuthorNote("all of it"));
    }

    @Test
    void withdrawsAtSomebodysWordUntilTheFileIsCorrected() {
        write("\n\nOld text.");
        assertThat(out()).hasSize(1);
        boolean first = withdraw();
        boolean second = withdraw();
        assertThat(List.of(first, second)).containsExactly(true, false);
        assertThat(out()).isEmpty();
        assertThat(fixture.told).containsExactly("withdrawn 1");
        fixture.touch("a.md", 5);
        fixture.settle();
        assertThat(fixture.newest("us-china")).isEmpty();
        write("\n\nNew text.");
        assertThat(fixture.newest("us-china")).isPresent();
        assertThat(fixture.published).containsExactly(1L, 1L);
    }

    @Test
    void anEditionThatIsWithdrawnLeavesTheDigestBesideIt() {
        write("\n\nPlain.");
        fixture.arrives("b.md", digest("us-china", "2026-02-07", "title: Evening", "edition: evening"));
        assertThat(fixture.newest("us-china")).map(StoredDigest::number).contains(2L);
        fixture.database.writeWithoutResult(tx -> fixture.withdrawals().withdraw(tx, 2));
        assertThat(fixture.newest("us-china")).map(StoredDigest::number).contains(1L);
        assertThat(out()).extracting(StoredDigest::number).containsExactly(1L);
        assertThat(fixture.told).containsExactly("withdrawn 2");
    }

    private List<StoredDigest> out() {
        return fixture.database.read(tx -> fixture.withdrawals().on(tx, "us-china", LocalDate.parse("2026-02-07")));
    }

    private boolean withdraw() {
        return fixture.database.write(tx -> fixture.withdrawals().withdraw(tx, 1));
    }

    private void write(String more) {
        fixture.arrives(
                "a.md",
                digest(
                        "us-china",
                        "2026-02-07",
                        more.startsWith("\n") || more.startsWith("\r") ? "title: T" + more : "title: T\n" + more));
    }

    private Optional<Correction> correction() {
        return fixture.newest("us-china").orElseThrow().digest().correction();
    }
}
