package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.Unprivileged;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.library.archive.StoredDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

        ScanResult first = fixture.look();
        assertThat(fixture.published).isEmpty();
        assertThat(first.nextScanIn()).contains(LibraryFixture.WAIT);

        fixture.pass(LibraryFixture.WAIT);
        ScanResult second = fixture.look();
        assertThat(fixture.published).hasSize(1);
        assertThat(second.nextScanIn()).isEmpty();
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
    void asksToBeCalledAgainForTheTimeThatIsLeft() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.look();
        fixture.pass(Duration.ofMillis(100));
        assertThat(fixture.look().nextScanIn()).contains(Duration.ofMillis(200));
        assertThat(fixture.published).isEmpty();
    }

    @Test
    void waitsForAFileThatGrows() throws IOException {
        Path file = fixture.write("a.md", "topic: us-china\n");
        for (String piece : new String[] {"day: 2026-02-07\n", "title: Talks\n", "\nFirst line.\n", "Last line.\n"}) {
            fixture.look();
            fixture.pass(Duration.ofMillis(299));
            Files.writeString(file, piece, StandardOpenOption.APPEND);
            assertThat(fixture.look().nextScanIn()).isPresent();
        }
        assertThat(fixture.format.parsed).hasValue(0);
        assertThat(fixture.problems).isEmpty();

        fixture.settle();
        assertThat(fixture.newest("us-china").orElseThrow().digest().highlights())
                .hasToString("[Paragraph[content=[Text[text=First line.\nLast line.]]]]");
    }

    @Test
    void waitsForAFileWhoseTimeAloneChanges() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.look();
        fixture.pass(LibraryFixture.WAIT);
        fixture.touch("a.md", 5);
        assertThat(fixture.look().nextScanIn()).contains(LibraryFixture.WAIT);
        assertThat(fixture.published).isEmpty();
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
        assertThat(fixture.look().nextScanIn()).isPresent();
        fixture.settle();
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(fixture.count("revision")).isEqualTo(1);
    }

    @Test
    void readsNothingOfAnUnchangedFile() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
        fixture.settle();
        fixture.restart();
        assertThat(fixture.look().nextScanIn()).isEmpty();
        assertThat(fixture.format.parsed).hasValue(1);
    }

    @Test
    void keepsADraftAndPublishesItWhenItStopsBeingOne() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "draft: true"));
        fixture.settle();
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.newest("us-china")).isEmpty();
        assertThat(fixture.count("digest")).isEqualTo(1);

        fixture.write("a.md", digest("us-china", "2026-02-07", "draft: false"));
        fixture.settle();
        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(fixture.published).containsExactly(stored.number());
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.publishedAt()).isPresent();
    }

    @Test
    void withdrawsAPublishedDigestThatBecomesADraftAndPublishesItAgainAfterwards() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Out"));
        fixture.settle();
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Unfinished", "draft: true"));
        fixture.settle();
        assertThat(fixture.told).containsExactly("withdrawn 1");
        assertThat(fixture.count("revision")).isEqualTo(2);
        assertThat(fixture.newest("us-china")).isEmpty();
        assertThat(fixture.find("out")).isEmpty();
        assertThat(fixture.find("unfinished")).isEmpty();
        assertThat(fixture.read(tx -> fixture.library.all().digest(tx, 1))
                        .orElseThrow()
                        .isVisible())
                .isFalse();

        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Finished"));
        fixture.settle();
        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(stored.digest().title()).isEqualTo("Finished");
        assertThat(stored.digest().correction()).isEmpty();
        assertThat(stored.revision()).isEqualTo(3);
        assertThat(fixture.published).containsExactly(1L, 1L);
        assertThat(fixture.told).containsExactly("withdrawn 1");
    }

    @Test
    void storesACorrectionAsTheNextRevision() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Wrong"));
        fixture.settle();
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Right"));
        fixture.settle();

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
    }

    @Test
    void makesARevisionOfACorrectionThatIsTakenBack() {
        for (String title : new String[] {"One", "Two", "One"}) {
            fixture.write("a.md", digest("us-china", "2026-02-07", "title: " + title));
            fixture.settle();
        }
        StoredDigest stored = fixture.newest("us-china").orElseThrow();
        assertThat(stored.revision()).isEqualTo(3);
        assertThat(stored.digest().title()).isEqualTo("One");
    }

    @Test
    void makesNoRevisionOfATouchOrOfOtherWhiteSpace() {
        String content = digest("us-china", "2026-02-07", "", "Text.");
        fixture.write("a.md", content);
        fixture.settle();
        fixture.touch("a.md", 10);
        fixture.settle();
        fixture.write("a.md", content.replace("\n", "\r\n"));
        fixture.settle();
        fixture.write("a.md", content + "   \n\n");
        fixture.settle();
        assertThat(fixture.told).isEmpty();
        assertThat(fixture.count("revision")).isEqualTo(1);
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void takesTheSameContentUnderTwoNamesForOneDigest() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.write("copy/b.md", digest("us-china", "2026-02-07"));
        fixture.settle();
        fixture.write("later.md", digest("us-china", "2026-02-07"));
        fixture.settle();
        assertThat(fixture.count("digest")).isEqualTo(1);
        assertThat(fixture.count("revision")).isEqualTo(1);
        assertThat(fixture.published).hasSize(1);
        assertThat(fixture.problems).isEmpty();
    }

    @Test
    void refusesOtherContentFromAnotherFileAndNamesTheFirst() {
        fixture.write("first.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.settle();
        fixture.write("second.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.settle();
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
    }

    @Test
    void letsAnOldCopyOfACorrectedDigestBe() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.settle();
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.settle();
        fixture.write("backup.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.settle();
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
    }

    @Test
    void takesACorrectionFromAnotherFileWhenTheFirstIsGone() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.settle();
        fixture.delete("a.md");
        fixture.write("b.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.settle();
        assertThat(fixture.newest("us-china").orElseThrow().revision()).isEqualTo(2);

        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Three"));
        fixture.settle();
        assertThat(fixture.problems).singleElement().asString().contains("a.md:1:", "b.md");
    }

    @Test
    void followsADigestThatWasMovedAndCorrectedLater() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.settle();
        fixture.rename("a.md", "b.md");
        fixture.settle();
        fixture.write("b.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.settle();
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void picksUpARefusedFileWhenTheFirstGoes() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        fixture.settle();
        fixture.write("b.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.settle();
        fixture.delete("a.md");
        fixture.look();
        assertThat(fixture.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(fixture.problems).hasSize(1);
    }

    @Test
    void takesAFileThatIsWrittenOverEveryDayForEachDaysDigest() {
        fixture.write("today.md", digest("us-china", "2026-02-06", "title: One"));
        fixture.settle();
        fixture.write("today.md", digest("us-china", "2026-02-07", "title: Two"));
        fixture.settle();
        fixture.write("archive/06.md", digest("us-china", "2026-02-06", "title: One, corrected"));
        fixture.settle();
        assertThat(fixture.published).hasSize(2);
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.find("corrected")).containsExactly("One, corrected");
    }

    @Test
    void reportsAnInvalidFileOnceAndPicksItUpWhenItIsMended() {
        fixture.write("a.md", "nothing");
        fixture.settle();
        fixture.touch("a.md", 3);
        fixture.settle();
        fixture.restart();
        fixture.settle();
        assertThat(fixture.problems).containsExactly("a.md:1: no topic; add `topic:`");

        fixture.write("a.md", digest("us-china", "soon"));
        fixture.settle();
        assertThat(fixture.problems).containsExactly("a.md:1: no topic; add `topic:`", "a.md:2: no day; add `day:`");
        assertThat(fixture.count("digest")).isZero();

        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void keepsADigestWhoseFileBecomesInvalidOrGoes() {
        fixture.write("a.md", digest("us-china", "2026-02-07", "title: Kept"));
        fixture.write("b.md", digest("trade", "2026-02-07", "title: Kept too"));
        fixture.settle();
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
        fixture.write("b.md", "nothing");
        fixture.settle();
        fixture.delete("a.md");
        fixture.delete("b.md");
        fixture.settle();
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.write("b.md", "nothing");
        fixture.settle();
        assertThat(fixture.published).hasSize(1);
        assertThat(fixture.problems)
                .as("it was no problem any more once it was gone")
                .hasSize(2);
    }

    @Test
    void knowsWhichFilesAreNoDigestsUntilTheyAreMendedOrGone() {
        fixture.write("a.md", "nothing");
        fixture.write("b.md", "nothing");
        fixture.settle();
        assertThat(invalid()).containsExactly("a.md", "b.md");
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
        assertThat(invalid()).containsExactly("b.md");
        fixture.delete("b.md");
        fixture.settle();
        assertThat(invalid()).isEmpty();
        assertThat(fixture.read(fixture.library::countInvalidFiles)).isZero();
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
        fixture.write("d.md", "x".repeat(2000));
        fixture.settle();
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
        fixture.write("3.md", digest("trade", "2026-02-05", "edition: a"));
        fixture.settle();
        assertThat(fixture.keys())
                .map(key -> key.day() + " " + key.topic() + " " + key.edition())
                .containsExactly(
                        "2026-02-05 trade a", "2026-02-05 trade b", "2026-02-05 us-china ", "2026-02-07 trade ");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        String fits = digest("us-china", "2026-02-07") + "\n\n";
        fixture.write("fits.md", fits + "x".repeat(1000 - fits.length()));
        fixture.write("large.md", fits + "x".repeat(1001 - fits.length()));
        fixture.settle();
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
        assertThat(fixture.look().nextScanIn()).isEmpty();
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
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
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
        fixture.write("b.md", digest("trade", "2026-02-07"));
        fixture.settle();
        assertThat(fixture.published).hasSize(2);
        assertThat(fixture.problems).hasSize(1);
    }

    /// As when both are on one disk that is gone.
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
        fixture.onRead((_, _) -> new FileSource.ReadResult.Unreadable(reason.get()));
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
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
    void doesNothingOnceItIsClosed() {
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.look();
        fixture.pass(LibraryFixture.WAIT);
        fixture.restart();
        fixture.close();
        assertThat(fixture.look()).isEqualTo(ScanResult.NOTHING);
    }

    @Test
    void logsWarningsAndProblemsWithFileAndLine() {
        try (Logged log = Logged.by("digestbot.library")) {
            fixture.write("a.md", digest("us-china", "2026-02-07", "warning: thin content"));
            fixture.write("b.md", "nothing");
            fixture.settle();
            assertThat(log.from(Level.INFO)).contains("a.md:4: thin content", "b.md:1: no topic; add `topic:`");
            assertThat(log.from(Level.WARN)).containsExactly("b.md:1: no topic; add `topic:`");
        }
    }

    @Test
    void showsNoControlCharactersOfANameInAProblem() {
        fixture.write("a\n\u001b[31m\u202Eb.md", "nothing");
        fixture.settle();
        assertThat(fixture.problems).singleElement().asString().startsWith("a\uFFFD\uFFFD[31m\uFFFDb.md:1:");
    }

    @Test
    void rereadsAFileWhoseProblemANewerParserDoesNotSee() {
        fixture.format.strict = true;
        fixture.write("a.md", digest("us-china", "2026-02-07"));
        fixture.settle();
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
        fixture.write("2.md", digest("trade", "2026-02-06", "name: World Trade"));
        fixture.settle();
        fixture.write("1.md", digest("trade", "2026-02-01", "name: Old Name"));
        fixture.write("3.md", digest("trade", "2026-02-07", "name: Draft Name", "draft: true"));
        fixture.settle();
        assertThat(topicName()).contains("World Trade");
        fixture.write("3.md", digest("trade", "2026-02-07", "name: New Name"));
        fixture.settle();
        assertThat(topicName()).contains("New Name");
    }

    private Optional<String> topicName() {
        return fixture.read(tx -> fixture.library.topic(tx, "trade"))
                .map(known -> known.topic().name());
    }
}
