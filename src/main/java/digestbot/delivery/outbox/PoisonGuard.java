package digestbot.delivery.outbox;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment.FileNotMade;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Protects against poison messages, whose preparation kills the process. Each preparation is
/// recorded (and committed) beforehand, so that a message that killed the process several times is
/// recognised and fails.
///
/// Because this costs two commits, it is done only for files and, after a crash, once for each
/// payload that is due at that time. A platform prepares one payload at a time, so that the right
/// one is blamed. Not thread-safe.
public final class PoisonGuard {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonGuard.class);

    static final int MAX_CRASHES = 3;

    private final Database database;
    private final InstantSource clock;
    private final Set<String> prepared = new HashSet<>();
    private Set<String> poisonous = Set.of();
    private boolean suspicious;

    public PoisonGuard(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public void start(boolean crashed) {
        suspicious = crashed;
        poisonous = database.read(PoisonGuard::poisonous);
        poisonous.forEach(payload ->
                LOG.error("skipping {}: the process died {} times while preparing it", payload, MAX_CRASHES));
    }

    public boolean isSuspicious() {
        return suspicious;
    }

    /// Stops guarding, because everything that was due has been prepared.
    public void endSuspicion() {
        suspicious = false;
        prepared.clear();
    }

    /// Whether the delivery killed the process too often and has not been reset since.
    public boolean isPoisonous(Transaction transaction, Delivery due) {
        if (poisonous.isEmpty() || !poisonous.contains(payload(due))) {
            return false;
        }
        poisonous = poisonous(transaction);
        return poisonous.contains(payload(due));
    }

    /// Records the preparation and runs it alone. An [Error] counts like a crash.
    public void prepareGuarded(Delivery due, Runnable preparing) {
        String payload = payload(due);
        if (prepared.contains(payload)) {
            preparing.run();
            return;
        }
        try {
            counted(database, clock, payload, () -> {
                preparing.run();
                return true;
            });
            prepared.add(payload);
        } catch (Error e) {
            poisonous = database.read(PoisonGuard::poisonous);
            throw e;
        }
    }

    /// Counts how often the process ended while it did the work, which an [Error] counts as, too.
    private static <T> T counted(Database database, InstantSource clock, String payload, Supplier<T> work) {
        database.writeWithoutResult(transaction -> begin(transaction, payload, clock.instant()));
        boolean crashed = false;
        try {
            return work.get();
        } catch (Error e) {
            crashed = true;
            throw e;
        } finally {
            if (!crashed) {
                database.writeWithoutResult(transaction -> end(transaction, payload));
            }
        }
    }

    /// Starts guarding after an error that a message may have caused, such as an OutOfMemoryError.
    public void beginSuspicion() {
        suspicious = true;
    }

    /// Makes a file, and counts how often the process died while it did; an [Error] counts like a
    /// crash.
    ///
    /// @throws FileNotMade if the file cannot be made
    public static <T> T guarded(Database database, InstantSource clock, long delivery, Supplier<T> making) {
        String payload = payload(delivery);
        try {
            return counted(database, clock, payload, making);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: its file cannot be made, retrying", payload, e);
            throw new FileNotMade(e);
        }
    }

    /// The key of a payload. Deliveries of shared content have the same key, so that they are
    /// counted together.
    static String payload(Delivery due) {
        return switch (due.payload()) {
            case Delivery.Payload.SingleDigest edition ->
                "digest %d, revision %d for %s"
                        .formatted(edition.digest().digest(), edition.digest().revision(), edition.reader());
            case Delivery.Payload.CombinedDigests several ->
                "digests " + several.view().encode() + " for " + several.reader() + " " + several.readings();
            case Delivery.Payload.SharedContent(long number) -> "announcement " + number;
            case Delivery.Payload.OwnContent _,
                    Delivery.Payload.MessageCorrection _,
                    Delivery.Payload.SharedWithdrawal _ -> payload(due.number());
        };
    }

    private static String payload(long delivery) {
        return "delivery " + delivery;
    }

    static void begin(Transaction transaction, String payload, Instant now) {
        transaction.execute("""
                INSERT INTO interrupted (payload, times, at) VALUES (?, 1, ?)
                ON CONFLICT (payload) DO UPDATE SET times = interrupted.times + 1, at = excluded.at""", payload, now);
    }

    private static void end(Transaction transaction, String payload) {
        transaction.execute("UPDATE interrupted SET times = times - 1 WHERE payload = ?", payload);
        transaction.execute("DELETE FROM interrupted WHERE payload = ? AND times <= 0", payload);
    }

    private static Set<String> poisonous(Transaction transaction) {
        return Set.copyOf(transaction.strings("SELECT payload FROM interrupted WHERE times >= ?", MAX_CRASHES));
    }

    public static void reset(Transaction transaction) {
        transaction.execute("DELETE FROM interrupted WHERE times >= ?", MAX_CRASHES);
    }

    public static void prune(Transaction transaction, Instant before) {
        transaction.execute("DELETE FROM interrupted WHERE at < ?", before);
    }

    /// Records that a process starts to send; true if the previous one did not shut down
    /// cleanly.
    public static boolean beginSending(Transaction transaction, Platform platform) {
        return transaction.execute(
                        "INSERT INTO dispatching (platform) VALUES (?) ON CONFLICT DO NOTHING", platform.id())
                == 0;
    }

    public static void endSending(Transaction transaction, Platform platform) {
        transaction.execute("DELETE FROM dispatching WHERE platform = ?", platform.id());
    }
}
