package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCopyTest {

    @TempDir
    Path original;

    @TempDir
    Path scratch;

    @Test
    void hasWhatTheFolderHas() throws IOException {
        Files.createDirectories(original.resolve("sub"));
        Files.writeString(original.resolve("sub/a.md"), "a");
        Files.writeString(original.resolve(".hidden.md"), "b");
        TrialBot.FolderCopy copy = TrialBot.FolderCopy.of(original, scratch.resolve("copy"));
        assertThat(copy.copy.resolve("sub/a.md")).hasContent("a");
        assertThat(copy.copy.resolve(".hidden.md")).doesNotExist();
    }

    @Test
    void getsWhatIsAddedAndChangedMeanwhile() throws IOException {
        Path file = Files.writeString(original.resolve("a.md"), "a");
        TrialBot.FolderCopy copy = TrialBot.FolderCopy.of(original, scratch.resolve("copy"));
        CountDownLatch ended = new CountDownLatch(1);
        copy.follow(ended);
        Files.writeString(file, "longer");
        Files.writeString(original.resolve("b.md"), "b");
        await().untilAsserted(() -> {
            assertThat(copy.copy.resolve("a.md")).hasContent("longer");
            assertThat(copy.copy.resolve("b.md")).hasContent("b");
        });
        ended.countDown();
    }

    @Test
    void correctsWhatSaysSoLater() throws IOException {
        String text = "---\ntopic: trade\ncorrection: \"Not sixty.\"\n---\n";
        Files.writeString(original.resolve("a.md"), text);
        TrialBot.FolderCopy copy = TrialBot.FolderCopy.of(original, scratch.resolve("copy"));
        assertThat(copy.copy.resolve("a.md")).hasContent("---\ntopic: trade\n---\n");
        copy.correct();
        assertThat(copy.copy.resolve("a.md")).hasContent(text);
    }

    @Test
    void takesAFileWithoutTouchingTheOriginal() throws IOException {
        Path file = Files.writeString(original.resolve("a.md"), "a");
        TrialBot.FolderCopy copy = TrialBot.FolderCopy.of(original, scratch.resolve("copy"));
        copy.put(Path.of("a.md"), "dropped".getBytes(StandardCharsets.UTF_8));
        assertThat(copy.copy.resolve("a.md")).hasContent("dropped");
        assertThat(file).hasContent("a");
        assertThat(copy.copy).isDirectoryNotContaining("glob:**/.unfinished");
    }
}
