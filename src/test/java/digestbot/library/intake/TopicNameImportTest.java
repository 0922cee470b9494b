package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.library.archive.DigestReview;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// “World Trade”, which the configuration calls “Steel”.
@Tag("database")
class TopicNameImportTest {

    private static final String FRIDAY = "2026-02-06";

    @AutoClose
    private LibraryFixture fixture = LibraryFixture.running();

    @BeforeEach
    void open() throws IOException {
        call(Map.of("Trade", "Steel"));
        arrives("name: World Trade", "One.");
    }

    @Test
    void theConfiguredNameIsTheOneThatPeopleSeeAndTheTopicIsFoundByEachOfItsNames() {
        assertThat(fixture.read(fixture.library::topics))
                .map(known -> known.topic().name())
                .containsExactly("Steel");
        assertThat(inDigest()).isEqualTo("Steel");
        assertThat(nameOf("trade")).isEqualTo("Steel");
        for (String typed : List.of("trade", "STEEL", " world trade ")) {
            assertThat(topic(typed)).as(typed).isPresent();
        }
    }

    @Test
    void anotherTopicsConfiguredNameGoesBeforeTheNameThatDigestsGive() {
        fixture.arrives("other.md", digest("steel", FRIDAY, "name: Metals"));
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
        fixture.restart();
        fixture.settle();
        arrives("name: Newer Name", "One.");
        assertThat(fixture.told).isEmpty();
        arrives("name: Newer Name", "Two.");
        assertThat(fixture.told).containsExactly("corrected 1");
    }

    @Test
    void aTitleThatIsMadeOfTheNameHasTheConfiguredOne() {
        fixture.arrives("a.md", digest("trade", FRIDAY, "name: World Trade", "title: World Trade - " + FRIDAY));
        assertThat(fixture.newest("trade"))
                .map(stored -> stored.digest().title())
                .contains("Steel - " + FRIDAY);
    }

    @Test
    void whatIsHeldBackIsCalledSoAndFoundByEachName() {
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        call(Map.of("new", "Novelty"));
        fixture.arrives("new.md", digest("new", FRIDAY, "name: Own Name", "warning: a side is empty"));
        assertThat(fixture.warnings)
                .map(warnings -> warnings.digest().topic().name())
                .containsExactly("Novelty");
        for (String typed : List.of("new", "NOVELTY", "own name")) {
            assertThat(held(typed)).as(typed).containsExactly("Novelty");
        }
        assertThat(release()).isTrue();
        call(Map.of());
        assertThat(nameOf("new")).isEqualTo("Own Name");
    }

    @Test
    void aTranslationOfTheSameDayDoesNotNameTheTopic() {
        fixture.arrives("a.zh.md", digest("trade", FRIDAY, "language: zh", "name: 贸易"));
        call(Map.of());
        assertThat(nameOf("trade")).isEqualTo("World Trade");
        arrives("name: Newer Name", "Two.");
        assertThat(nameOf("trade")).as("a correction does").isEqualTo("Newer Name");
    }

    private List<String> held(String typed) {
        return fixture.read(tx -> fixture.holding().on(tx, typed, LocalDate.parse(FRIDAY))).stream()
                .map(each -> each.digest().digest().topic().name())
                .toList();
    }

    private boolean release() {
        return fixture.database.write(tx -> {
            DigestReview heldDigests = fixture.holding();
            return heldDigests.release(
                    tx, heldDigests.all(tx).getFirst().digest().number());
        });
    }

    private Optional<LibraryTopic> topic(String typed) {
        return fixture.read(tx -> fixture.library.topic(tx, typed));
    }

    private String nameOf(String id) {
        return fixture.read(tx -> fixture.library.topicName(tx, id));
    }

    private void call(Map<String, String> names) {
        fixture.library.applyConfiguredNames(fixture.database, names);
    }

    private void arrives(String name, String text) {
        fixture.arrives("a.md", digest("trade", FRIDAY, name, "", text));
    }

    private String inDigest() {
        Optional<StoredDigest> newest = fixture.newest("trade");
        return newest.orElseThrow().digest().topic().name();
    }
}
