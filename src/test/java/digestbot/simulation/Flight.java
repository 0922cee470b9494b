package digestbot.simulation;

import digestbot.delivery.api.SendResult;
import digestbot.simulation.Ledger.Message;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A request between its arrival at the platform and its answer. It has a thread of its own because
/// sending blocks; but either that thread runs or the simulation does, never both.
final class Flight {

    private static final ScopedValue<Flight> CURRENT = ScopedValue.newInstance();

    private final Semaphore turnOfRequest = new Semaphore(0);
    private final Semaphore turnOfWorld = new Semaphore(0);
    private final Node node;
    private boolean ended;
    private String label = "";
    private long arrivedAt;
    private Optional<Message> message = Optional.empty();
    private @Nullable SendResult answer;

    private Flight(Node node) {
        this.node = node;
    }

    /// Runs the request until it waits for its answer, or to its end.
    static Flight begin(Node node, Runnable request) {
        var flight = new Flight(node);
        Thread.ofVirtual()
                .start(() -> ScopedValue.where(CURRENT, flight).run(() -> {
                    try {
                        request.run();
                    } finally {
                        flight.ended = true;
                        flight.turnOfWorld.release();
                    }
                }));
        flight.turnOfWorld.acquireUninterruptibly();
        return flight;
    }

    static Flight current() {
        return CURRENT.get();
    }

    /// The platform has the request, and will answer.
    void prepare(String what, long now, SendResult prepared, Optional<Message> changed) {
        label = what;
        message = changed;
        arrivedAt = now;
        answer = prepared;
    }

    /// On the request's thread: waits for the simulation to let the prepared answer through.
    SendResult await() {
        turnOfWorld.release();
        turnOfRequest.acquireUninterruptibly();
        if (node.isDead()) {
            throw new Crash();
        }
        return Objects.requireNonNull(answer);
    }

    /// Lets the answer through, and runs the rest of the request.
    void answer() {
        turnOfRequest.release();
        turnOfWorld.acquireUninterruptibly();
    }

    /// The platform's answer is lost, or the process that waits for it ends.
    void loseAnswer(String why) {
        message.ifPresent(each -> each.excuse = Optional.of(why));
        answer = new SendResult.Unconfirmed("no answer in time");
        answer();
    }

    boolean isOpen() {
        return !ended;
    }

    Node node() {
        return node;
    }

    String label() {
        return label;
    }

    long arrivedAt() {
        return arrivedAt;
    }
}
