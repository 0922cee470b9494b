package digestbot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.database.RepeatedFailureLog;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Inspects poll responses before the library, which neither reports why a poll failed nor can skip
/// an unreadable response.
final class PollResponseObserver implements Interceptor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_ANSWER = 32L << 20;
    private static final long MAX_REASON = 4096;

    private volatile @Nullable String unread;
    private volatile boolean webhook;
    private volatile boolean worked;
    private boolean failing;
    private final RepeatedFailureLog outage;

    /// @param outage the log of polling failures, across restarts of polling
    PollResponseObserver(RepeatedFailureLog outage) {
        this.outage = outage;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            Response response = chain.proceed(chain.request());
            if (response.isSuccessful()) {
                unread = response.peekBody(MAX_ANSWER).string();
                works();
            } else {
                failed(response.code(), response.peekBody(MAX_REASON).string());
            }
            return response;
        } catch (IOException e) {
            if (!chain.call().isCanceled()) {
                fails(e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()));
            }
            throw e;
        }
    }

    /// The library has parsed the last response.
    void read() {
        unread = null;
    }

    /// Takes the updates of the last response if the library could not parse it.
    Optional<JsonNode> unreadable() {
        String answer = unread;
        unread = null;
        try {
            return Optional.ofNullable(answer == null ? null : JSON.readTree(answer))
                    .map(tree -> tree.path("result"))
                    .filter(updates -> updates.isArray() && !updates.isEmpty());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// Tells whether a webhook is set, which blocks polling until it is deleted.
    boolean webhook() {
        return webhook;
    }

    /// Tells whether a poll was ever answered.
    boolean worked() {
        return worked;
    }

    /// Tells whether the last completed poll failed.
    synchronized boolean failing() {
        return failing;
    }

    private synchronized void works() {
        outage.worked();
        worked = true;
        failing = false;
    }

    private void failed(int status, String answer) {
        if (status == 409 && answer.contains("webhook")) {
            webhook = true;
            fails("a webhook was set for this bot, which keeps it from polling; it is deleted");
        } else if (status == 409) {
            fails("another program polls with this bot's token; stop one of the two");
        } else if (status == 401 || status == 404) {
            fails("the token is refused (" + status + ")");
        } else {
            fails("status " + status);
        }
    }

    private synchronized void fails(String why) {
        outage.failed(why);
        failing = true;
    }
}
