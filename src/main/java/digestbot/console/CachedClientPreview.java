package digestbot.console;

import digestbot.audience.Platform;
import digestbot.cache.LruCache;
import digestbot.clientview.ClientRow;
import digestbot.content.Content;
import java.util.List;

/// Keeps the previews that were drawn last. A preview costs more processor time than everything else on its page, and
/// a page that is reloaded, or opened by several people, shows the same one.
final class CachedClientPreview implements ClientPreview {

    /// Few, because a long digest takes megabytes.
    private static final int CAPACITY = 8;

    private final ClientPreview preview;
    private final LruCache<Key, List<List<ClientRow>>> drawn = new LruCache<>(CAPACITY);

    private record Key(Platform platform, Content content) {}

    CachedClientPreview(ClientPreview preview) {
        this.preview = preview;
    }

    @Override
    public List<List<ClientRow>> of(Platform platform, Content content) {
        return drawn.get(new Key(platform, content), () -> preview.of(platform, content));
    }
}
