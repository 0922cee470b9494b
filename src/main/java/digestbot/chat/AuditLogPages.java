package digestbot.chat;

import digestbot.audience.Platform;
import digestbot.audience.audit.ActorNames;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.OperatorAction;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.util.ArrayList;
import java.util.List;

public record AuditLogPages(Library library) {

    private static final int SIZE = 10;

    private static final ActorNames NAMES = new ActorNames();

    public Reply show(CommandContext context, int requestedPage) {
        return Placement.screen(context, page(context, requestedPage));
    }

    private Content page(CommandContext context, int requestedPage) {
        Texts texts = context.texts();
        int last = Math.max(0, Math.ceilDiv(AuditStore.count(context.transaction()), SIZE) - 1);
        int number = Math.min(requestedPage, last);
        List<AuditEntry> shown = AuditStore.page(context.transaction(), SIZE, number * SIZE);
        List<String> lines = shown.isEmpty()
                ? List.of(texts.format("audit-empty"))
                : shown.stream().map(entry -> line(context, entry)).toList();
        List<List<Button>> rows =
                new ArrayList<>(new ListPage<>(shown, number, last).pageButtons(OperatorAction.ShowAuditLog::new));
        rows.add(List.of(Replies.help(texts)));
        return Replies.screen(texts.format("audit-title"), lines, rows);
    }

    private String line(CommandContext context, AuditEntry entry) {
        String at = context.moments().withZone(entry.at());
        return at + " · " + NAMES.of(context.transaction(), entry.by(), context.texts()) + "\n" + what(context, entry);
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
            case AuditSubject.PersonSubject(Platform platform, long userId) ->
                NAMES.person(context.transaction(), platform, userId);
            case AuditSubject.FailureReason(String name) -> name;
            case AuditSubject.NoSubject() -> "";
        };
    }
}
