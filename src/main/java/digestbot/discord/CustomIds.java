package digestbot.discord;

import digestbot.button.Press;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The custom ids of one message's components: each is the encoded press. Discord rejects duplicate
/// ids in a message, so a repeated id gets a suffix.
final class CustomIds {

    private static final char TAIL = '~';

    private final Set<String> used = new HashSet<>();

    String next(Press press) {
        String code = press.encode();
        String id = code;
        for (int copy = 2; !used.add(id); copy++) {
            id = code + TAIL + copy;
        }
        return id;
    }

    /// The press that the component with that id, or the option with that value, asks for.
    static Optional<Press> press(String id) {
        int tail = id.indexOf(TAIL);
        return Press.decode(tail < 0 ? id : id.substring(0, tail));
    }
}
