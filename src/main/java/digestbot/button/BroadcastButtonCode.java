package digestbot.button;

import digestbot.audience.Platform;
import digestbot.button.BroadcastPress.AskTime;
import digestbot.button.BroadcastPress.AskWithdraw;
import digestbot.button.BroadcastPress.Choose;
import digestbot.button.BroadcastPress.Discard;
import digestbot.button.BroadcastPress.GoOn;
import digestbot.button.BroadcastPress.OfRecipients;
import digestbot.button.BroadcastPress.Pause;
import digestbot.button.BroadcastPress.Recipients;
import digestbot.button.BroadcastPress.Retry;
import digestbot.button.BroadcastPress.Send;
import digestbot.button.BroadcastPress.SendAt;
import digestbot.button.BroadcastPress.SendToMe;
import digestbot.button.BroadcastPress.Show;
import digestbot.button.BroadcastPress.Stop;
import digestbot.button.BroadcastPress.ToActive;
import digestbot.button.BroadcastPress.ToEveryone;
import digestbot.button.BroadcastPress.ToLanguage;
import digestbot.button.BroadcastPress.ToMuted;
import digestbot.button.BroadcastPress.ToPerspective;
import digestbot.button.BroadcastPress.ToPlatform;
import digestbot.button.BroadcastPress.ToTopic;
import digestbot.button.BroadcastPress.Trait;
import digestbot.button.BroadcastPress.Unschedule;
import digestbot.button.BroadcastPress.Withdraw;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The written form of presses under an announcement, behind the version: `:b`, a letter, values.
final class BroadcastButtonCode {

    static final String VERB = "b";

    private static final String ANY = "a";

    private BroadcastButtonCode() {}

    static String encode(BroadcastPress press) {
        return ":" + VERB
                + switch (press) {
                    case Show(long broadcast) -> ":v:" + broadcast;
                    case OfRecipients recipients -> encode(recipients);
                    case Send(long broadcast, Optional<Fingerprint> shown) -> ":s:" + broadcast + encode(shown);
                    case SendToMe(long broadcast) -> ":m:" + broadcast;
                    case AskTime(long broadcast, Optional<Fingerprint> shown) ->
                        (shown.isEmpty() ? ":t:" : ":c:") + broadcast + encode(shown);
                    case SendAt(long broadcast, long minute, Optional<Fingerprint> shown) ->
                        ":t:" + broadcast + ":" + minute + encode(shown);
                    case Unschedule(long broadcast) -> ":u:" + broadcast;
                    case Discard(long broadcast) -> ":d:" + broadcast;
                    case Pause(long broadcast) -> ":h:" + broadcast;
                    case GoOn(long broadcast) -> ":g:" + broadcast;
                    case Stop(long broadcast) -> ":x:" + broadcast;
                    case Retry(long broadcast, OptionalLong shown) ->
                        ":y:" + broadcast + (shown.isEmpty() ? "" : ":" + shown.getAsLong());
                    case AskWithdraw(long broadcast) -> ":o:" + broadcast;
                    case Withdraw(long broadcast) -> ":z:" + broadcast;
                };
    }

    private static String encode(Optional<Fingerprint> shown) {
        return shown.map(each -> ":" + each.encode()).orElse("");
    }

    private static String encode(OfRecipients press) {
        return switch (press) {
            case Recipients(long broadcast) -> ":r:" + broadcast;
            case Choose(long broadcast, Trait by) -> ":r:" + broadcast + ":" + by.letter();
            case ToEveryone(long broadcast) -> ":a:" + broadcast;
            case ToPlatform(long broadcast, Optional<Platform> platform) ->
                ":p:" + broadcast + ":"
                        + platform.map(only -> only.id().substring(0, 1)).orElse(ANY);
            case ToTopic(long broadcast, long topic) -> ":k:" + broadcast + ":" + topic;
            case ToPerspective(long broadcast, long digest, int ordinal) ->
                ":i:" + broadcast + ":" + digest + ":" + ordinal;
            case ToLanguage(long broadcast, String tag) -> ":l:" + broadcast + ":" + tag;
            case ToActive(long broadcast, int days) -> ":n:" + broadcast + ":" + days;
            case ToMuted(long broadcast, boolean wanted) -> ":w:" + broadcast + (wanted ? ":1" : ":0");
        };
    }

    /// @throws IllegalArgumentException if a value is none
    static Optional<BroadcastPress> decode(String[] parts) {
        if (parts.length < 4) {
            return Optional.empty();
        }
        long broadcast = PressCode.number(parts[3]);
        return Optional.ofNullable(
                switch (parts[2] + parts.length) {
                    case "v4" -> new Show(broadcast);
                    case "s4" -> new Send(broadcast, Optional.empty());
                    case "s5" -> new Send(broadcast, shown(parts[4]));
                    case "m4" -> new SendToMe(broadcast);
                    case "t4" -> new AskTime(broadcast, Optional.empty());
                    case "c5" -> new AskTime(broadcast, shown(parts[4]));
                    case "t5" -> new SendAt(broadcast, minute(parts[4]), Optional.empty());
                    case "t6" -> new SendAt(broadcast, minute(parts[4]), shown(parts[5]));
                    case "u4" -> new Unschedule(broadcast);
                    case "d4" -> new Discard(broadcast);
                    case "h4" -> new Pause(broadcast);
                    case "g4" -> new GoOn(broadcast);
                    case "x4" -> new Stop(broadcast);
                    case "y4" -> new Retry(broadcast, OptionalLong.empty());
                    case "y5" -> new Retry(broadcast, OptionalLong.of(PressCode.number(parts[4])));
                    case "o4" -> new AskWithdraw(broadcast);
                    case "z4" -> new Withdraw(broadcast);
                    default -> recipients(parts, broadcast);
                });
    }

    private static @Nullable OfRecipients recipients(String[] parts, long broadcast) {
        return switch (parts[2] + parts.length) {
            case "r4" -> new Recipients(broadcast);
            case "r5" -> new Choose(broadcast, trait(parts[4]));
            case "a4" -> new ToEveryone(broadcast);
            case "p5" -> new ToPlatform(broadcast, platform(parts[4]));
            case "k5" -> new ToTopic(broadcast, PressCode.number(parts[4]));
            case "i6" -> new ToPerspective(broadcast, PressCode.number(parts[4]), PressCode.small(parts[5]));
            case "l5" -> new ToLanguage(broadcast, parts[4].isEmpty() ? "" : PressCode.tag(parts[4]));
            case "n5" -> new ToActive(broadcast, PressCode.small(parts[4]));
            case "w5" -> new ToMuted(broadcast, wanted(parts[4]));
            default -> null;
        };
    }

    private static Optional<Fingerprint> shown(String code) {
        return Optional.of(Fingerprint.decode(code).orElseThrow(() -> new IllegalArgumentException(code)));
    }

    private static Trait trait(String letter) {
        return Arrays.stream(Trait.values())
                .filter(trait -> letter.equals(String.valueOf(trait.letter())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(letter));
    }

    private static Optional<Platform> platform(String letter) {
        return switch (letter) {
            case "t" -> Optional.of(Platform.TELEGRAM);
            case "d" -> Optional.of(Platform.DISCORD);
            case ANY -> Optional.empty();
            default -> throw new IllegalArgumentException(letter);
        };
    }

    private static boolean wanted(String digit) {
        return switch (digit) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new IllegalArgumentException(digit);
        };
    }

    /// A century is enough.
    private static long minute(String digits) {
        return Math.min(PressCode.number(digits), 99_999_999);
    }
}
