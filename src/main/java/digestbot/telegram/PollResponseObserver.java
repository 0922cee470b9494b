package digestbot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.cluster.SeatTerm;
import digestbot.database.RepeatedFailureLog;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Inspects poll responses before the library, which does not report why a poll failed and cannot
/// skip an unreadable response.
final class PollResponseObserver implements Interceptor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_RESPONSE = 32L << 20;
    private static final long MAX_REASON = 4096;

    private volatile @Nullable String unparsedBody;
    private volatile boolean webhookSet;
    private volatile boolean succeeded;
    private final SeatTerm term;
    private boolean failing;
    private final RepeatedFailureLog failureLog;

    /// @param failureLog the log of polling failures, which outlives restarts of polling
    /// @param term the term in which it polls; what fails afterwards is no failure
    PollResponseObserver(RepeatedFailureLog failureLog, SeatTerm term) {
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

    /// Records that the library has parsed the last response.
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

    /// Tells whether a webhook is set, which blocks polling until it is deleted.
    boolean isWebhookSet() {
        return webhookSet;
    }

    /// Tells whether a poll has ever been answered.
    boolean hasSucceeded() {
        return succeeded;
    }

    /// Tells whether the last completed poll failed.
    synchronized boolean failing() {
        return failing;
    }

    private synchronized void onSuccess() {
        failureLog.recovered();
        succeeded = true;
        failing = false;
    }

    private void onErrorStatus(int status, String answer) {
        if (status == 409 && answer.contains("webhook")) {
            webhookSet = true;
            onFailure("a webhook was set for this bot, which keeps it from polling; it is deleted");
        } else if (status == 409) {
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
    }
}
