package digestbot.edition;

import java.util.Optional;

/// The written form of presses about what is kept, behind the version: `:k` and a letter.
final class OwnCode {

    static final String VERB = "k";

    private OwnCode() {}

    static String encode(OwnPress press) {
        return ":" + VERB
                + switch (press) {
                    case OwnPress.Privacy() -> ":p";
                    case OwnPress.Export() -> ":e";
                    case OwnPress.Forget() -> ":f";
                    case OwnPress.ForgetNow() -> ":d";
                };
    }

    static Optional<OwnPress> decode(String[] parts) {
        return parts.length != 3
                ? Optional.empty()
                : switch (parts[2]) {
                    case "p" -> Optional.of(new OwnPress.Privacy());
                    case "e" -> Optional.of(new OwnPress.Export());
                    case "f" -> Optional.of(new OwnPress.Forget());
                    case "d" -> Optional.of(new OwnPress.ForgetNow());
                    default -> Optional.empty();
                };
    }
}
