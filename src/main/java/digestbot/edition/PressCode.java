package digestbot.edition;

import java.util.Optional;

/// The written form of a press: version, verb, numbers, separated by colons.
final class PressCode {

    private static final String VERSION = "1";

    private PressCode() {}

    static String encode(Press press) {
        return VERSION
                + switch (press) {
                    case Press.Show(long digest, View view, int page) ->
                        ":v:" + digest + ":" + viewCode(view) + (page == 0 ? "" : ":" + page);
                    case Press.Subscribe(long topic) -> ":s:" + topic;
                    case Press.Unsubscribe(long topic) -> ":u:" + topic;
                    case Press.Topics() -> ":t";
                    case Press.Help() -> ":h";
                };
    }

    private static String viewCode(View view) {
        return switch (view) {
            case View.Overview() -> "o";
            case View.OneSide(int ordinal) -> "s" + ordinal;
            case View.Sources() -> "r";
        };
    }

    static Optional<Press> decode(String data) {
        String[] parts = data.split(":", -1);
        if (parts.length < 2 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return decode(parts);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Press> decode(String[] parts) {
        return switch (parts[1] + parts.length) {
            case "v4", "v5" ->
                view(parts[3])
                        .map(view -> new Press.Show(
                                number(parts[2]),
                                view,
                                parts.length == 5 ? (int) Math.min(9_999, number(parts[4])) : 0));
            case "s3" -> Optional.of(new Press.Subscribe(number(parts[2])));
            case "u3" -> Optional.of(new Press.Unsubscribe(number(parts[2])));
            case "t2" -> Optional.of(new Press.Topics());
            case "h2" -> Optional.of(new Press.Help());
            default -> Optional.empty();
        };
    }

    private static Optional<View> view(String code) {
        return switch (code) {
            case "o" -> Optional.of(new View.Overview());
            case "r" -> Optional.of(new View.Sources());
            default ->
                code.startsWith("s")
                        ? Optional.of(new View.OneSide((int) Math.min(99, number(code.substring(1)))))
                        : Optional.empty();
        };
    }

    private static long number(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException();
        }
        return Long.parseLong(digits);
    }
}
