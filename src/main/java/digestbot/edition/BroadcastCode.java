package digestbot.edition;

import digestbot.edition.BroadcastPress.Discard;
import digestbot.edition.BroadcastPress.Recipients;
import digestbot.edition.BroadcastPress.Send;
import digestbot.edition.BroadcastPress.Show;
import digestbot.edition.BroadcastPress.Stop;
import digestbot.edition.BroadcastPress.ToEveryone;
import digestbot.edition.BroadcastPress.ToPlatform;
import digestbot.edition.BroadcastPress.ToTopic;
import digestbot.subscription.Platform;
import java.util.Optional;

/// The written form of presses under an announcement, behind the version: `:b`, a letter, values.
final class BroadcastCode {

    static final String VERB = "b";

    private BroadcastCode() {}

    static String encode(BroadcastPress press) {
        return ":" + VERB
                + switch (press) {
                    case Show(long broadcast) -> ":v:" + broadcast;
                    case Recipients(long broadcast) -> ":r:" + broadcast;
                    case ToEveryone(long broadcast) -> ":a:" + broadcast;
                    case ToPlatform(long broadcast, Platform platform) ->
                        ":p:" + broadcast + ":" + platform.id().charAt(0);
                    case ToTopic(long broadcast, long topic) -> ":k:" + broadcast + ":" + topic;
                    case Send(long broadcast) -> ":s:" + broadcast;
                    case Stop(long broadcast) -> ":x:" + broadcast;
                    case Discard(long broadcast) -> ":d:" + broadcast;
                };
    }

    /// @throws NumberFormatException if a value is no number
    static Optional<BroadcastPress> decode(String[] parts) {
        if (parts.length < 4) {
            return Optional.empty();
        }
        long broadcast = PressCode.number(parts[3]);
        return Optional.ofNullable(
                switch (parts[2] + parts.length) {
                    case "v4" -> new Show(broadcast);
                    case "r4" -> new Recipients(broadcast);
                    case "a4" -> new ToEveryone(broadcast);
                    case "p5" ->
                        switch (parts[4]) {
                            case "t" -> new ToPlatform(broadcast, Platform.TELEGRAM);
                            case "d" -> new ToPlatform(broadcast, Platform.DISCORD);
                            default -> null;
                        };
                    case "k5" -> new ToTopic(broadcast, PressCode.number(parts[4]));
                    case "s4" -> new Send(broadcast);
                    case "x4" -> new Stop(broadcast);
                    case "d4" -> new Discard(broadcast);
                    default -> null;
                });
    }
}
