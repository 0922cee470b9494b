package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.clientview.ClientRow;
import digestbot.content.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachedClientPreviewTest {

    private final List<String> drawn = new ArrayList<>();
    private final ClientPreview preview = new CachedClientPreview(this::draw);

    private List<List<ClientRow>> draw(Platform platform, Content content) {
        drawn.add(platform + " " + content.name());
        return List.of(List.of(new ClientRow.Divider()));
    }

    private static Content content(String name) {
        return new Content(List.of(), List.of(), Optional.empty(), name);
    }

    @Test
    void eachPlatformAndEachContentIsDrawnAndTheLastOnesAreKept() {
        preview.of(Platform.TELEGRAM, content("a"));
        preview.of(Platform.DISCORD, content("a"));
        preview.of(Platform.TELEGRAM, content("b"));

        assertThat(drawn).containsExactly("TELEGRAM a", "DISCORD a", "TELEGRAM b");
        for (int i = 0; i < 9; i++) {
            preview.of(Platform.TELEGRAM, content("" + i));
        }
        drawn.clear();
        preview.of(Platform.TELEGRAM, content("8"));
        preview.of(Platform.TELEGRAM, content("0"));

        assertThat(drawn).containsExactly("TELEGRAM 0");
    }
}
