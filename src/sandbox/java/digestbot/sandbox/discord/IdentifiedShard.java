package digestbot.sandbox.discord;

/// An identify request, with which a bot starts the session of a shard.
///
/// @param shard the shard, from 0
/// @param total the number of all shards
/// @param nanos the time of the request, by the monotonic clock
public record IdentifiedShard(int shard, int total, long nanos) {}
