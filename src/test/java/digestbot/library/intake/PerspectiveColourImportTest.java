package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.views.StyleRegistry;
import digestbot.digest.Digest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The default colours of perspectives, in the order in which these are seen.
@Tag("database")
class PerspectiveColourImportTest {

    @AutoClose
    private final LibraryFixture fixture = LibraryFixture.ofRealDigests();

    @BeforeEach
    void arrive() {
        arrives("trade", "2026-02-04", "us: United States", "china: China");
    }

    private void arrives(String topic, String day, String... perspectives) {
        String listed = Stream.of(perspectives)
                .map(each -> "  - {id: " + each.replace(": ", ", name: ") + "}\n")
                .collect(Collectors.joining());
        fixture.arrives(
                topic + day + ".md",
                "---\ntitle: A day\ntopic: %s\ndate: %s\nperspectives:\n%s---\n- One.\n".formatted(topic, day, listed));
        assertThat(fixture.problems).isEmpty();
    }

    private List<String> colours(String topic) {
        Digest digest = fixture.newest(topic).orElseThrow().digest();
        return IntStream.range(0, digest.perspectives().size())
                .mapToObj(i -> "%s %06x"
                        .formatted(
                                digest.perspectives().get(i).id(),
                                StyleRegistry.DEFAULT.perspective(digest, i).colour()))
                .toList();
    }

    @Test
    void aPerspectiveLooksTheSameWhereverAFileListsIt() {
        assertThat(colours("trade")).containsExactly("us 3b6fb6", "china b5483f");
        arrives("trade", "2026-02-05", "china: China", "us: United States");
        assertThat(colours("trade")).containsExactly("china b5483f", "us 3b6fb6");
    }

    @Test
    void aPerspectiveLooksTheSameInEveryTopicWhateverTheCaseOfItsIdAndIsStoredOnce() {
        arrives("energy", "2026-02-05", "eu: European Union", "China: China", "US: United States");
        assertThat(colours("energy")).containsExactly("eu 4b8f5b", "China b5483f", "US 3b6fb6");
        arrives("climate", "2026-02-05", "india: India", "EU: European Union");
        assertThat(colours("climate")).containsExactly("india c2a032", "EU 4b8f5b");
        List<String> stored = fixture.read(tx -> tx.strings("SELECT id FROM perspective_colour ORDER BY number"));
        assertThat(stored).containsExactly("us", "china", "eu", "india");
    }

    @Test
    void aCorrectionKeepsTheColoursAndGivesANewPerspectiveTheNextOne() {
        arrives("trade", "2026-02-04", "eu: European Union", "china: China", "us: United States");
        assertThat(colours("trade")).containsExactly("eu 4b8f5b", "china b5483f", "us 3b6fb6");
        Digest before = fixture.read(tx -> fixture.library.all().content(tx, 1, 1));
        assertThat(StyleRegistry.DEFAULT.perspective(before, 1).colour()).isEqualTo(0xb5483f);
    }
}
