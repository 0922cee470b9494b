package digestbot.discord;

import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The custom ids of one message's components. Each is the encoded press. A repeated id gets a
/// suffix, because Discord rejects duplicate ids in a message.
final class CustomIds {

    private static final char DUPLICATE_SUFFIX = '~';

    private final Set<String> used = new HashSet<>();

    String next(Action press) {
        String code = press.encode();
        String id = code;
        for (int copy = 2; !used.add(id); copy++) {
            id = code + DUPLICATE_SUFFIX + copy;
        }
        return id;
    }

    static Optional<Action> press(String id) {
        int tail = id.indexOf(DUPLICATE_SUFFIX);
        return ActionSpec.decode(tail < 0 ? id : id.substring(0, tail));
    }
}
