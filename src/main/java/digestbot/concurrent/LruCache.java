package digestbot.concurrent;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/// A cache of the values that were used last. Thread-safe.
public final class LruCache<K, V> {

    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;
    private final LinkedHashMap<K, V> values;

    public LruCache(int capacity) {
        this.capacity = capacity;
        values = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    }

    /// Each value is made once: a caller that asks for another one meanwhile waits.
    public synchronized V get(K key, Supplier<V> make) {
        return find(key).orElseGet(() -> {
            V made = make.get();
            put(key, made);
            return made;
        });
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(values.get(key));
    }

    public synchronized void put(K key, V value) {
        values.put(key, value);
        if (values.size() > capacity) {
            values.pollFirstEntry();
        }
    }

    public synchronized void remove(K key) {
        values.remove(key);
    }
}
