package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import digestbot.Unprivileged;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FolderImportTest {

    @TempDir
    Path base;

    LibraryFixture shelves;

    @BeforeEach
    void start() throws IOException {
        shelves = LibraryFixture.running(base);
    }

    @AfterEach
    void stop() {
        shelves.close();
    }

    @Test
    void publishesANewDigestOnceItIsWhole() {
        shelves.write("2026/a.md", digest("us-china", "2026-02-07", "title: Talks"));

        ScanResult first = shelves.look();
        assertThat(shelves.published).isEmpty();
        assertThat(first.nextScanIn()).contains(LibraryFixture.WAIT);

        shelves.pass(LibraryFixture.WAIT);
        ScanResult second = shelves.look();
        assertThat(shelves.published).hasSize(1);
        assertThat(second.nextScanIn()).isEmpty();
        StoredDigest stored = shelves.newest("us-china").orElseThrow();
        assertThat(stored.number()).isEqualTo(shelves.published.getFirst());
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(stored.digest().title()).isEqualTo("Talks");
        assertThat(stored.publishedAt()).isPresent();
    }

    @Test
    void publishesTheFilesOfOneLookTogetherHoweverManyTransactionsTheyTake() {
        for (int day = 10; day < 31; day++) {
            shelves.write(day + ".md", digest("us-china", "2026-01-" + day));
        }
        shelves.settle();
        assertThat(shelves.publishedTogether).isEqualTo(21);
    }

    @Test
    void asksToBeCalledAgainForTheTimeThatIsLeft() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.look();
        shelves.pass(Duration.ofMillis(100));
        assertThat(shelves.look().nextScanIn()).contains(Duration.ofMillis(200));
        assertThat(shelves.published).isEmpty();
    }

    @Test
    void waitsForAFileThatGrows() throws IOException {
        Path file = shelves.write("a.md", "topic: us-china\n");
        for (String piece : new String[] {"day: 2026-02-07\n", "title: Talks\n", "\nFirst line.\n", "Last line.\n"}) {
            shelves.look();
            shelves.pass(Duration.ofMillis(299));
            Files.writeString(file, piece, StandardOpenOption.APPEND);
            assertThat(shelves.look().nextScanIn()).isPresent();
        }
        assertThat(shelves.format.parsed).hasValue(0);
        assertThat(shelves.problems).isEmpty();

        shelves.settle();
        assertThat(shelves.newest("us-china").orElseThrow().digest().highlights())
                .hasToString("[Paragraph[content=[Text[text=First line.\nLast line.]]]]");
    }

    @Test
    void waitsForAFileWhoseTimeAloneChanges() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.look();
        shelves.pass(LibraryFixture.WAIT);
        shelves.touch("a.md", 5);
        assertThat(shelves.look().nextScanIn()).contains(LibraryFixture.WAIT);
        assertThat(shelves.published).isEmpty();
    }

    @Test
    void waitsAnewWhenAnotherFileOfTheSameSizeAndTimeTookTheName() throws IOException {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        shelves.write("b.tmp", digest("us-china", "2026-02-07", "title: Two"));
        Files.setLastModifiedTime(
                shelves.folder.resolve("b.tmp"), Files.getLastModifiedTime(shelves.folder.resolve("a.md")));
        shelves.look();
        shelves.pass(LibraryFixture.WAIT);
        shelves.rename("b.tmp", "a.md");
        assertThat(shelves.look().nextScanIn()).isPresent();
        shelves.settle();
        assertThat(shelves.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(shelves.count("revision")).isEqualTo(1);
    }

    @Test
    void takesAFileThatWasRenamedIntoPlaceAsAWhole() {
        shelves.write(".a.md.part", digest("us-china", "2026-02-07", "title: Talks"));
        shelves.settle();
        assertThat(shelves.count("file")).isZero();
        shelves.rename(".a.md.part", "a.md");
        shelves.settle();
        assertThat(shelves.published).hasSize(1);
    }

    @Test
    void readsNothingOfAnUnchangedFile() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        shelves.settle();
        shelves.restart();
        assertThat(shelves.look().nextScanIn()).isEmpty();
        assertThat(shelves.format.parsed).hasValue(1);
    }

    @Test
    void keepsADraftAndPublishesItWhenItStopsBeingOne() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "draft: true"));
        shelves.settle();
        assertThat(shelves.published).isEmpty();
        assertThat(shelves.newest("us-china")).isEmpty();
        assertThat(shelves.count("digest")).isEqualTo(1);

        shelves.write("a.md", digest("us-china", "2026-02-07", "draft: false"));
        shelves.settle();
        StoredDigest stored = shelves.newest("us-china").orElseThrow();
        assertThat(shelves.published).containsExactly(stored.number());
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.publishedAt()).isPresent();
    }

    @Test
    void publishesAnOldDraftWhenItStopsBeingOne() {
        shelves.write("a.md", digest("us-china", "2025-01-01", "draft: true"));
        shelves.settle();
        shelves.write("a.md", digest("us-china", "2025-01-01"));
        shelves.settle();
        assertThat(shelves.published).hasSize(1);
    }

    @Test
    void withdrawsAPublishedDigestThatBecomesADraftAndPublishesItAgainAfterwards() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Out"));
        shelves.settle();
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Unfinished", "draft: true"));
        shelves.settle();
        assertThat(shelves.told).containsExactly("withdrawn 1");
        assertThat(shelves.count("revision")).isEqualTo(2);
        assertThat(shelves.newest("us-china")).isEmpty();
        assertThat(shelves.find("out")).isEmpty();
        assertThat(shelves.find("unfinished")).isEmpty();
        assertThat(shelves.read(tx -> shelves.library.all().digest(tx, 1))
                        .orElseThrow()
                        .isVisible())
                .isFalse();

        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Finished"));
        shelves.settle();
        StoredDigest stored = shelves.newest("us-china").orElseThrow();
        assertThat(stored.digest().title()).isEqualTo("Finished");
        assertThat(stored.digest().correction()).isEmpty();
        assertThat(stored.revision()).isEqualTo(3);
        assertThat(shelves.published).containsExactly(1L, 1L);
        assertThat(shelves.told).containsExactly("withdrawn 1");
    }

    @Test
    void storesACorrectionAsTheNextRevision() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Wrong"));
        shelves.settle();
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Right"));
        shelves.settle();

        StoredDigest stored = shelves.newest("us-china").orElseThrow();
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.digest().title()).isEqualTo("Right");
        assertThat(shelves.published).hasSize(1);
        assertThat(shelves.find("wrong")).isEmpty();
        assertThat(shelves.find("right")).containsExactly("Right");
        assertThat(shelves.read(tx -> shelves.library.all().digest(tx, stored.number(), 1))
                        .map(StoredDigest::digest))
                .map(Digest::title)
                .contains("Wrong");
    }

    @Test
    void makesARevisionOfACorrectionThatIsTakenBack() {
        for (String title : new String[] {"One", "Two", "One"}) {
            shelves.write("a.md", digest("us-china", "2026-02-07", "title: " + title));
            shelves.settle();
        }
        StoredDigest stored = shelves.newest("us-china").orElseThrow();
        assertThat(stored.revision()).isEqualTo(3);
        assertThat(stored.digest().title()).isEqualTo("One");
    }

    @Test
    void makesNoRevisionOfATouchOrOfOtherLineEnds() {
        String content = digest("us-china", "2026-02-07", "", "Text.");
        shelves.write("a.md", content);
        shelves.settle();
        shelves.touch("a.md", 10);
        shelves.settle();
        shelves.write("a.md", content.replace("\n", "\r\n"));
        shelves.settle();
        assertThat(shelves.count("revision")).isEqualTo(1);
        assertThat(shelves.published).hasSize(1);
    }

    @Test
    void takesTheSameContentUnderTwoNamesForOneDigest() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.write("copy/b.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        shelves.write("later.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        assertThat(shelves.count("digest")).isEqualTo(1);
        assertThat(shelves.count("revision")).isEqualTo(1);
        assertThat(shelves.published).hasSize(1);
        assertThat(shelves.problems).isEmpty();
    }

    @Test
    void tellsLanguagesAndEditionsApart() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.write("b.md", digest("us-china", "2026-02-07", "language: zh-CN"));
        shelves.write("c.md", digest("us-china", "2026-02-07", "edition: evening"));
        shelves.settle();
        assertThat(shelves.published).hasSize(3);
    }

    @Test
    void refusesOtherContentFromAnotherFileAndNamesTheFirst() {
        shelves.write("first.md", digest("us-china", "2026-02-07", "title: One"));
        shelves.settle();
        shelves.write("second.md", digest("us-china", "2026-02-07", "title: Two"));
        shelves.settle();
        shelves.touch("second.md", 3);
        shelves.settle();
        shelves.restart();
        shelves.settle();
        assertThat(shelves.problems)
                .singleElement()
                .asString()
                .startsWith("second.md:1:")
                .contains("first.md");
        assertThat(shelves.newest("us-china").orElseThrow().digest().title()).isEqualTo("One");
        assertThat(shelves.count("revision")).isEqualTo(1);
    }

    @Test
    void letsAnOldCopyOfACorrectedDigestBe() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        shelves.settle();
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Two"));
        shelves.settle();
        shelves.write("backup.md", digest("us-china", "2026-02-07", "title: One"));
        shelves.settle();
        assertThat(shelves.problems).isEmpty();
        assertThat(shelves.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
    }

    @Test
    void takesACorrectionFromAnotherFileWhenTheFirstIsGone() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        shelves.settle();
        shelves.delete("a.md");
        shelves.write("b.md", digest("us-china", "2026-02-07", "title: Two"));
        shelves.settle();
        assertThat(shelves.newest("us-china").orElseThrow().revision()).isEqualTo(2);

        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Three"));
        shelves.settle();
        assertThat(shelves.problems).singleElement().asString().contains("a.md:1:", "b.md");
    }

    @Test
    void followsADigestThatWasMovedAndCorrectedLater() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        shelves.settle();
        shelves.rename("a.md", "b.md");
        shelves.settle();
        shelves.write("b.md", digest("us-china", "2026-02-07", "title: Two"));
        shelves.settle();
        assertThat(shelves.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(shelves.problems).isEmpty();
        assertThat(shelves.published).hasSize(1);
    }

    @Test
    void picksUpARefusedFileWhenTheFirstGoes() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: One"));
        shelves.settle();
        shelves.write("b.md", digest("us-china", "2026-02-07", "title: Two"));
        shelves.settle();
        shelves.delete("a.md");
        shelves.look();
        assertThat(shelves.newest("us-china").orElseThrow().digest().title()).isEqualTo("Two");
        assertThat(shelves.problems).hasSize(1);
    }

    @Test
    void takesAFileThatIsWrittenOverEveryDayForEachDaysDigest() {
        shelves.write("today.md", digest("us-china", "2026-02-06", "title: One"));
        shelves.settle();
        shelves.write("today.md", digest("us-china", "2026-02-07", "title: Two"));
        shelves.settle();
        shelves.write("archive/06.md", digest("us-china", "2026-02-06", "title: One, corrected"));
        shelves.settle();
        assertThat(shelves.published).hasSize(2);
        assertThat(shelves.problems).isEmpty();
        assertThat(shelves.find("corrected")).containsExactly("One, corrected");
    }

    @Test
    void reportsAnInvalidFileOnceAndPicksItUpWhenItIsMended() {
        shelves.write("a.md", "nothing");
        shelves.settle();
        shelves.touch("a.md", 3);
        shelves.settle();
        shelves.restart();
        shelves.settle();
        assertThat(shelves.problems).containsExactly("a.md:1: no topic; add `topic:`");

        shelves.write("a.md", digest("us-china", "soon"));
        shelves.settle();
        assertThat(shelves.problems).containsExactly("a.md:1: no topic; add `topic:`", "a.md:2: no day; add `day:`");
        assertThat(shelves.count("digest")).isZero();

        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        assertThat(shelves.published).hasSize(1);
    }

    @Test
    void keepsADigestWhoseFileBecomesInvalidOrGoes() {
        shelves.write("a.md", digest("us-china", "2026-02-07", "title: Kept"));
        shelves.write("b.md", digest("trade", "2026-02-07", "title: Kept too"));
        shelves.settle();
        shelves.write("a.md", "nothing");
        shelves.delete("b.md");
        shelves.settle();
        assertThat(shelves.problems).hasSize(1);
        assertThat(shelves.newest("us-china").orElseThrow().digest().title()).isEqualTo("Kept");
        assertThat(shelves.newest("trade").orElseThrow().digest().title()).isEqualTo("Kept too");
    }

    @Test
    void takesAFileThatComesBackForWhatItWas() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.write("b.md", "nothing");
        shelves.settle();
        shelves.delete("a.md");
        shelves.delete("b.md");
        shelves.settle();
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.write("b.md", "nothing");
        shelves.settle();
        assertThat(shelves.published).hasSize(1);
        assertThat(shelves.problems)
                .as("it was no problem any more once it was gone")
                .hasSize(2);
    }

    @Test
    void knowsWhichFilesAreNoDigestsUntilTheyAreMendedOrGone() {
        shelves.write("a.md", "nothing");
        shelves.write("b.md", "nothing");
        shelves.settle();
        assertThat(invalid()).containsExactly("a.md", "b.md");
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        assertThat(invalid()).containsExactly("b.md");
        shelves.delete("b.md");
        shelves.settle();
        assertThat(invalid()).isEmpty();
        assertThat(shelves.read(shelves.library::countInvalidFiles)).isZero();
    }

    private List<String> invalid() {
        return shelves.read(tx -> new InvalidFileStore().page(tx, 0, 10)).stream()
                .map(InvalidFileStore.InvalidFile::path)
                .toList();
    }

    @Test
    void letsNoFileHoldUpAnother() {
        shelves.write("a.md", digest("crash", "2026-02-01", "crash: yes"));
        shelves.write("b.md", "nothing");
        shelves.write("c.md", digest("us-china", "2026-02-07"));
        shelves.write("d.md", "x".repeat(2000));
        shelves.settle();
        assertThat(shelves.published).hasSize(1);
        assertThat(shelves.problems).hasSize(3);
    }

    @Test
    void writesADigestAndItsPublicationTogetherOrNotAtAll() {
        shelves.write("a.md", digest("us-china", "2026-02-06"));
        shelves.write("b.md", digest("trade", "2026-02-07"));
        shelves.publications = (_, number) -> {
            if (number == 1) {
                throw new IllegalStateException("no");
            }
            shelves.published.add(number);
        };
        shelves.settle();
        assertThat(shelves.newest("us-china")).isEmpty();
        assertThat(shelves.count("digest")).isLessThanOrEqualTo(1);

        shelves.publications = (_, number) -> shelves.published.add(number);
        shelves.settle();
        assertThat(shelves.newest("us-china")).isPresent();
        assertThat(shelves.newest("trade")).isPresent();
        assertThat(shelves.problems).isEmpty();
    }

    @Test
    void takesTheFilesOfOneLookByDayThenTopicThenName() {
        shelves.write("1.md", digest("trade", "2026-02-07"));
        shelves.write("2.md", digest("us-china", "2026-02-05"));
        shelves.write("4.md", digest("trade", "2026-02-05", "edition: b"));
        shelves.write("3.md", digest("trade", "2026-02-05", "edition: a"));
        shelves.settle();
        assertThat(shelves.keys())
                .map(key -> key.day() + " " + key.topic() + " " + key.edition())
                .containsExactly(
                        "2026-02-05 trade a", "2026-02-05 trade b", "2026-02-05 us-china ", "2026-02-07 trade ");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        String fits = digest("us-china", "2026-02-07") + "\n\n";
        shelves.write("fits.md", fits + "x".repeat(1000 - fits.length()));
        shelves.write("large.md", fits + "x".repeat(1001 - fits.length()));
        shelves.settle();
        assertThat(shelves.published).hasSize(1);
        assertThat(shelves.problems)
                .containsExactly("large.md:1: has 1001 bytes; a digest may have 1000: make it smaller");
    }

    @Test
    void readsNoMoreOfALargeFileThanToSeeThatItIsLarge() throws IOException {
        Path file = shelves.write("large.md", "");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(1L << 40);
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        shelves.settle();
        assertThat(shelves.problems).singleElement().asString().contains("1099511627777 bytes");
        assertThat(shelves.format.parsed).hasValue(0);
    }

    @Test
    void ignoresAFileThatGoesBetweenTwoLooks() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.look();
        shelves.delete("a.md");
        shelves.pass(LibraryFixture.WAIT);
        assertThat(shelves.look().nextScanIn()).isEmpty();
        assertThat(shelves.problems).isEmpty();
    }

    @Test
    @Unprivileged
    void reportsAFileThatMayNotBeReadOnceAndPicksItUpWhenItMay() throws IOException {
        Path file = shelves.write("a.md", digest("us-china", "2026-02-07"));
        Path closed =
                shelves.write("closed/b.md", digest("trade", "2026-02-07")).getParent();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        shelves.settle();
        shelves.settle();
        shelves.restart();
        shelves.settle();
        assertThat(shelves.problems).hasSize(2).allMatch(problem -> problem.contains("permission denied"));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        shelves.settle();
        assertThat(shelves.published).hasSize(2);
    }

    @Test
    void reportsAMissingFolderOnceAndPicksItUpWhenItAppears() throws IOException {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        Path elsewhere = base.resolve("elsewhere");
        Files.move(shelves.folder, elsewhere);
        shelves.settle();
        shelves.settle();
        assertThat(shelves.problems).singleElement().asString().contains("does not exist", "digests");

        Files.move(elsewhere, shelves.folder);
        shelves.write("b.md", digest("trade", "2026-02-07"));
        shelves.settle();
        assertThat(shelves.published).hasSize(2);
        assertThat(shelves.problems).hasSize(1);
    }

    @Test
    void doesNothingOnceItIsClosed() {
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.look();
        shelves.pass(LibraryFixture.WAIT);
        shelves.restart();
        shelves.close();
        assertThat(shelves.look()).isEqualTo(ScanResult.NOTHING);
    }

    @Test
    void logsWarningsAndProblemsWithFileAndLine() {
        Logger logger = (Logger) LoggerFactory.getLogger(ImportReporter.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        try {
            shelves.write("a.md", digest("us-china", "2026-02-07", "warning: thin content"));
            shelves.write("b.md", "nothing");
            shelves.settle();
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .contains("INFO a.md:4: thin content", "WARN b.md:1: no topic; add `topic:`");
    }

    @Test
    void showsNoControlCharactersOfANameInAProblem() {
        shelves.write("a\n\u001b[31m\u202Eb.md", "nothing");
        shelves.settle();
        assertThat(shelves.problems).singleElement().asString().startsWith("a\uFFFD\uFFFD[31m\uFFFDb.md:1:");
    }

    @Test
    void rereadsAFileWhoseProblemANewerParserDoesNotSee() {
        shelves.format.strict = true;
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        assertThat(shelves.problems).hasSize(1);
        shelves.format.strict = false;
        shelves.look();
        assertThat(shelves.published).isEmpty();
        shelves.restart();
        shelves.look();
        assertThat(shelves.published).hasSize(1);
    }

    @Test
    void namesATopicAsItsNewestDigestDoes() {
        shelves.write("2.md", digest("trade", "2026-02-06", "name: World Trade"));
        shelves.settle();
        shelves.write("1.md", digest("trade", "2026-02-01", "name: Old Name"));
        shelves.write("3.md", digest("trade", "2026-02-07", "name: Draft Name", "draft: true"));
        shelves.settle();
        assertThat(topicName()).contains("World Trade");
        shelves.write("3.md", digest("trade", "2026-02-07", "name: New Name"));
        shelves.settle();
        assertThat(topicName()).contains("New Name");
    }

    private Optional<String> topicName() {
        return shelves.read(tx -> shelves.library.topic(tx, "trade"))
                .map(known -> known.topic().name());
    }
}
