package digestbot.app;

import digestbot.audience.Person;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.vote.VoteStore;
import digestbot.broadcast.BroadcastService;
import digestbot.chat.BroadcastHandlers;
import digestbot.chat.ChatSubscriptions;
import digestbot.chat.DigestCommands;
import digestbot.chat.DigestLists;
import digestbot.chat.DigestLookup;
import digestbot.chat.DigestRenderer;
import digestbot.chat.HeldDigestCommands;
import digestbot.chat.MistakeCommand;
import digestbot.chat.Permissions;
import digestbot.chat.PrivacyCommands;
import digestbot.chat.RoleCommands;
import digestbot.chat.SearchCommand;
import digestbot.chat.SubscribeCommands;
import digestbot.chat.SubscriptionText;
import digestbot.chat.SuggestionProvider;
import digestbot.chat.TopicKeyboard;
import digestbot.chat.UsualPublicationTimes;
import digestbot.chat.WithdrawalCommands;
import digestbot.chat.WordCommands;
import digestbot.chat.dispatch.ActionRouter;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.chat.dispatch.HelpCommand;
import digestbot.chat.settings.SettingsCommand;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.Withdrawals;
import digestbot.ops.notice.OperatorNotices;
import java.time.InstantSource;
import java.util.Set;

/// The handlers of commands and buttons, and the objects that other parts share with them. Tests
/// use them as the bot does.
public record ChatModule(
        CommandDispatcher commands,
        Permissions permissions,
        RoleCommands roles,
        DigestReview heldDigests,
        OperatorNotices notices,
        Library library) {

    public record ChatSettings(
            Set<Person> owners,
            StyleRegistry styles,
            LatePolicy latePolicy,
            WebPageFinder webPages,
            PrivacyCommands.RetentionPolicy retention) {}

    /// Creates the handlers. Limits on requests use the monotonic clock.
    public static ChatModule of(
            ChatSettings settings,
            Library library,
            SubscriptionService subscriptions,
            OperatorNotices notices,
            PublicationListener publications,
            VoteStore votes,
            BroadcastService broadcasts,
            Clocks clocks) {
        InstantSource clock = clocks.wall();
        var permissions = new Permissions(settings.owners());
        var heldDigests = new DigestReview(library, publications, clock);
        var auditLog = new AuditStore(clock);
        var roles = new RoleCommands(permissions, notices, auditLog);
        var chatSubscriptions = new ChatSubscriptions(library, subscriptions);
        var keyboard = new TopicKeyboard(library, chatSubscriptions);
        var usualTimes = new UsualPublicationTimes(settings.latePolicy());
        var lookup = new DigestLookup(library, chatSubscriptions, settings.styles());
        var renderer =
                new DigestRenderer(lookup, new DigestContentBuilder(settings.styles()), settings.webPages(), votes);
        var digests = new DigestCommands(library, lookup, renderer, votes);
        var router = new ActionRouter(
                digests,
                new DigestLists(chatSubscriptions, lookup, renderer, usualTimes),
                new SearchCommand(library, lookup, settings.styles()),
                new MistakeCommand(library, lookup, settings.styles(), notices),
                new SubscribeCommands(
                        library,
                        subscriptions,
                        chatSubscriptions,
                        keyboard,
                        new SubscriptionText(library, settings.styles(), subscriptions),
                        usualTimes),
                new WordCommands(library, subscriptions),
                new SettingsCommand(library, subscriptions, settings.styles(), usualTimes),
                new PrivacyCommands(new ChatErasure(votes, clock), settings.retention(), roles),
                new HelpCommand(permissions, keyboard),
                new HeldDigestCommands(heldDigests, renderer, notices, auditLog),
                new WithdrawalCommands(library, new Withdrawals(library, publications, clock), auditLog),
                roles,
                new BroadcastHandlers(broadcasts, library));
        var commands = new CommandDispatcher(permissions, subscriptions, router, clock, clocks.monotonic());
        return new ChatModule(commands, permissions, roles, heldDigests, notices, library);
    }

    public SuggestionProvider suggestions(Database database) {
        return new DigestSuggestions(database, library, heldDigests, permissions);
    }
}
