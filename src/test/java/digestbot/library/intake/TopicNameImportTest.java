package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// “World Trade”, which the configuration calls “Steel”.
class TopicNameImportTest {

    private static final String FRIDAY = "2026-02-06";

    @TempDir
    Path base;

    private LibraryFixture shelves;

    @BeforeEach
    void open() throws IOException {
        shelves = LibraryFixture.running(base);
        call(Map.of("Trade", "Steel"));
        arrives("name: World Trade", "One.");
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    @Test
    void theConfiguredNameIsTheOneThatPeopleSee() {
        assertThat(shelves.read(shelves.library::topics))
                .map(known -> known.topic().name())
                .containsExactly("Steel");
        assertThat(inDigest()).isEqualTo("Steel");
        assertThat(nameOf("trade")).isEqualTo("Steel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade", "STEEL", " world trade "})
    void theTopicIsFoundByEachOfItsNames(String typed) {
        assertThat(topic(typed)).isPresent();
    }

    @Test
    void anotherTopicsConfiguredNameGoesBeforeTheNameThatDigestsGive() {
        shelves.write("other.md", digest("steel", FRIDAY, "name: Metals"));
        shelves.settle();
        call(Map.of("trade", "Goods", "steel", "World Trade"));
        assertThat(topic("World Trade")).map(known -> known.topic().id()).contains("steel");
    }

    @Test
    void digestsGoOnNamingTheTopicForTheTimeWithoutAConfiguredName() {
        arrives("name: Newer Name", "One.");
        assertThat(inDigest()).isEqualTo("Steel");
        call(Map.of("trade", "Iron"));
        assertThat(inDigest()).isEqualTo("Iron");
        assertThat(topic("newer name")).isPresent();
        call(Map.of());
        assertThat(inDigest()).isEqualTo("Newer Name");
        assertThat(nameOf("trade")).isEqualTo("Newer Name");
        assertThat(topic("iron")).isEmpty();
    }

    @Test
    void nothingIsCorrectedWhereReadersSeeNoOtherName() {
        call(Map.of("trade", "Iron"));
        shelves.restart();
        shelves.settle();
        arrives("name: Newer Name", "One.");
        assertThat(shelves.told).isEmpty();
        arrives("name: Newer Name", "Two.");
        assertThat(shelves.told).containsExactly("corrected 1");
    }

    @Test
    void aTitleThatIsMadeOfTheNameHasTheConfiguredOne() {
        shelves.write("a.md", digest("trade", FRIDAY, "name: World Trade", "title: World Trade - " + FRIDAY));
        shelves.settle();
        assertThat(shelves.newest("trade"))
                .map(stored -> stored.digest().title())
                .contains("Steel - " + FRIDAY);
    }

    @Test
    void whatIsHeldBackIsCalledSoAndFoundByEachName() {
        hold();
        call(Map.of("new", "Novelty"));
        shelves.write("new.md", digest("new", FRIDAY, "name: Own Name", "warning: a side is empty"));
        shelves.settle();
        assertThat(shelves.warnings)
                .map(warnings -> warnings.digest().topic().name())
                .containsExactly("Novelty");
        for (String typed : List.of("new", "NOVELTY", "own name")) {
            assertThat(held(typed)).as(typed).containsExactly("Novelty");
        }
        assertThat(release()).isTrue();
        call(Map.of());
        assertThat(nameOf("new")).isEqualTo("Own Name");
    }

    private void hold() {
        shelves.holdPolicy = new HoldPolicy(HoldPolicy.HoldMode.ALWAYS, Duration.ofHours(2));
        shelves.restart();
    }

    private List<String> held(String typed) {
        return shelves.read(tx -> shelves.holding().on(tx, typed, LocalDate.parse(FRIDAY))).stream()
                .map(each -> each.digest().digest().topic().name())
                .toList();
    }

    private boolean release() {
        return shelves.database.write(tx -> {
            HeldDigests heldDigests = shelves.holding();
            return heldDigests.release(
                    tx, heldDigests.all(tx).getFirst().digest().number());
        });
    }

    private Optional<LibraryTopic> topic(String typed) {
        return shelves.read(tx -> shelves.library.topic(tx, typed));
    }

    private String nameOf(String id) {
        return shelves.read(tx -> shelves.library.topicName(tx, id));
    }

    private void call(Map<String, String> names) {
        shelves.library.applyConfiguredNames(shelves.database, names);
    }

    private void arrives(String name, String text) {
        shelves.write("a.md", digest("trade", FRIDAY, name, "", text));
        shelves.settle();
    }

    private String inDigest() {
        Optional<StoredDigest> newest = shelves.newest("trade");
        return newest.orElseThrow().digest().topic().name();
    }
}
