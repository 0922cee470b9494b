package digestbot.chat.dispatch;

import digestbot.chat.BroadcastHandlers;
import digestbot.chat.CommandContext;
import digestbot.chat.DigestCommands;
import digestbot.chat.DigestLists;
import digestbot.chat.HeldDigestCommands;
import digestbot.chat.MistakeCommand;
import digestbot.chat.Placement;
import digestbot.chat.PrivacyCommands;
import digestbot.chat.Reply;
import digestbot.chat.RoleCommands;
import digestbot.chat.SearchCommand;
import digestbot.chat.SubscribeCommands;
import digestbot.chat.WithdrawalCommands;
import digestbot.chat.WordCommands;
import digestbot.chat.settings.SettingsCommand;
import digestbot.content.action.Action;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.DataAction;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.content.action.WordAction;
import digestbot.database.Transaction;
import java.util.Optional;
import java.util.function.Predicate;

/// Passes each action to the class that answers it.
public record ActionRouter(
        DigestCommands digests,
        DigestLists lists,
        SearchCommand search,
        MistakeCommand mistakes,
        SubscribeCommands subscribing,
        WordCommands words,
        SettingsCommand settings,
        PrivacyCommands privacy,
        HelpCommand help,
        HeldDigestCommands heldDigests,
        WithdrawalCommands withdrawals,
        RoleCommands roles,
        BroadcastHandlers broadcasts) {

    Reply answer(CommandContext context, Action action) {
        return switch (action) {
            case ReadAction read -> answer(context, read);
            case SubscribeAction subscribe -> subscribing.answer(context, subscribe);
            case WordAction word -> words.answer(context, word);
            case SettingsAction setting -> settings.answer(context, setting);
            case DataAction data -> privacy.answer(context, data);
            case MistakeAction mistake -> mistakes.answer(context, mistake);
            case ChatAction chat -> answer(context, chat);
            case BroadcastRequest broadcast -> broadcasts.answer(context, broadcast);
            case OperatorAction operator -> answer(context, operator);
        };
    }

    private Reply answer(CommandContext context, ReadAction action) {
        return switch (action) {
            case ReadAction.ShowToday asked -> lists.today(context, asked);
            case ReadAction.ShowLatest asked -> lists.latest(context, asked);
            case ReadAction.ShowPerspective typed -> digests.perspective(context, typed);
            case ReadAction.Yesterday typed -> digests.yesterday(context, typed);
            case ReadAction.DigestOfDay typed -> digests.ofDay(context, typed);
            case ReadAction.Card typed -> digests.card(context, typed);
            case ReadAction.Search typed -> search.search(context, typed);
            case ReadAction.ListSources typed -> digests.sources(context, typed);
            case ReadAction.ShowMissed asked -> lists.missed(context, asked);
            case ReadAction.Show press -> digests.show(context, press);
            case ReadAction.ShowSeparately press -> digests.showSeparately(context, press);
            case ReadAction.ShareHere press -> digests.share(context, press);
            case ReadAction.VoteOnDigest press -> digests.vote(context, press);
            case ReadAction.SearchResults press -> search.results(context, press);
            case ReadAction.ShowDay press -> lists.ofDay(context, press);
            case ReadAction.ShowMenu press -> digests.menu(context, press);
            case ReadAction.ShowCard press -> digests.card(context, press);
        };
    }

    private Reply answer(CommandContext context, ChatAction action) {
        return switch (action) {
            case ChatAction.ShowHelp asked -> Placement.menu(context, asked, help.help(context));
            case ChatAction.Start(String payload) -> start(context, payload);
            // The button of a command that exists is that command.
            case ChatAction.RunCommand(String name) -> help.unknown(context, name);
            case ChatAction.Unknown(String name) -> help.unknown(context, name);
            case ChatAction.Outdated() -> lists.instead(context);
        };
    }

    private Reply answer(CommandContext context, OperatorAction action) {
        return switch (action) {
            case OperatorAction.Withdraw(String topic, String date) -> withdrawals.ask(context, topic, date);
            case OperatorAction.AskToWithdraw press -> withdrawals.ask(context, press);
            case OperatorAction.WithdrawDigest press -> withdrawals.pressed(context, press);
            case OperatorAction.CancelWithdrawal() -> withdrawals.cancelled(context);
            case OperatorAction.Release typed -> heldDigests.release(context, typed);
            case OperatorAction.PreviewHeld press -> heldDigests.preview(context, press);
            case OperatorAction.ReleaseDigest press -> heldDigests.release(context, press);
            case OperatorAction.AskToReject press -> heldDigests.askToReject(context, press);
            case OperatorAction.RejectDigest press -> heldDigests.reject(context, press);
            case OperatorAction.ShowRoles(int page) -> roles.show(context, page);
            case OperatorAction.SetRole typed -> roles.appoint(context, typed);
            case OperatorAction.RemoveRole press -> roles.take(context, press);
        };
    }

    /// Begins a conversation, with or without a link's payload: a topic, or an action, which is
    /// answered in a new message.
    private Reply start(CommandContext context, String payload) {
        if (payload.isEmpty() || payload.startsWith(Action.Linkable.OWNER_CODE)) {
            boolean resumed = context.request().personIsChatAdmin() && subscribing.resumeStopped(context);
            return new Reply.PublicMessage(context.forAll(all -> Optional.of(help.welcome(all, resumed)))
                    .orElseThrow());
        }
        return Action.Linkable.fromPayload(payload)
                .map(link -> answer(context, link))
                .orElseGet(() -> subscribing.change(context, payload, Target.DEFAULT, true));
    }

    /// Performs slow lookups before the answer's write transaction begins. `may` returns whether
    /// the person may use the action.
    void prepare(Action action, Predicate<Transaction> may) {
        if (action instanceof BroadcastRequest broadcast) {
            broadcasts.prepare(broadcast, may);
        }
    }
}
