package digestbot.discord.gateway;

import java.util.List;
import java.util.stream.IntStream;

/// Consecutive shards that one node connects.
///
/// @param first the first shard, from 0
/// @param last the last shard
/// @param total the number of all shards
public record ShardRange(int first, int last, int total) {

    private static final int MIN_SIZE = 2;
    private static final int MAX_RANGES = 8;

    /// Cuts the shards into ranges of the same size; the last one may be smaller. Each range costs a
    /// node some memory, so there are few.
    public static List<ShardRange> cut(int total) {
        int size = Math.max(MIN_SIZE, Math.ceilDiv(total, MAX_RANGES));
        return IntStream.range(0, Math.ceilDiv(total, size))
                .mapToObj(i -> new ShardRange(i * size, Math.min(total, (i + 1) * size) - 1, total))
                .toList();
    }

    /// The number of shards in the range.
    public int size() {
        return last - first + 1;
    }
}
