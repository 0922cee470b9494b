package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.chat.api.ConversationFixture;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Digest;
import digestbot.library.archive.StoredDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The default colours of perspectives, in the order in which these are seen.
@Tag("database")
class PerspectiveColourImportTest {

    @TempDir
    Path folder;

    private ConversationFixture conversation;

    @BeforeEach
    void open() throws IOException {
        conversation = new ConversationFixture(folder);
        conversation.arrive("trade", "World Trade", "2026-02-04", "us: United States", "china: China");
    }

    @AfterEach
    void close() {
        conversation.close();
    }

    /// The ids and dots of the newest digest's perspectives.
    private List<String> dots(String topic) {
        Digest digest = conversation
                .database
                .read(tx -> conversation.library.newest(tx, topic, "en"))
                .map(StoredDigest::digest)
                .orElseThrow();
        return IntStream.range(0, digest.perspectives().size())
                .mapToObj(i -> digest.perspectives().get(i).id()
                        + TopicStyles.DEFAULT.perspective(digest, i).emoji())
                .toList();
    }

    @Test
    void aPerspectiveLooksTheSameWhereverAFileListsIt() throws IOException {
        assertThat(dots("trade")).containsExactly("us🔵", "china🔴");
        conversation.arrive("trade", "World Trade", "2026-02-05", "china: China", "us: United States");
        assertThat(dots("trade")).containsExactly("china🔴", "us🔵");
    }

    @Test
    void aPerspectiveLooksTheSameInEveryTopicWhateverTheCaseOfItsId() throws IOException {
        conversation.arrive(
                "energy", "Energy", "2026-02-05", "eu: European Union", "China: China", "US: United States");
        assertThat(dots("energy")).containsExactly("eu🟢", "China🔴", "US🔵");
        conversation.arrive("climate", "Climate", "2026-02-05", "india: India", "EU: European Union");
        assertThat(dots("climate")).containsExactly("india🟡", "EU🟢");
    }

    @Test
    void aCorrectionKeepsTheColoursAndGivesANewPerspectiveTheNextOne() throws IOException {
        conversation.arrive(
                "trade", "World Trade", "2026-02-04", "eu: European Union", "china: China", "us: United States");
        assertThat(dots("trade")).containsExactly("eu🟢", "china🔴", "us🔵");
        Digest before =
                conversation.database.read(tx -> conversation.library.all().content(tx, 1, 1));
        assertThat(TopicStyles.DEFAULT.perspective(before, 1).emoji()).isEqualTo("🔴");
    }

    @Test
    void theColoursAreStoredOnce() throws IOException {
        conversation.arrive("energy", "Energy", "2026-02-05", "eu: European Union", "china: China");
        List<String> stored =
                conversation.database.read(tx -> tx.select("SELECT id FROM perspective_colour ORDER BY number")
                        .mapTo(String.class)
                        .list());
        assertThat(stored).containsExactly("us", "china", "eu");
    }
}
