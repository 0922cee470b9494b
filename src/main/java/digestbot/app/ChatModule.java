package digestbot.app;

import digestbot.audience.Person;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.vote.VoteStore;
import digestbot.broadcast.BroadcastService;
import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.Suggestions;
import digestbot.chat.broadcast.BroadcastCommands;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.SubscriptionText;
import digestbot.chat.common.TopicKeyboard;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.chat.dispatch.ActionRouter;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.chat.dispatch.HelpCommand;
import digestbot.chat.dispatch.UpdateCounters;
import digestbot.chat.inline.InlineDigests;
import digestbot.chat.privacy.PrivacyCommands;
import digestbot.chat.read.DigestCommands;
import digestbot.chat.read.DigestLists;
import digestbot.chat.read.DigestLookup;
import digestbot.chat.read.DigestRenderer;
import digestbot.chat.read.MistakeCommand;
import digestbot.chat.read.SourcesCommand;
import digestbot.chat.search.SearchCommand;
import digestbot.chat.settings.SettingsCommand;
import digestbot.chat.staff.AuditLogPages;
import digestbot.chat.staff.HeldDigestCommands;
import digestbot.chat.staff.RoleCommands;
import digestbot.chat.staff.WithdrawalCommands;
import digestbot.chat.subscribe.SubscribeCommands;
import digestbot.chat.subscribe.WordCommands;
import digestbot.content.views.DigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.database.Database;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.Withdrawals;
import digestbot.ops.notice.OperatorNotices;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Assembles the handlers of commands and buttons. Tests use it as the bot does.
public final class ChatModule {

    private final Library library;
    private final SubscriptionService subscriptions;
    private final OperatorNotices notices;
    private final InstantSource clock;
    private final Permissions permissions;
    private final RoleCommands roles;
    private final HeldDigests heldDigests;
    private final InlineDigests inlineDigests;
    private final UpdateCounters counters = new UpdateCounters();
    private final Function<BroadcastCommands, ActionRouter> router;

    public record ChatSettings(
            Set<Person> owners,
            TopicStyles styles,
            LatePolicy latePolicy,
            WebPages webPages,
            PrivacyCommands.RetentionPolicy retention) {}

    public ChatModule(
            ChatSettings settings,
            Library library,
            SubscriptionService subscriptions,
            OperatorNotices notices,
            PublicationListener publications,
            VoteStore votes,
            InstantSource clock) {
        this.library = library;
        this.subscriptions = subscriptions;
        this.notices = notices;
        this.clock = clock;
        permissions = new Permissions(settings.owners());
        heldDigests = new HeldDigests(library, publications, clock);
        var auditLog = new AuditStore(clock);
        roles = new RoleCommands(permissions, notices, auditLog);

        var chatSubscriptions = new ChatSubscriptions(library, subscriptions);
        var keyboard = new TopicKeyboard(library, chatSubscriptions);
        var usualTimes = new UsualPublicationTimes(settings.latePolicy());
        var views = new DigestViews(settings.styles());
        var lookup = new DigestLookup(library, chatSubscriptions, settings.styles());
        var renderer = new DigestRenderer(lookup, views, settings.webPages());
        var digests = new DigestCommands(library, lookup, renderer, votes);
        inlineDigests = new InlineDigests(library, lookup, renderer, settings.styles());
        var subscribing = new SubscribeCommands(
                library,
                subscriptions,
                chatSubscriptions,
                keyboard,
                new SubscriptionText(library, settings.styles(), subscriptions),
                usualTimes);
        router = broadcasts -> new ActionRouter(
                digests,
                new DigestLists(chatSubscriptions, lookup, renderer, usualTimes),
                new SourcesCommand(library, digests, lookup, renderer),
                new SearchCommand(library, lookup, settings.styles()),
                new MistakeCommand(library, lookup, settings.styles(), notices),
                subscribing,
                new WordCommands(subscriptions),
                new SettingsCommand(library, subscriptions, settings.styles(), usualTimes),
                new PrivacyCommands(new ChatErasure(votes, clock), settings.retention(), roles),
                new HelpCommand(permissions, keyboard),
                new HeldDigestCommands(heldDigests, renderer, notices, auditLog),
                new WithdrawalCommands(library, new Withdrawals(library, publications, clock), auditLog),
                roles,
                new AuditLogPages(library),
                broadcasts);
    }

    /// The time of the limits is monotonic, in nanoseconds.
    public CommandHandler commands(BroadcastService broadcasts, LongSupplier nanoTime) {
        return new CommandDispatcher(
                permissions,
                subscriptions,
                router.apply(new BroadcastCommands(broadcasts, library)),
                inlineDigests,
                counters,
                clock,
                nanoTime);
    }

    public UpdateCounters counters() {
        return counters;
    }

    public Suggestions suggestions(Database database) {
        return new DigestSuggestions(database, library, heldDigests, permissions);
    }

    public Permissions permissions() {
        return permissions;
    }

    public OperatorNotices notices() {
        return notices;
    }

    public RoleCommands roles() {
        return roles;
    }

    public HeldDigests heldDigests() {
        return heldDigests;
    }
}
