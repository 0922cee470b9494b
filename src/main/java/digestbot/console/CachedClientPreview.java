package digestbot.console;

import digestbot.audience.Platform;
import digestbot.cache.LruCache;
import digestbot.clientview.ClientRow;
import digestbot.content.Content;
import java.util.List;

/// Caches the most recent previews. A preview costs more processor time than the rest of its page,
/// and a page that is reloaded or opened by several people shows the same preview.
final class CachedClientPreview implements ClientPreview {

    /// The capacity is small, because the preview of a long digest takes megabytes.
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
