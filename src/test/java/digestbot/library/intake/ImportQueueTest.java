package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportQueueTest {

    final FolderImport.ImportQueue queue = new FolderImport.ImportQueue();
    final List<String> readAgain = new ArrayList<>();

    @Test
    void givesOutSmallPortionsInOrder() {
        for (int i = 49; i >= 0; i--) {
            add("%02d.md".formatted(i), 10);
        }
        List<List<String>> portions = portions();
        assertThat(portions).map(List::size).containsExactly(20, 20, 10);
        assertThat(portions.stream().flatMap(List::stream)).isSorted().hasSize(50);
        assertThat(readAgain).isEmpty();
    }

    @Test
    void putsFewLargeFilesIntoAPortion() {
        for (int i = 0; i < 6; i++) {
            add(i + ".md", 100_000);
        }
        assertThat(portions()).map(List::size).containsExactly(2, 2, 2);
    }

    @Test
    void readsAgainWhatMemoryDoesNotHold() {
        for (int i = 10; i < 50; i++) {
            add(i + ".md", 1_000_000);
        }
        assertThat(portions().stream().flatMap(List::stream)).isSorted().hasSize(40);
        assertThat(readAgain).hasSize(7).startsWith("43.md");
    }

    private List<List<String>> portions() {
        List<List<String>> portions = new ArrayList<>();
        for (List<CandidateFile> next = queue.next(); !next.isEmpty(); next = queue.next()) {
            portions.add(next.stream().map(CandidateFile::path).toList());
        }
        return portions;
    }

    private void add(String path, int size) {
        CandidateFile candidate = candidate(path, size);
        queue.add(candidate, () -> {
            readAgain.add(path);
            return Optional.of(candidate);
        });
    }

    private static CandidateFile candidate(String path, int size) {
        byte[] head = (LibraryFixture.digest("us-china", "2026-02-07") + "\n").getBytes(StandardCharsets.UTF_8);
        Optional<ParseResult> parsed = Optional.of(new SimpleDigestFormat().parse(head));
        var content = new FileContent(new byte[size]);
        return new CandidateFile(path, new FileStamp(size, 1), Optional.empty(), Optional.of(content), parsed);
    }
}
