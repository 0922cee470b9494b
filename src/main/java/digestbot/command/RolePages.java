package digestbot.command;

import digestbot.audit.Deed;
import digestbot.command.Permissions.Standing;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Shortened;
import digestbot.edition.StaffPress;
import digestbot.subscription.IdTags;
import digestbot.subscription.RoleStore;
import digestbot.subscription.RoleStore.Holder;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Who has which role, with buttons that take them away.
public final class RolePages {

    private static final int SIZE = 10;
    private static final int LONGEST_NAME = 24;

    private final RoleStore store = new RoleStore();
    private final Permissions permissions;
    private final Roles roles;

    public RolePages(Permissions permissions, Roles roles) {
        this.permissions = permissions;
        this.roles = roles;
    }

    Content page(Asked asked, int wanted) {
        Words words = asked.words();
        Page<Holder> page = Page.of(store.all(asked.transaction()), SIZE, wanted);
        List<String> lines = new ArrayList<>();
        lines.add(words.say(Phrase.ROLES_OWNERS, owners()));
        page.shown().forEach(holder -> lines.add(line(asked, holder)));
        if (page.shown().isEmpty()) {
            lines.add(words.say(Phrase.ROLES_NOBODY));
        }
        lines.add(words.say(Phrase.ROLES_WHAT));
        List<List<Button>> rows = new ArrayList<>();
        if (permissions.standing(asked.transaction(), asked.request().person()) == Standing.OWNER) {
            IdTags tags = IdTags.of(page.shown().stream().map(Holder::userId).toList());
            rows.addAll(Say.inRows(
                    1,
                    page.shown().stream()
                            .map(holder -> taking(words, holder, tags))
                            .toList()));
        }
        rows.addAll(page.turns(StaffPress.Roles::new));
        rows.add(List.of(Say.help(words)));
        return Say.screen(words.say(Phrase.ROLES_TITLE), lines, rows);
    }

    private String owners() {
        return permissions.owners().stream()
                .map(owner -> Roles.called(owner.platform(), owner.userId()))
                .collect(Collectors.joining(", "));
    }

    private static String line(Asked asked, Holder holder) {
        Words words = asked.words();
        LocalDate since =
                LocalDate.ofInstant(holder.since(), asked.preferences().zone());
        return words.say(
                Phrase.ROLES_LINE,
                Roles.called(holder),
                Roles.name(words, holder.role()),
                words.shortDay(since, asked.today().getYear()));
    }

    /// Of two with one name, the button says whose role it takes.
    private static Button taking(Words words, Holder holder, IdTags tags) {
        String tag = tags.of(holder.userId());
        String name = holder.name().isEmpty() ? holder.platform().title() : holder.name();
        return Button.ask(
                words.say(Phrase.ROLES_TAKE_BUTTON, Shortened.to(LONGEST_NAME, name) + " " + tag),
                new StaffPress.TakeRole(holder.platform(), holder.userId()));
    }

    Reply take(Asked asked, StaffPress.TakeRole press) {
        roles.take(asked, press.platform(), press.userId(), Deed.ROLE_TAKEN);
        return new Reply.Replace(page(asked, 0));
    }
}
