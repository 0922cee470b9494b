package digestbot.action;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Encodes and decodes presses: a version and the fields that [ButtonSpec] defines, separated by
/// colons.
final class ButtonCodec {

    private static final String VERSION = "1";

    /// The letters of the family and of the press.
    private static final int MAX_CODE_LENGTH = 2;

    private static final Map<Class<?>, ButtonSpec> BY_KIND =
            SealedTypes.leaves(Press.class).collect(Collectors.toMap(Function.identity(), ButtonSpec::of));

    /// Two kinds with the same code make the start fail.
    private static final Map<String, ButtonSpec> BY_CODE =
            BY_KIND.values().stream().collect(Collectors.toMap(ButtonSpec::code, Function.identity()));

    private ButtonCodec() {}

    static ButtonSpec spec(Press press) {
        return Objects.requireNonNull(BY_KIND.get(press.getClass()));
    }

    static String encode(Press press) {
        return VERSION + ":" + spec(press).encode(press);
    }

    /// Decodes a button's data; empty if it is of another version or malformed.
    static Optional<Press> decode(String data) {
        List<String> parts = List.of(data.split(":", -1));
        if (!parts.getFirst().equals(VERSION)) {
            return Optional.empty();
        }
        for (int end = Math.min(parts.size(), MAX_CODE_LENGTH + 1); end > 1; end--) {
            ButtonSpec spec = BY_CODE.get(String.join(":", parts.subList(1, end)));
            if (spec != null) {
                return decode(spec, parts.subList(end, parts.size()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Press> decode(ButtonSpec spec, List<String> texts) {
        try {
            return Optional.of(spec.decode(texts));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
