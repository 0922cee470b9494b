package digestbot.chat.staff;

import digestbot.audience.NameDisambiguator;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.Holder;
import digestbot.audit.AuditAction;
import digestbot.button.StaffPress;
import digestbot.chat.api.Reply;
import digestbot.chat.api.StaffCommand;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Permissions.Standing;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.i18n.RolePhrase;
import digestbot.i18n.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The roles of people, with buttons that remove them.
public final class RolePages implements Routes.Handler {

    private static final int SIZE = 10;
    private static final int LONGEST_NAME = 24;

    private final RoleStore store = new RoleStore();
    private final Permissions permissions;
    private final RoleCommands roles;

    public RolePages(Permissions permissions, RoleCommands roles) {
        this.permissions = permissions;
        this.roles = roles;
    }

    @Override
    public void register(Routes routes) {
        routes.on(StaffCommand.Roles.class, (asked, _) -> Placement.screen(asked, page(asked, 0)));
        routes.on(StaffPress.Roles.class, (asked, press) -> Placement.screen(asked, page(asked, press.page())));
        routes.on(StaffPress.TakeRole.class, this::take);
    }

    private Content page(CommandContext asked, int wanted) {
        Texts words = asked.words();
        ListPage<Holder> page = ListPage.of(store.all(asked.transaction()), SIZE, wanted);
        List<String> lines = new ArrayList<>();
        lines.add(words.say(RolePhrase.ROLES_OWNERS, owners()));
        page.shown().forEach(holder -> lines.add(line(asked, holder)));
        if (page.shown().isEmpty()) {
            lines.add(words.say(RolePhrase.ROLES_NOBODY));
        }
        lines.add(words.say(RolePhrase.ROLES_WHAT));
        List<List<Button>> rows = new ArrayList<>();
        if (permissions.standing(asked.transaction(), asked.request().person()) == Standing.OWNER) {
            NameDisambiguator tags = NameDisambiguator.of(
                    page.shown().stream().map(Holder::userId).toList());
            rows.addAll(Replies.inRows(
                    1,
                    page.shown().stream()
                            .map(holder -> taking(words, holder, tags))
                            .toList()));
        }
        rows.addAll(page.turns(StaffPress.Roles::new));
        rows.add(List.of(Replies.help(words)));
        return Replies.screen(words.say(RolePhrase.ROLES_TITLE), lines, rows);
    }

    private String owners() {
        return permissions.owners().stream()
                .map(owner -> RoleCommands.called(owner.platform(), owner.userId()))
                .collect(Collectors.joining(", "));
    }

    private static String line(CommandContext asked, Holder holder) {
        Texts words = asked.words();
        LocalDate since =
                LocalDate.ofInstant(holder.since(), asked.preferences().zone());
        return words.say(
                RolePhrase.ROLES_LINE,
                RoleCommands.called(holder),
                RoleCommands.name(words, holder.role()),
                words.shortDay(since, asked.today().getYear()));
    }

    /// The end of the user id distinguishes people with the same name.
    private static Button taking(Texts words, Holder holder, NameDisambiguator tags) {
        String tag = tags.of(holder.userId());
        String name = holder.name().isEmpty() ? holder.platform().title() : holder.name();
        return Button.ask(
                words.say(RolePhrase.ROLES_TAKE_BUTTON, TextShortener.to(LONGEST_NAME, name) + " " + tag),
                new StaffPress.TakeRole(holder.platform(), holder.userId()));
    }

    private Reply take(CommandContext asked, StaffPress.TakeRole press) {
        roles.take(asked, press.platform(), press.userId(), AuditAction.ROLE_TAKEN);
        return new Reply.Replace(page(asked, 0));
    }
}
