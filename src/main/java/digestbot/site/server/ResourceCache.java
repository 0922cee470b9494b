package digestbot.site.server;

import java.util.LinkedHashMap;
import java.util.Optional;

/// The resources that were used last, up to a number of bytes. Thread-safe.
final class ResourceCache<K> {

    private static final float LOAD_FACTOR = 0.75f;

    /// Each entry needs as much besides its content.
    private static final int ENTRY_BYTES = 512;

    private final long maxBytes;
    private final LinkedHashMap<K, SiteResource> resources = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private long bytes;

    ResourceCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<SiteResource> find(K key) {
        return Optional.ofNullable(resources.get(key));
    }

    synchronized void put(K key, SiteResource resource) {
        Optional<SiteResource> before = Optional.ofNullable(resources.put(key, resource));
        bytes += size(resource) - before.map(ResourceCache::size).orElse(0L);
        while (bytes > maxBytes) {
            bytes -= size(resources.pollFirstEntry().getValue());
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    private static long size(SiteResource resource) {
        return (long) resource.size() + ENTRY_BYTES;
    }
}
