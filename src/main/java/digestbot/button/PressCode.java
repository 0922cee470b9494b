package digestbot.button;

import digestbot.digest.DigestView;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.regex.Pattern;

/// The written form of a press: version, verb, numbers, separated by colons.
final class PressCode {

    private static final String VERSION = "1";
    private static final int LONGEST_TAG = 12;
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*");

    private PressCode() {}

    static String encode(Press press) {
        return VERSION
                + switch (press) {
                    case Press.Show(long digest, DigestView view, int page) ->
                        ":v:" + digest + ":" + viewCode(view) + (page == 0 ? "" : ":" + page);
                    case Press.Open(long digest, DigestView view) -> ":o:" + digest + ":" + viewCode(view);
                    case Press.Menu menu -> encode(menu);
                    case LookupPress asking -> LookupButtonCode.encode(asking);
                    case Press.Withdraw(long digest) -> ":w:" + digest;
                    case Press.Mistake(long digest, DigestView shown) -> ":m:" + digest + ":" + viewCode(shown);
                    case Press.Report(long digest, DigestView about) -> ":y:" + digest + ":" + viewCode(about);
                    case PrivacyPress own -> PrivacyButtonCode.encode(own);
                    case SettingsPress settings -> SettingsButtonCode.encode(settings);
                    case BroadcastPress broadcast -> BroadcastButtonCode.encode(broadcast);
                    case StaffPress staff -> StaffButtonCode.encode(staff);
                };
    }

    private static String encode(Press.Menu press) {
        return switch (press) {
            case Press.Subscribe(long topic) -> ":s:" + topic;
            case Press.Unsubscribe(long topic) -> ":u:" + topic;
            case Press.AllTopics(boolean wanted) -> wanted ? ":a:1" : ":a:0";
            case Press.Topics(int page) -> ":t" + (page == 0 ? "" : ":" + page);
            case Press.Help() -> ":h";
            case Press.Today() -> ":n";
            case Press.Stop() -> ":x";
            case Press.Resume() -> ":r";
        };
    }

    static String viewCode(DigestView view) {
        return switch (view) {
            case DigestView.Overview() -> "o";
            case DigestView.OnePerspective(int ordinal) -> "s" + ordinal;
            case DigestView.SideBySide() -> "b";
            case DigestView.Sources(boolean all) -> all ? "ra" : "r";
        };
    }

    static Optional<Press> decode(String data) {
        String[] parts = data.split(":", -1);
        if (parts.length < 2 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return switch (parts[1]) {
                case SettingsButtonCode.VERB -> SettingsButtonCode.decode(parts).map(Press.class::cast);
                case BroadcastButtonCode.VERB ->
                    BroadcastButtonCode.decode(parts).map(Press.class::cast);
                case LookupButtonCode.VERB -> LookupButtonCode.decode(parts).map(Press.class::cast);
                case StaffButtonCode.VERB -> StaffButtonCode.decode(parts).map(Press.class::cast);
                case PrivacyButtonCode.VERB -> PrivacyButtonCode.decode(parts).map(Press.class::cast);
                default -> decode(parts);
            };
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Press> decode(String[] parts) {
        return switch (parts[1] + parts.length) {
            case "v4", "v5" ->
                view(parts[3])
                        .map(view -> new Press.Show(number(parts[2]), view, parts.length == 5 ? small(parts[4]) : 0));
            case "o4" -> view(parts[3]).map(view -> new Press.Open(number(parts[2]), view));
            case "s3" -> Optional.of(new Press.Subscribe(number(parts[2])));
            case "u3" -> Optional.of(new Press.Unsubscribe(number(parts[2])));
            case "a3" ->
                switch (parts[2]) {
                    case "0" -> Optional.of(new Press.AllTopics(false));
                    case "1" -> Optional.of(new Press.AllTopics(true));
                    default -> Optional.empty();
                };
            case "t2" -> Optional.of(new Press.Topics(0));
            case "t3" -> Optional.of(new Press.Topics(small(parts[2])));
            case "h2" -> Optional.of(new Press.Help());
            case "n2" -> Optional.of(new Press.Today());
            case "x2" -> Optional.of(new Press.Stop());
            case "w3" -> Optional.of(new Press.Withdraw(number(parts[2])));
            case "m4" -> view(parts[3]).map(view -> new Press.Mistake(number(parts[2]), view));
            case "y4" -> view(parts[3]).map(view -> new Press.Report(number(parts[2]), view));
            case "r2" -> Optional.of(new Press.Resume());
            default -> Optional.empty();
        };
    }

    static Optional<DigestView> view(String code) {
        return switch (code) {
            case "o" -> Optional.of(new DigestView.Overview());
            case "b" -> Optional.of(new DigestView.SideBySide());
            case "r" -> Optional.of(new DigestView.Sources());
            case "ra" -> Optional.of(new DigestView.Sources(true));
            default ->
                code.startsWith("s")
                        ? Optional.of(new DigestView.OnePerspective((int) Math.min(99, number(code.substring(1)))))
                        : Optional.empty();
        };
    }

    /// A language's tag.
    ///
    /// @throws IllegalArgumentException if it does not look like one
    static String tag(String tag) {
        if (tag.length() > LONGEST_TAG || !TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException(tag);
        }
        return tag;
    }

    /// A page or the like.
    static int small(String digits) {
        return (int) Math.min(9_999, number(digits));
    }

    /// @throws NumberFormatException if it is no number
    static long number(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException();
        }
        return Long.parseLong(digits);
    }
}
