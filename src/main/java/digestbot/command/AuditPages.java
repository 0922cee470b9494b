package digestbot.command;

import digestbot.audit.Actor;
import digestbot.audit.AuditStore;
import digestbot.audit.Entry;
import digestbot.audit.Subject;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.StaffPress;
import digestbot.library.Library;
import digestbot.subscription.Platform;
import digestbot.subscription.RoleStore;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What those who run the bot did, the newest first.
public final class AuditPages {

    private static final int SIZE = 10;

    private final AuditStore store = new AuditStore();
    private final RoleStore roles = new RoleStore();
    private final Library library;

    public AuditPages(Library library) {
        this.library = library;
    }

    Content page(Asked asked, int wanted) {
        Words words = asked.words();
        int last = Math.max(0, Math.ceilDiv(store.count(asked.transaction()), SIZE) - 1);
        int number = Math.min(wanted, last);
        List<Entry> shown = store.page(asked.transaction(), SIZE, number * SIZE);
        List<String> lines = shown.isEmpty()
                ? List.of(words.say(Phrase.AUDIT_EMPTY))
                : shown.stream().map(entry -> line(asked, entry)).toList();
        List<List<Button>> rows = new ArrayList<>(new Page<>(shown, number, last).turns(StaffPress.Audit::new));
        rows.add(List.of(Say.help(words)));
        return Say.screen(words.say(Phrase.AUDIT_TITLE), lines, rows);
    }

    private String line(Asked asked, Entry entry) {
        LocalDateTime at =
                LocalDateTime.ofInstant(entry.at(), asked.preferences().zone());
        return asked.words().moment(at) + " · " + who(asked, entry.by()) + "\n" + what(asked, entry);
    }

    private String who(Asked asked, Actor actor) {
        return switch (actor) {
            case Actor.Somebody(Platform platform, long userId) -> called(asked, platform, userId);
            case Actor.CommandLine() -> asked.words().say(Phrase.AUDIT_COMMAND_LINE);
            case Actor.Console(Optional<String> name) -> console(asked, name);
            case Actor.Itself() -> asked.words().say(Phrase.AUDIT_ITSELF);
        };
    }

    private static String console(Asked asked, Optional<String> name) {
        String console = asked.words().say(Phrase.AUDIT_CONSOLE);
        return name.map(known -> known + ", " + console).orElse(console);
    }

    private String called(Asked asked, Platform platform, long userId) {
        return roles.of(asked.transaction(), platform, userId)
                .map(Roles::called)
                .orElseGet(() -> Roles.called(platform, userId));
    }

    private String what(Asked asked, Entry entry) {
        String about = subject(asked, entry.about());
        return entry.deed().said(asked.words(), about);
    }

    private String subject(Asked asked, Subject subject) {
        return switch (subject) {
            case Subject.Digest(long number) ->
                library.all()
                        .digest(asked.transaction(), number)
                        .map(stored -> Say.day(asked.words(), stored))
                        .orElse("#" + number);
            case Subject.Broadcast(long number) -> "#" + number;
            case Subject.Someone(Platform platform, long userId) -> called(asked, platform, userId);
            case Subject.Cause(String name) -> name;
            case Subject.Nothing() -> "";
        };
    }
}
