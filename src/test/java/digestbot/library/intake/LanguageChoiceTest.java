package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.library.archive.StoredDigest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
class LanguageChoiceTest {

    @TempDir
    Path folder;

    private LibraryFixture fixture;

    @BeforeEach
    void fill() throws Exception {
        fixture = LibraryFixture.running(folder);
        fixture.write("1.md", digest("port", "2026-02-05", "name: Port", "title: English", "language: en", "", "One."));
        fixture.settle();
        fixture.write("2.md", digest("port", "2026-02-05", "name: Port", "title: 中文", "language: zh-CN", "", "一。"));
        fixture.settle();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"en, English", "en-GB, English", "zh, 中文", "zh_TW, 中文", "de, English", "'', English"})
    void ofOneDayGivesTheReadersLanguageElseTheMainOne(String language, String title) {
        assertThat(title(newest(language))).isEqualTo(title);
        assertThat(title(fixture.read(tx -> fixture.library.on(tx, "port", LocalDate.parse("2026-02-05"), language))))
                .isEqualTo(title);
    }

    @Test
    void aLaterDayComesBeforeTheReadersLanguage() throws Exception {
        fixture.write("3.md", digest("port", "2026-02-06", "name: Port", "title: 次日", "language: zh-CN", "", "二。"));
        fixture.settle();

        assertThat(title(newest("en"))).isEqualTo("次日");
    }

    @Test
    void aDigestKnowsWhetherItIsInTheLanguageThatItsTopicMainlyComesIn() {
        assertThat(newest("en").orElseThrow().digest().isInMainLanguage()).isTrue();
        assertThat(newest("zh").orElseThrow().digest().isInMainLanguage()).isFalse();
    }

    private Optional<StoredDigest> newest(String language) {
        return fixture.read(tx -> fixture.library.newest(tx, "port", language));
    }

    private static String title(Optional<StoredDigest> found) {
        return found.orElseThrow().digest().title();
    }
}
