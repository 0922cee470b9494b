package digestbot.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LruCacheTest {

    private final LruCache<String, Integer> cache = new LruCache<>(2);
    private final List<String> made = new ArrayList<>();

    @Test
    void makesAValueOnceUnlessItWasMadeElsewhere() {
        assertThat(length("one")).isEqualTo(3);
        assertThat(length("one")).isEqualTo(3);
        assertThat(made).containsExactly("one");
        cache.put("two", 1);
        assertThat(length("two")).isEqualTo(1);
        assertThat(made).hasSize(1);
    }

    @Test
    void dropsTheValueThatWasNotUsedForLongest() {
        length("one");
        length("three");
        length("one");
        length("seven");
        assertThat(cache.find("three")).isEmpty();
        assertThat(cache.find("one")).contains(3);
        assertThat(cache.find("seven")).contains(5);
    }

    @Test
    void valuesTakeAsMuchOfTheCapacityAsTheyWeigh() {
        var bySize = new LruCache<String, Integer>(10L, size -> size);
        bySize.put("one", 6);
        bySize.put("one", 4);
        bySize.put("two", 6);
        assertThat(bySize.find("one")).contains(4);
        bySize.put("three", 2);
        assertThat(bySize.find("two")).isEmpty();
        assertThat(bySize.find("one")).contains(4);
        bySize.put("huge", 11);
        assertThat(bySize.find("huge")).isEmpty();
        bySize.put("two", 10);
        assertThat(bySize.find("two")).as("nothing else is left").contains(10);
    }

    @Test
    void nobodyWaitsUntilAnotherValueIsMade() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual()
                .start(() -> cache.get("slow", () -> {
                    begun.countDown();
                    Waiting.at(end);
                    return 0;
                }));
        begun.await();
        assertThat(length("one")).isEqualTo(3);
        assertThat(length("slow")).as("the first to be made").isEqualTo(4);
        end.countDown();
        slow.join();
        assertThat(cache.find("slow")).contains(4);
    }

    @Test
    void keepsNoFailure() {
        assertThatThrownBy(() -> cache.get("one", () -> {
                    throw new IllegalStateException("not now");
                }))
                .hasMessage("not now");
        assertThat(length("one")).isEqualTo(3);
    }

    private int length(String word) {
        return cache.get(word, () -> {
            made.add(word);
            return word.length();
        });
    }
}
