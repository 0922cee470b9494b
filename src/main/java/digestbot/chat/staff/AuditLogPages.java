package digestbot.chat.staff;

import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.audit.Actor;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.button.StaffPress;
import digestbot.chat.api.StaffCommand;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
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
public final class AuditLogPages implements Routes.Handler {

    private static final int SIZE = 10;

    private final AuditStore store = new AuditStore();
    private final RoleStore roles = new RoleStore();
    private final Library library;

    public AuditLogPages(Library library) {
        this.library = library;
    }

    @Override
    public void register(Routes routes) {
        routes.on(StaffCommand.Audit.class, (asked, _) -> Placement.screen(asked, page(asked, 0)));
        routes.on(StaffPress.Audit.class, (asked, press) -> Placement.screen(asked, page(asked, press.page())));
    }

    private Content page(CommandContext asked, int wanted) {
        Texts words = asked.words();
        int last = Math.max(0, Math.ceilDiv(store.count(asked.transaction()), SIZE) - 1);
        int number = Math.min(wanted, last);
        List<AuditEntry> shown = store.page(asked.transaction(), SIZE, number * SIZE);
        List<String> lines = shown.isEmpty()
                ? List.of(words.say(AuditPhrase.EMPTY))
                : shown.stream().map(entry -> line(asked, entry)).toList();
        List<List<Button>> rows = new ArrayList<>(new ListPage<>(shown, number, last).turns(StaffPress.Audit::new));
        rows.add(List.of(Replies.help(words)));
        return Replies.screen(words.say(AuditPhrase.TITLE), lines, rows);
    }

    private String line(CommandContext asked, AuditEntry entry) {
        LocalDateTime at =
                LocalDateTime.ofInstant(entry.at(), asked.preferences().zone());
        return asked.words().moment(at) + " · " + who(asked, entry.by()) + "\n" + what(asked, entry);
    }

    private String who(CommandContext asked, Actor actor) {
        return switch (actor) {
            case Actor.Somebody(Platform platform, long userId) -> called(asked, platform, userId);
            case Actor.CommandLine() -> asked.words().say(AuditPhrase.COMMAND_LINE);
            case Actor.Console(Optional<String> name) -> console(asked, name);
            case Actor.Itself() -> asked.words().say(AuditPhrase.ITSELF);
        };
    }

    private static String console(CommandContext asked, Optional<String> name) {
        String console = asked.words().say(AuditPhrase.CONSOLE);
        return name.map(known -> known + ", " + console).orElse(console);
    }

    private String called(CommandContext asked, Platform platform, long userId) {
        return roles.of(asked.transaction(), platform, userId)
                .map(RoleCommands::called)
                .orElseGet(() -> RoleCommands.called(platform, userId));
    }

    private String what(CommandContext asked, AuditEntry entry) {
        String about = subject(asked, entry.about());
        return entry.deed().said(asked.words(), about);
    }

    private String subject(CommandContext asked, AuditSubject subject) {
        return switch (subject) {
            case AuditSubject.Digest(long number) ->
                library.all()
                        .digest(asked.transaction(), number)
                        .map(stored -> Replies.day(asked.words(), stored))
                        .orElse("#" + number);
            case AuditSubject.Broadcast(long number) -> "#" + number;
            case AuditSubject.Someone(Platform platform, long userId) -> called(asked, platform, userId);
            case AuditSubject.Cause(String name) -> name;
            case AuditSubject.Nothing() -> "";
        };
    }
}
