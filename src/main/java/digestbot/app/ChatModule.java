package digestbot.app;

import digestbot.audience.Person;
import digestbot.audit.AuditLog;
import digestbot.broadcast.BroadcastTools;
import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.Suggestions;
import digestbot.chat.broadcast.BroadcastCommands;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.chat.dispatch.CommandRouter;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.chat.dispatch.LinkRouter;
import digestbot.chat.dispatch.LookupCommands;
import digestbot.chat.dispatch.StaffCommands;
import digestbot.chat.privacy.PrivacyCommands;
import digestbot.chat.read.DigestCommands;
import digestbot.chat.read.MistakeCommand;
import digestbot.chat.settings.SettingsCommand;
import digestbot.chat.staff.AuditLogPages;
import digestbot.chat.staff.HeldDigestCommands;
import digestbot.chat.staff.RoleCommands;
import digestbot.chat.staff.RolePages;
import digestbot.chat.staff.WithdrawalCommands;
import digestbot.chat.subscribe.SubscribeCommands;
import digestbot.content.views.StyledDigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.database.Database;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.Withdrawals;
import digestbot.notice.AdminNotices;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;

/// Assembles the handlers of commands and buttons. Tests use it as the bot does.
public final class ChatModule {

    private final Permissions permissions;
    private final RoleCommands roles;
    private final HeldDigests held;
    private final Library library;
    private final CommandDispatcher commands;

    /// The settings of the configuration that commands need.
    ///
    /// @param owners the owners of the bot
    /// @param styles how topics look
    /// @param punctuality when digests usually come
    /// @param keeping how long data of chats is kept
    public record Settings(
            Set<Person> owners, TopicStyles styles, LatePolicy punctuality, PrivacyCommands.Keeping keeping) {}

    /// The services that commands read and change.
    ///
    /// @param publications the listener for published and withdrawn digests
    public record Services(
            Library library,
            PublicationListener publications,
            SubscriptionService subscriptions,
            AdminNotices notices,
            BroadcastTools broadcasts) {}

    /// @param nanoTime nanoseconds that only grow, such as [System#nanoTime]
    public ChatModule(Settings settings, Services services, InstantSource clock, LongSupplier nanoTime) {
        library = services.library();
        permissions = new Permissions(settings.owners());
        held = new HeldDigests(library, services.publications(), clock);
        var audit = new AuditLog(clock);
        roles = new RoleCommands(permissions, services.notices(), audit);
        var digests = digests(settings, services);
        var lookups = new LookupCommands(
                library,
                services.subscriptions(),
                digests,
                settings.styles(),
                new UsualPublicationTimes(settings.punctuality()),
                new MistakeCommand(library, settings.styles(), services.notices()));
        var staff = new StaffCommands(
                roles,
                new RolePages(permissions, roles),
                new AuditLogPages(library),
                new HeldDigestCommands(held, digests, audit),
                new WithdrawalCommands(library, new Withdrawals(library, services.publications(), clock), audit));
        var router = new CommandRouter(
                new LinkRouter(lookups, new SubscribeCommands(library, services.subscriptions()), permissions),
                new SettingsCommand(library, services.subscriptions(), settings.styles()),
                new PrivacyCommands(new ChatErasure(clock), settings.keeping(), roles),
                new BroadcastCommands(services.broadcasts(), library),
                staff);
        commands = new CommandDispatcher(permissions, router, clock, nanoTime);
    }

    private static DigestCommands digests(Settings settings, Services services) {
        return new DigestCommands(
                services.library(),
                services.subscriptions(),
                new StyledDigestViews(settings.styles()),
                settings.styles(),
                new UsualPublicationTimes(settings.punctuality()));
    }

    /// The handler of commands and presses.
    public CommandHandler commands() {
        return commands;
    }

    /// The suggestions for a person who types a command.
    public Suggestions suggestions(Database database) {
        return new DigestSuggestions(database, library, held, permissions);
    }

    public Permissions permissions() {
        return permissions;
    }

    public RoleCommands roles() {
        return roles;
    }

    /// The digests that are held.
    public HeldDigests held() {
        return held;
    }
}
