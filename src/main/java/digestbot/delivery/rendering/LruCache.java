package digestbot.delivery.rendering;

import java.util.LinkedHashMap;
import java.util.function.Supplier;

/// A cache of the most recently used values. Thread-safe; each value is computed once.
public final class LruCache<K, V> {

    private final int capacity;
    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

    public LruCache(int capacity) {
        this.capacity = capacity;
    }

    /// The value of the key, which is computed if it is not cached.
    public synchronized V get(K key, Supplier<V> make) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        V made = make.get();
        values.put(key, made);
        if (values.size() > capacity) {
            values.pollFirstEntry();
        }
        return made;
    }
}
