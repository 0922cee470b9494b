package digestbot.chat.staff;

import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.audit.Actor;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.button.OperatorPress;
import digestbot.chat.api.OperatorCommand;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.AuditPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The audit log, the newest entries first.
public final class AuditLogPages implements HandlerRegistry.Handler {

    private static final int SIZE = 10;

    private final AuditStore store = new AuditStore();
    private final RoleStore roles = new RoleStore();
    private final Library library;

    public AuditLogPages(Library library) {
        this.library = library;
    }

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(OperatorCommand.Audit.class, (context, _) -> Placement.screen(context, page(context, 0)));
        registry.on(
                OperatorPress.ShowAuditLog.class,
                (context, press) -> Placement.screen(context, page(context, press.page())));
    }

    private Content page(CommandContext context, int requestedPage) {
        Texts texts = context.texts();
        int last = Math.max(0, Math.ceilDiv(store.count(context.transaction()), SIZE) - 1);
        int number = Math.min(requestedPage, last);
        List<AuditEntry> shown = store.page(context.transaction(), SIZE, number * SIZE);
        List<String> lines = shown.isEmpty()
                ? List.of(texts.format(AuditPhrase.EMPTY))
                : shown.stream().map(entry -> line(context, entry)).toList();
        List<List<Button>> rows =
                new ArrayList<>(new ListPage<>(shown, number, last).pageButtons(OperatorPress.ShowAuditLog::new));
        rows.add(List.of(Replies.help(texts)));
        return Replies.screen(texts.format(AuditPhrase.TITLE), lines, rows);
    }

    private String line(CommandContext context, AuditEntry entry) {
        LocalDateTime at =
                LocalDateTime.ofInstant(entry.at(), context.preferences().zone());
        return context.texts().moment(at) + " · " + who(context, entry.by()) + "\n" + what(context, entry);
    }

    private String who(CommandContext context, Actor actor) {
        return switch (actor) {
            case Actor.ChatUser(Platform platform, long userId) -> called(context, platform, userId);
            case Actor.CommandLineUser() -> context.texts().format(AuditPhrase.COMMAND_LINE);
            case Actor.ConsoleUser(Optional<String> name) -> console(context, name);
            case Actor.BotItself() -> context.texts().format(AuditPhrase.ITSELF);
        };
    }

    private static String console(CommandContext context, Optional<String> name) {
        String console = context.texts().format(AuditPhrase.CONSOLE);
        return name.map(known -> known + ", " + console).orElse(console);
    }

    private String called(CommandContext context, Platform platform, long userId) {
        return roles.of(context.transaction(), platform, userId)
                .map(RoleCommands::displayName)
                .orElseGet(() -> RoleCommands.displayName(platform, userId));
    }

    private String what(CommandContext context, AuditEntry entry) {
        String about = subject(context, entry.subject());
        return entry.action().describe(context.texts(), about);
    }

    private String subject(CommandContext context, AuditSubject subject) {
        return switch (subject) {
            case AuditSubject.DigestSubject(long number) ->
                library.all()
                        .digest(context.transaction(), number)
                        .map(stored -> Replies.day(context.texts(), stored))
                        .orElse("#" + number);
            case AuditSubject.BroadcastSubject(long number) -> "#" + number;
            case AuditSubject.PersonSubject(Platform platform, long userId) -> called(context, platform, userId);
            case AuditSubject.FailureReason(String name) -> name;
            case AuditSubject.NoSubject() -> "";
        };
    }
}
