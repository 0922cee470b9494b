package digestbot.button;

import java.util.Optional;

/// The written form of presses about what is kept, behind the version: `:k` and a letter.
final class PrivacyButtonCode {

    static final String VERB = "k";

    private PrivacyButtonCode() {}

    static String encode(PrivacyPress press) {
        return ":" + VERB
                + switch (press) {
                    case PrivacyPress.Privacy() -> ":p";
                    case PrivacyPress.Export() -> ":e";
                    case PrivacyPress.Forget() -> ":f";
                    case PrivacyPress.ForgetNow() -> ":d";
                };
    }

    static Optional<PrivacyPress> decode(String[] parts) {
        return parts.length != 3
                ? Optional.empty()
                : switch (parts[2]) {
                    case "p" -> Optional.of(new PrivacyPress.Privacy());
                    case "e" -> Optional.of(new PrivacyPress.Export());
                    case "f" -> Optional.of(new PrivacyPress.Forget());
                    case "d" -> Optional.of(new PrivacyPress.ForgetNow());
                    default -> Optional.empty();
                };
    }
}
