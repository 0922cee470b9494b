package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// The network in front of one simulator: its [FaultProxy], if there is one, and the faults of that. A
/// [FaultyNetwork] is what the parent process sees of it.
final class NetworkRoute {

    /// The commands that are about the way.
    static final Set<String> COMMANDS =
            Set.of("networkFault", "cutPolls", "happened", "clear", "cut", "shut", "stall", "reopen");

    private final URI inside;
    private final NetworkFaults faults = new NetworkFaults();
    private final Optional<FaultProxy> door;

    /// @param door whether faults can happen
    NetworkRoute(URI inside, boolean door) {
        this.inside = inside;
        this.door = door ? Optional.of(FaultProxy.before(inside, faults)) : Optional.empty();
    }

    URI url() {
        return door.map(FaultProxy::url).orElse(inside);
    }

    ObjectNode act(JsonNode command) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (command.path("do").asText()) {
            case "networkFault" -> plan(command);
            case "cutPolls" -> faults.cutPolls();
            case "happened" -> faults.happened().forEach(answer::put);
            case "clear" -> clearFaults(command);
            default -> use(door.orElseThrow(), command.path("do").asText());
        }
        return answer;
    }

    private void plan(JsonNode command) {
        NetworkFault fault = RecordJson.read(NetworkFault.class, command.path("networkFault"));
        int times = command.path("times").asInt();
        if (command.has("probability")) {
            faults.byChance(
                    fault,
                    command.path("probability").asDouble(),
                    command.path("seed").asLong());
        } else if (command.has("forGood")) {
            faults.forGood(command.path("place").asLong(), fault);
        } else if (command.has("place")) {
            faults.next(command.path("place").asLong(), fault, times);
        } else {
            faults.next(fault, times);
        }
    }

    private void clearFaults(JsonNode command) {
        if (command.has("place")) {
            faults.none(command.path("place").asLong());
        } else {
            faults.none();
        }
    }

    private static void use(FaultProxy door, String what) {
        try {
            switch (what) {
                case "cut" -> door.cutAll();
                case "shut" -> door.shut();
                case "stall" -> door.stall();
                case "reopen" -> door.reopen();
                default -> throw new IllegalArgumentException("no door does " + what);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
