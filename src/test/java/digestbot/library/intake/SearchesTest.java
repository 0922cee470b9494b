package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.library.search.SavedSearchStore;
import digestbot.library.search.SavedSearchStore.Searcher;
import digestbot.library.search.SavedSearchStore.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class SearchesTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");

    private static final Searcher GROUP = new Searcher("telegram", -77, 0);

    private final SavedSearchStore searches = new SavedSearchStore();

    @AutoClose
    private LibraryFixture fixture = LibraryFixture.running();

    @Test
    void aSearchKeepsItsKeyAndSaysWhatItWas() {
        String query = "steel “and” 海峡";
        String number = keep(query, NOW);
        assertThat(keep(query, NOW)).isEqualTo(number);
        assertThat(keep("steel", NOW)).isNotEqualTo(number);
        assertThat(use(number, NOW)).contains(query);
    }

    @Test
    void aSearchThatNobodyAsksForAnyMoreIsForgottenAndItsKeyIsNotGivenAgain() {
        String old = keep("old", NOW);
        String used = keep("used", NOW);
        use(used, NOW.plusSeconds(10));
        assertThat(fixture.database.<Integer>write(tx -> searches.prune(tx, NOW.plusSeconds(5))))
                .isEqualTo(1);
        assertThat(use(old, NOW)).isEmpty();
        assertThat(use(used, NOW)).isPresent();
        assertThat(keep("old", NOW)).isNotIn(old, used);
    }

    @Test
    void keysAreRandomAndFitIntoButtons() {
        List<String> keys =
                IntStream.range(0, 100).mapToObj(i -> keep("word " + i, NOW)).toList();
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-z]{24}"));
        for (int place = 0; place < 24; place++) {
            int at = place;
            assertThat(keys.stream().map(key -> key.charAt(at)).distinct().count())
                    .as("characters at %d", at)
                    .isGreaterThan(10);
        }
    }

    @Test
    void whatAPersonSawAloneIsTheirsInThatChatAlone() {
        String key = keep(new Searcher("telegram", 501, 501), "steel", NOW);
        assertThat(use(new Viewer("telegram", 501, 501, true), key, NOW)).isPresent();
        assertThat(use(new Viewer("telegram", 502, 502, true), key, NOW)).isEmpty();
        assertThat(use(new Viewer("telegram", -77, 501, false), key, NOW)).isEmpty();
        assertThat(use(new Viewer("discord", 501, 501, true), key, NOW)).isEmpty();
        String inServer = keep(new Searcher("discord", 4_077, 501), "steel", NOW);
        assertThat(use(new Viewer("discord", 4_077, 501, false), inServer, NOW)).isPresent();
        assertThat(use(new Viewer("discord", 4_077, 502, false), inServer, NOW)).isEmpty();
    }

    @Test
    void whatAGroupSawOpensThereAndInItsMembersOwnChats() {
        String key = keep("steel", NOW);
        assertThat(use(new Viewer("telegram", -77, 502, false), key, NOW)).isPresent();
        assertThat(use(new Viewer("telegram", 502, 502, true), key, NOW)).isPresent();
        assertThat(use(new Viewer("telegram", -78, 502, false), key, NOW)).isEmpty();
        assertThat(keep(new Searcher("telegram", 501, 501), "steel", NOW)).isNotEqualTo(key);
    }

    @Test
    void ofAChatTheLatestAreKept() {
        String first = keep("word", NOW);
        String elsewhere = keep(new Searcher("telegram", 501, 501), "word", NOW);
        for (int i = 0; i < SavedSearchStore.MAX_PER_CHAT; i++) {
            keep("word " + i, NOW.plusSeconds(1 + i));
        }
        assertThat(fixture.count("search")).isEqualTo(SavedSearchStore.MAX_PER_CHAT + 1);
        assertThat(use(first, NOW)).isEmpty();
        assertThat(use(new Viewer("telegram", 501, 501, true), elsewhere, NOW)).isPresent();
    }

    private String keep(String query, Instant now) {
        return keep(GROUP, query, now);
    }

    private String keep(Searcher by, String query, Instant now) {
        return fixture.database.write(tx -> searches.keep(tx, by, query, now));
    }

    private Optional<String> use(String key, Instant now) {
        return use(new Viewer("telegram", -77, 501, false), key, now);
    }

    private Optional<String> use(Viewer viewer, String key, Instant now) {
        return fixture.database.write(tx -> searches.use(tx, viewer, key, now));
    }
}
