package digestbot.command;

import digestbot.edition.AskingPress;
import digestbot.edition.BroadcastPress;
import digestbot.edition.OwnPress;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.edition.StaffPress;
import java.util.Optional;

/// Which act a command or a press is.
final class Acts {

    private Acts() {}

    /// The act that is asked for. Who subscribes in their own private chat from elsewhere changes nothing there;
    /// where that chat is not known, it would be the one they are in.
    static Act of(Request request) {
        return switch (request.command()) {
            case Command.Subscribe(String _, Command.Target to) -> subscribing(request, to);
            case Command.Unsubscribe(String _, Command.Target to) -> subscribing(request, to);
            case Command.Start(String payload) ->
                payload.isEmpty() || Press.Link.opened(payload).isPresent()
                        ? Act.READ
                        : subscribing(request, Command.Target.DEFAULT);
            case Command.Today _,
                    Command.Perspective _,
                    Command.Asking _,
                    Command.Topics(),
                    Command.Settings(),
                    Command.Zone _,
                    Command.Stop(),
                    Command.Help(),
                    Command.Broadcast _,
                    Command.Withdraw _,
                    Command.Staff _,
                    Command.Privacy(),
                    Command.Export(),
                    Command.Forget(),
                    Command.Mistake _,
                    Command.Pressed _,
                    Command.Unknown _ -> utmost(request.command());
        };
    }

    private static Act subscribing(Request request, Command.Target to) {
        return switch (Subscribing.resolve(to, request.from().chat().kind(), request.mayManage())) {
            case HERE, DEFAULT -> Act.CHANGE;
            case ME -> request.direct().isPresent() ? Act.READ : Act.CHANGE;
        };
    }

    /// The farthest-reaching act that the command may turn out to be.
    static Act utmost(Command command) {
        return switch (command) {
            case Command.Start _,
                    Command.Subscribe _,
                    Command.Unsubscribe _,
                    Command.Settings(),
                    Command.Zone _,
                    Command.Stop() -> Act.CHANGE;
            case Command.Today _,
                    Command.Perspective _,
                    Command.Asking _,
                    Command.Topics(),
                    Command.Help(),
                    Command.Privacy(),
                    Command.Mistake _,
                    Command.Unknown _ -> Act.READ;
            case Command.Export(), Command.Forget() -> Act.OWN;
            case Command.Broadcast _ -> Act.ANNOUNCE;
            case Command.Withdraw _ -> Act.WITHDRAW;
            case Command.Staff.Release _ -> Act.RELEASE;
            case Command.Staff.Roles(), Command.Staff.Audit() -> Act.OVERSEE;
            case Command.Staff.Appoint _ -> Act.APPOINT;
            case Command.Pressed(Optional<Press> press) -> press.map(Acts::of).orElse(Act.READ);
        };
    }

    private static Act of(Press press) {
        return switch (press) {
            case Press.Show _,
                    Press.Open _,
                    AskingPress _,
                    Press.Topics _,
                    Press.Help(),
                    Press.Today(),
                    Press.Mistake _,
                    Press.Report _,
                    OwnPress.Privacy() -> Act.READ;
            case OwnPress.Export(), OwnPress.Forget(), OwnPress.ForgetNow() -> Act.OWN;
            case Press.Subscribe _,
                    Press.Unsubscribe _,
                    Press.AllTopics _,
                    Press.Stop(),
                    Press.Resume(),
                    SettingsPress _ -> Act.CHANGE;
            case BroadcastPress _ -> Act.ANNOUNCE;
            case Press.Withdraw _ -> Act.WITHDRAW;
            case StaffPress.Held(), StaffPress.Look _, StaffPress.Release _ -> Act.RELEASE;
            case StaffPress.Roles _, StaffPress.Audit _ -> Act.OVERSEE;
            case StaffPress.TakeRole _ -> Act.APPOINT;
        };
    }
}
