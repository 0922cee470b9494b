package digestbot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.cluster.SeatTerm;
import digestbot.database.RepeatedFailureLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Inspects poll responses before the library, which does not report why a poll failed and cannot
/// skip an unreadable response.
final class PollResponseObserver implements Interceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PollResponseObserver.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_RESPONSE = 32L << 20;
    private static final long MAX_REASON = 4096;
    private static final Duration CONFLICT_PERIOD = Duration.ofMinutes(1);

    /// The number of conflicts within [#CONFLICT_PERIOD] from which another program polls. A few
    /// polls succeed between two conflicts, and a single one may be of a process that has just
    /// ended.
    static final int CONFLICTS = 3;

    /// The number of polls in a row that must succeed before it is certain that nobody else polls.
    static final int STEADY_POLLS = 3;

    private volatile @Nullable String unparsedBody;
    private volatile boolean webhookSet;
    private volatile boolean succeeded;
    private final SeatTerm term;
    private boolean failing;
    private final RepeatedFailureLog failureLog;
    private final LongSupplier nanos;
    private final Deque<Long> conflicts = new ArrayDeque<>();
    private int successesInARow;
    private boolean steady;
    private boolean contested;

    /// The log outlives restarts of polling. A poll that fails after the term is no failure.
    PollResponseObserver(RepeatedFailureLog failureLog, SeatTerm term, LongSupplier nanos) {
        this.nanos = nanos;
        this.term = term;
        this.failureLog = failureLog;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            Response response = chain.proceed(chain.request());
            if (response.isSuccessful()) {
                unparsedBody = response.peekBody(MAX_RESPONSE).string();
                onSuccess();
            } else {
                onErrorStatus(response.code(), response.peekBody(MAX_REASON).string());
            }
            return response;
        } catch (IOException e) {
            if (!chain.call().isCanceled()) {
                onFailure(e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()));
            }
            throw e;
        }
    }

    void markParsed() {
        unparsedBody = null;
    }

    /// Takes the updates of the last response if the library could not parse it.
    Optional<JsonNode> takeUnparsedUpdates() {
        String answer = unparsedBody;
        unparsedBody = null;
        try {
            return Optional.ofNullable(answer == null ? null : JSON.readTree(answer))
                    .map(tree -> tree.path("result"))
                    .filter(updates -> updates.isArray() && !updates.isEmpty());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// A webhook blocks polling until it is deleted.
    boolean isWebhookSet() {
        return webhookSet;
    }

    boolean hasSucceeded() {
        return succeeded;
    }

    synchronized boolean failing() {
        return failing;
    }

    /// Tells whether another program polls with this token. Its polls and those of this process
    /// both succeed now and then.
    synchronized boolean hasRival() {
        long now = nanos.getAsLong();
        conflicts.removeIf(at -> now - at > CONFLICT_PERIOD.toNanos());
        return conflicts.size() >= CONFLICTS;
    }

    /// Tells whether a poll met another one before [#STEADY_POLLS] had succeeded in a row, and they
    /// have not since: two bots may have the same deliveries.
    synchronized boolean isContested() {
        return contested;
    }

    private synchronized void onConflict() {
        conflicts.addLast(nanos.getAsLong());
        if (!steady && !contested && term.isCurrent()) {
            contested = true;
            LOG.warn(
                    "another program polls with this bot's token: deliveries wait until {} polls in a row succeed",
                    STEADY_POLLS);
        }
    }

    private synchronized void onSuccess() {
        successesInARow++;
        if (successesInARow >= STEADY_POLLS) {
            steady = true;
            contested = false;
        }
        failureLog.recovered();
        succeeded = true;
        failing = false;
    }

    private void onErrorStatus(int status, String answer) {
        if (status == 409 && answer.contains("webhook")) {
            webhookSet = true;
            onFailure("a webhook was set for this bot, which keeps it from polling; it is deleted");
        } else if (status == 409) {
            onConflict();
            onFailure("another program polls with this bot's token; stop one of the two");
        } else if (status == 401 || status == 404) {
            onFailure("the token is refused (" + status + ")");
        } else {
            onFailure("status " + status);
        }
    }

    private synchronized void onFailure(String reason) {
        if (!term.isCurrent()) {
            return; // another node polls now, and ends this poll
        }
        failureLog.failed(reason);
        failing = true;
        successesInARow = 0;
    }
}
