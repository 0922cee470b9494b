package digestbot.discord.gateway;

import digestbot.cluster.SeatTerm;
import java.util.Optional;
import java.util.function.Supplier;

/// The part of Discord's gateway that this process uses.
///
/// @param term the period for which it may use that part
/// @param shards gives the shards to connect, and is asked at each login; empty for all shards
/// @param gate the order in which several processes identify their shards; empty for one process
/// @param first true if the part includes the first shard
public record GatewayShare(
        SeatTerm term, Supplier<Optional<ShardRange>> shards, Optional<IdentifyGate> gate, boolean first) {

    /// The whole gateway, for the only process.
    public static GatewayShare all(SeatTerm term) {
        return new GatewayShare(term, Optional::empty, Optional.empty(), true);
    }
}
