package digestbot.api.push;

import digestbot.api.push.PushTokenStore.StoredToken;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.database.Database;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tokens with which pipelines push digests.
public final class PushTokens {

    /// The precision of [PushToken#usedAt], so that a series of pushes writes it only now and then.
    private static final Duration USED_PRECISION = Duration.ofMinutes(1);

    private final PushTokenStore store = new PushTokenStore();
    private final Database database;
    private final AuditLog auditLog;
    private final InstantSource clock;

    public PushTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        auditLog = new AuditLog(clock);
    }

    /// Makes a token; empty if there is one with that name. Its secret cannot be shown again.
    ///
    /// @param topics the ids of the topics that it may push, in lower case; empty for all
    public Optional<PushSecret> add(Actor by, String name, Set<String> topics) {
        PushSecret secret = PushSecret.random();
        return database.write(tx -> {
            if (!store.add(tx, name, secret.hash(), topics, clock.instant())) {
                return Optional.empty();
            }
            auditLog.record(tx, by, AuditAction.TOKEN_ADDED, new AuditSubject.TokenSubject(name));
            return Optional.of(secret);
        });
    }

    /// Removes a token, which ends its use immediately.
    ///
    /// @return false if there is none with that name
    public boolean remove(Actor by, String name) {
        return database.write(tx -> {
            boolean removed = store.remove(tx, name);
            if (removed) {
                auditLog.record(tx, by, AuditAction.TOKEN_REMOVED, new AuditSubject.TokenSubject(name));
            }
            return removed;
        });
    }

    /// All tokens, by name.
    public List<PushToken> all() {
        return database.read(store::all).stream().map(StoredToken::token).toList();
    }

    /// The token with this secret. Takes the same time whether and where the hashes differ.
    Optional<PushToken> find(PushSecret secret) {
        byte[] hash = secret.hash();
        Optional<PushToken> found = Optional.empty();
        for (StoredToken stored : database.read(store::all)) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(stored.hash()), hash)) {
                found = Optional.of(stored.token());
            }
        }
        return found;
    }

    /// Records that the token was used.
    void markUsed(PushToken token) {
        Instant now = clock.instant();
        if (token.usedAt().filter(at -> at.plus(USED_PRECISION).isAfter(now)).isEmpty()) {
            database.writeWithoutResult(tx -> store.setUsed(tx, token.name(), now));
        }
    }
}
