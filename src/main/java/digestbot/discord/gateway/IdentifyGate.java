package digestbot.discord.gateway;

import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.discord.gateway.GatewayStore.Reservation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the processes that share an account from identifying two shards of one bucket within five
/// seconds, which Discord refuses.
final class IdentifyGate {

    private static final Logger LOG = LoggerFactory.getLogger(IdentifyGate.class);

    /// The time that Discord demands between two identify requests of a bucket.
    private static final Duration SPACING = Duration.ofSeconds(5);

    /// The time that a process has for opening a connection, which JDA gives up after ten seconds. If
    /// the process is killed meanwhile, others wait for the rest of it.
    private static final Duration CONNECTING = Duration.ofSeconds(15);

    /// The longest pause between two attempts: a reservation may be shortened.
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

    private static final Duration MIN_PAUSE = Duration.ofMillis(10);

    private final Database database;
    private final String account;
    private final GatewayStore store = new GatewayStore();
    private final RepeatedFailureLog failures = new RepeatedFailureLog(
            LOG,
            "reserving the start of a Discord shard failed, retrying",
            "starts of Discord shards can be reserved again");

    /// The permission to identify one shard.
    ///
    /// @param until the end of the reservation, as stored
    record Permit(int bucket, long until) {}

    IdentifyGate(Database database, String account) {
        this.database = database;
        this.account = account;
    }

    /// Waits until a shard of the bucket may be identified.
    ///
    /// @param closed is released once no shard may be identified any more
    /// @param allowed tells whether this process may act now
    /// @return empty once the latch is released
    Optional<Permit> enter(int bucket, CountDownLatch closed, BooleanSupplier allowed) throws InterruptedException {
        while (closed.getCount() > 0) {
            Optional<Reservation> reservation = allowed.getAsBoolean() ? reserve(bucket) : Optional.empty();
            if (reservation.isPresent() && reservation.get().isNew()) {
                return Optional.of(new Permit(bucket, reservation.get().until()));
            }
            Duration left = reservation.map(Reservation::left).orElse(MAX_PAUSE);
            Duration pause = Collections.max(List.of(MIN_PAUSE, Collections.min(List.of(left, MAX_PAUSE))));
            var _ = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
        return Optional.empty();
    }

    private Optional<Reservation> reserve(int bucket) {
        try {
            Reservation reservation = database.writeUnordered(tx -> store.reserve(tx, account, bucket, CONNECTING));
            failures.recovered();
            return Optional.of(reservation);
        } catch (RuntimeException e) {
            failures.failed(e);
            return Optional.empty();
        }
    }

    /// Ends the permission. If that fails, it ends by itself.
    ///
    /// @param identified false if the request was certainly not sent
    void leave(Permit permit, boolean identified) {
        try {
            database.<Boolean>writeUnordered(tx -> {
                store.shorten(tx, account, permit.bucket(), permit.until(), identified ? SPACING : Duration.ZERO);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.debug("cannot end the reservation of bucket {}", permit.bucket(), e);
        }
    }
}
