package digestbot.chat.dispatch;

import digestbot.button.BroadcastPress;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.button.PrivacyPress;
import digestbot.button.SettingsPress;
import digestbot.button.StaffPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Permission;
import digestbot.chat.subscribe.SubscribeCommands;
import java.util.Optional;

/// Which act a command or a press is.
final class RequiredPermissions {

    private RequiredPermissions() {}

    /// The act that is asked for. Who subscribes in their own private chat from elsewhere changes nothing there;
    /// where that chat is not known, it would be the one they are in.
    static Permission of(CommandRequest request) {
        return switch (request.command()) {
            case Command.Subscribe(String _, Command.Target to) -> subscribing(request, to);
            case Command.Unsubscribe(String _, Command.Target to) -> subscribing(request, to);
            case Command.Start(String payload) ->
                payload.isEmpty() || Press.Link.opened(payload).isPresent()
                        ? Permission.READ
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

    private static Permission subscribing(CommandRequest request, Command.Target to) {
        return switch (SubscribeCommands.resolve(to, request.from().chat().kind(), request.mayManage())) {
            case HERE, DEFAULT -> Permission.CHANGE;
            case ME -> request.direct().isPresent() ? Permission.READ : Permission.CHANGE;
        };
    }

    /// The farthest-reaching act that the command may turn out to be.
    static Permission utmost(Command command) {
        return switch (command) {
            case Command.Start _,
                    Command.Subscribe _,
                    Command.Unsubscribe _,
                    Command.Settings(),
                    Command.Zone _,
                    Command.Stop() -> Permission.CHANGE;
            case Command.Today _,
                    Command.Perspective _,
                    Command.Asking _,
                    Command.Topics(),
                    Command.Help(),
                    Command.Privacy(),
                    Command.Mistake _,
                    Command.Unknown _ -> Permission.READ;
            case Command.Export(), Command.Forget() -> Permission.OWN;
            case Command.Broadcast _ -> Permission.ANNOUNCE;
            case Command.Withdraw _ -> Permission.WITHDRAW;
            case Command.Staff.Release _ -> Permission.RELEASE;
            case Command.Staff.Roles(), Command.Staff.Audit() -> Permission.OVERSEE;
            case Command.Staff.Appoint _ -> Permission.APPOINT;
            case Command.Pressed(Optional<Press> press) ->
                press.map(RequiredPermissions::of).orElse(Permission.READ);
        };
    }

    private static Permission of(Press press) {
        return switch (press) {
            case Press.Show _,
                    Press.Open _,
                    LookupPress _,
                    Press.Topics _,
                    Press.Help(),
                    Press.Today(),
                    Press.Mistake _,
                    Press.Report _,
                    PrivacyPress.Privacy() -> Permission.READ;
            case PrivacyPress.Export(), PrivacyPress.Forget(), PrivacyPress.ForgetNow() -> Permission.OWN;
            case Press.Subscribe _,
                    Press.Unsubscribe _,
                    Press.AllTopics _,
                    Press.Stop(),
                    Press.Resume(),
                    SettingsPress _ -> Permission.CHANGE;
            case BroadcastPress _ -> Permission.ANNOUNCE;
            case Press.Withdraw _ -> Permission.WITHDRAW;
            case StaffPress.Held(), StaffPress.Look _, StaffPress.Release _ -> Permission.RELEASE;
            case StaffPress.Roles _, StaffPress.Audit _ -> Permission.OVERSEE;
            case StaffPress.TakeRole _ -> Permission.APPOINT;
        };
    }
}
