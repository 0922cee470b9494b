package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// The way to one stand-in: the [FaultProxy] in front of it, if there is one, and the mishaps on
/// it. [FaultyNetwork] is the
/// parent's side.
final class NetworkRoute {

    /// The commands that are about the way.
    static final Set<String> COMMANDS =
            Set.of("mishap", "cutPolls", "happened", "calm", "cut", "shut", "stall", "reopen");

    private final URI inside;
    private final NetworkFaults mishaps = new NetworkFaults();
    private final Optional<FaultProxy> door;

    /// @param door whether mishaps can happen
    NetworkRoute(URI inside, boolean door) {
        this.inside = inside;
        this.door = door ? Optional.of(FaultProxy.before(inside, mishaps)) : Optional.empty();
    }

    URI url() {
        return door.map(FaultProxy::url).orElse(inside);
    }

    ObjectNode act(JsonNode command) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (command.path("do").asText()) {
            case "mishap" -> plan(command);
            case "cutPolls" -> mishaps.cutPolls();
            case "happened" -> mishaps.happened().forEach(answer::put);
            case "calm" -> calm(command);
            default -> use(door.orElseThrow(), command.path("do").asText());
        }
        return answer;
    }

    private void plan(JsonNode command) {
        NetworkFault mishap = RecordJson.read(NetworkFault.class, command.path("mishap"));
        int times = command.path("times").asInt();
        if (command.has("probability")) {
            mishaps.byChance(
                    mishap,
                    command.path("probability").asDouble(),
                    command.path("seed").asLong());
        } else if (command.has("forGood")) {
            mishaps.forGood(command.path("place").asLong(), mishap);
        } else if (command.has("place")) {
            mishaps.next(command.path("place").asLong(), mishap, times);
        } else {
            mishaps.next(mishap, times);
        }
    }

    private void calm(JsonNode command) {
        if (command.has("place")) {
            mishaps.none(command.path("place").asLong());
        } else {
            mishaps.none();
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
