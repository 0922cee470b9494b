package digestbot.discord.gateway;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.Seat;
import digestbot.cluster.SeatTerm;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.discord.gateway.GatewayStore.ShardTotal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway of an account that several nodes share. Its shards are cut into ranges. The node that
/// sends connects the first range; each further one is a seat of its own.
///
/// All nodes must agree on the number of shards, so it is stored. The node that sends asks Discord
/// for a new number only while nobody holds a further range.
public final class SharedGateway {

    private static final Logger LOG = LoggerFactory.getLogger(SharedGateway.class);

    /// The notification that the number of shards was confirmed.
    public static final String CONFIRMED = "shards";

    private final Database database;
    private final String account;
    private final IntSupplier recommended;
    private final Seat sender;
    private final IdentifyGate gate;
    private final GatewayStore store = new GatewayStore();

    /// @param account the public id of the account
    /// @param recommended asks Discord for the number of shards that it recommends
    /// @param sender the seat of the node that sends
    public SharedGateway(Database database, String account, IntSupplier recommended, Seat sender) {
        this.database = database;
        this.account = account;
        this.recommended = recommended;
        this.sender = sender;
        gate = new IdentifyGate(database, account);
    }

    /// The seat of a further range.
    public Seat seat(ShardRange range) {
        return sender.part("shards:%d-%d".formatted(range.first(), range.last()));
    }

    /// The further ranges; empty while the node that sends has not confirmed the number of shards.
    public Optional<List<ShardRange>> furtherRanges() {
        return database.read(tx -> store.total(tx, account)
                .filter(total -> ClusterStatus.read(tx).isCurrent(sender, total.term()))
                .map(total -> further(total.shards())));
    }

    private static List<ShardRange> further(int total) {
        return ShardRange.cut(total).stream().skip(1).toList();
    }

    /// The part of the node that sends.
    public GatewayShare first(SeatTerm term) {
        return new GatewayShare(term, () -> Optional.of(firstRange(term)), Optional.of(gate), true);
    }

    /// The part of a node that holds a further range.
    public GatewayShare further(ShardRange range, SeatTerm term) {
        return new GatewayShare(term, () -> Optional.of(checked(range)), Optional.of(gate), false);
    }

    private ShardRange firstRange(SeatTerm term) {
        int wanted = recommended.getAsInt();
        int total = database.write(tx -> {
            term.verify(tx);
            return confirm(tx, term, wanted);
        });
        if (total != wanted) {
            LOG.info(
                    "Discord recommends {} shards instead of {}; the number changes when the first node starts after all have stopped",
                    wanted,
                    total);
        }
        return ShardRange.cut(total).getFirst();
    }

    private int confirm(Transaction transaction, SeatTerm term, int wanted) {
        ClusterStatus cluster = ClusterStatus.read(transaction);
        int total = store.total(transaction, account)
                .map(ShardTotal::shards)
                .filter(shards -> further(shards).stream()
                        .anyMatch(range -> cluster.holder(seat(range)).isPresent()))
                .orElse(wanted);
        store.setTotal(transaction, account, new ShardTotal(total, term.number()));
        transaction.notifyProcesses(CONFIRMED);
        return total;
    }

    /// A node takes the seat of a range in a write transaction, as [#confirm] changes the number. So
    /// either the range was held then, or the new number is visible here.
    private ShardRange checked(ShardRange range) {
        int total = database.read(tx -> store.total(tx, account))
                .map(ShardTotal::shards)
                .orElse(0);
        if (total != range.total()) {
            throw new IllegalStateException(
                    "the number of shards has changed from %d to %d".formatted(range.total(), total));
        }
        return range;
    }
}
