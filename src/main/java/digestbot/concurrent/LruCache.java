package digestbot.concurrent;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// A cache of the most recently used values. Thread-safe.
public final class LruCache<K, V> {

    private static final float LOAD_FACTOR = 0.75f;

    private final long capacity;
    private final ToLongFunction<V> weight;
    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private long used;

    public LruCache(int capacity) {
        this(capacity, _ -> 1);
    }

    /// `weight` is the amount of capacity that a value takes.
    public LruCache(long capacity, ToLongFunction<V> weight) {
        this.capacity = capacity;
        this.weight = weight;
    }

    /// Creates missing values without holding the lock, so that callers never wait for each other.
    /// Two callers may create the same value; both get the first one.
    public V get(K key, Supplier<V> make) {
        return find(key).orElseGet(() -> keep(key, make.get()));
    }

    private synchronized V keep(K key, V made) {
        Optional<V> first = find(key);
        if (first.isEmpty()) {
            put(key, made);
        }
        return first.orElse(made);
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(values.get(key));
    }

    public synchronized void put(K key, V value) {
        remove(key);
        values.put(key, value);
        used += weight.applyAsLong(value);
        while (used > capacity) {
            used -= weight.applyAsLong(values.pollFirstEntry().getValue());
        }
    }

    public synchronized void remove(K key) {
        Optional.ofNullable(values.remove(key)).ifPresent(value -> used -= weight.applyAsLong(value));
    }
}
