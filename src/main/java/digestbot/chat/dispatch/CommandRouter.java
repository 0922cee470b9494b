package digestbot.chat.dispatch;

import digestbot.audience.Subscriber;
import digestbot.button.BroadcastPress;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.button.PrivacyPress;
import digestbot.button.SettingsPress;
import digestbot.button.StaffPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.api.StaffCommand;
import digestbot.chat.broadcast.BroadcastCommands;
import digestbot.chat.common.CommandContext;
import digestbot.chat.privacy.PrivacyCommands;
import digestbot.chat.settings.SettingsCommand;
import digestbot.chat.subscribe.SubscribeCommands;
import digestbot.database.Transaction;
import java.util.Optional;
import java.util.function.Predicate;

/// The handlers of all commands and buttons. Commands of a family such as [LookupCommand] are
/// routed further by the family's handler.
public final class CommandRouter {

    private final LookupCommands lookups;
    private final SubscribeCommands subscribing;
    private final SettingsCommand settings;
    private final PrivacyCommands privacy;
    private final BroadcastCommands broadcasts;
    private final StaffCommands staff;
    private final HelpCommand help;
    private final LinkRouter links;

    /// @param start the router for links and menus
    public CommandRouter(
            LinkRouter start,
            SettingsCommand settings,
            PrivacyCommands privacy,
            BroadcastCommands broadcasts,
            StaffCommands staff) {
        this.links = start;
        this.lookups = start.lookups();
        this.subscribing = start.subscribing();
        this.help = start.help();
        this.settings = settings;
        this.privacy = privacy;
        this.broadcasts = broadcasts;
        this.staff = staff;
    }

    /// Performs slow lookups for an operator's command.
    ///
    /// @param may whether the person may give it
    void prepare(Command command, Predicate<Transaction> may) {
        broadcasts.prepare(command, may);
    }

    /// Sets the chat's delivery language.
    void speak(Transaction transaction, Subscriber chat, String language) {
        subscribing.speak(transaction, chat, language);
    }

    Reply answer(CommandContext asked, Command command) {
        return switch (command) {
            case LookupCommand lookup -> lookups.answer(asked, lookup);
            case Command.Topics() -> new Reply.Whisper(subscribing.topics(asked, 0));
            case Command.Subscribe(String topic, Command.Target to) -> subscribing.subscribe(asked, topic, to);
            case Command.Unsubscribe(String topic, Command.Target to) -> subscribing.unsubscribe(asked, topic, to);
            case Command.Settings() -> settings.overview(asked);
            case Command.Zone(String name) -> settings.zone(asked, name);
            case Command.Stop() -> new Reply.Whisper(subscribing.stop(asked));
            case Command.Privacy() -> new Reply.Whisper(privacy.privacy(asked));
            case Command.Export() -> privacy.export(asked);
            case Command.Forget() -> new Reply.Whisper(privacy.forget(asked));
            case Command.Mistake mistake -> lookups.mistakes().say(asked, mistake);
            case Command.Help() -> new Reply.Whisper(help.help(asked));
            case Command.Broadcast typed -> broadcasts.draft(asked, typed);
            case Command.Withdraw(String topic, String date) ->
                staff.withdrawals().ask(asked, topic, date);
            case StaffCommand given -> staff.answer(asked, given);
            case Command.Start(String payload) -> links.start(asked, payload);
            case Command.Pressed(Optional<Press> press) ->
                press.map(known -> pressed(asked, known)).orElseGet(() -> links.outdated(asked));
            case Command.Unknown(String name) -> new Reply.Whisper(help.unknown(asked, name));
        };
    }

    private Reply pressed(CommandContext asked, Press press) {
        return switch (press) {
            case Press.Show show -> lookups.digests().pressed(asked, show);
            case Press.Open open -> lookups.digests().pressed(asked, open);
            case LookupPress lookup -> lookups.pressed(asked, lookup);
            case Press.Menu menu -> links.pressed(asked, menu);
            case SettingsPress choice -> settings.pressed(asked, choice);
            case BroadcastPress choice -> broadcasts.pressed(asked, choice);
            case StaffPress choice -> staff.pressed(asked, choice);
            case PrivacyPress wish -> privacy.pressed(asked, wish);
            case Press.Mistake mistake -> lookups.mistakes().ask(asked, mistake);
            case Press.Report report -> lookups.mistakes().pressed(asked, report);
            case Press.Withdraw withdraw -> staff.withdrawals().pressed(asked, withdraw);
        };
    }
}
