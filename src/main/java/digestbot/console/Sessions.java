package digestbot.console;

import digestbot.audit.Actor;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who is signed in, in memory alone: a restart signs everybody out. Safe for several threads.
final class Sessions {

    private static final int MOST = 1_000;
    private static final Duration LONGEST_IDLE = Duration.ofHours(12);
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MOST;
        }
    };

    /// @param id what the browser shows to be this one
    /// @param csrf what each of its forms shows to be its own
    /// @param vouchedFor whom a proxy says it is; empty where none is asked
    /// @param signedIn whether a password was asked for
    record Session(String id, String csrf, Optional<String> vouchedFor, boolean signedIn, Instant seen) {

        /// What whoever looks is called.
        String name() {
            return vouchedFor.orElse(signedIn ? "console" : "this machine");
        }

        /// Who it is that does something here.
        Actor actor() {
            return new Actor.Console(vouchedFor);
        }

        private Session seenAt(Instant now) {
            return new Session(id, csrf, vouchedFor, signedIn, now);
        }
    }

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /// A new one, whatever the browser showed before.
    synchronized Session begin(Optional<String> vouchedFor, boolean signedIn) {
        var session = new Session(secret(), secret(), vouchedFor, signedIn, clock.instant());
        sessions.put(session.id(), session);
        return session;
    }

    /// The one with that id, if it was used lately.
    synchronized Optional<Session> find(String id) {
        Instant now = clock.instant();
        Optional<Session> found = Optional.ofNullable(sessions.get(id))
                .filter(session -> now.isBefore(session.seen().plus(LONGEST_IDLE)));
        found.ifPresentOrElse(session -> sessions.put(id, session.seenAt(now)), () -> sessions.remove(id));
        return found;
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }

    private String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
