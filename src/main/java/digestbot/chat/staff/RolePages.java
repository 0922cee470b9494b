package digestbot.chat.staff;

import digestbot.action.OperatorAction;
import digestbot.audience.NameDisambiguator;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.audit.ActorNames;
import digestbot.audit.AuditAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Permissions.OperatorRank;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.i18n.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

public record RolePages(Permissions permissions, RoleCommands roles) {

    private static final int SIZE = 10;
    private static final int MAX_NAME_LENGTH = 24;

    private static final RoleStore STORE = new RoleStore();
    private static final ActorNames NAMES = new ActorNames();

    public Reply show(CommandContext context, int requestedPage) {
        return Placement.screen(context, page(context, requestedPage));
    }

    private Content page(CommandContext context, int requestedPage) {
        Texts texts = context.texts();
        ListPage<RoleAssignment> page = ListPage.of(STORE.all(context.transaction()), SIZE, requestedPage);
        List<String> lines = new ArrayList<>();
        lines.add(texts.format("roles-owners", owners(context)));
        page.shown().forEach(assignment -> lines.add(line(context, assignment)));
        if (page.shown().isEmpty()) {
            lines.add(texts.format("roles-nobody"));
        }
        lines.add(texts.format("roles-what"));
        List<List<Button>> rows = new ArrayList<>();
        if (permissions.standing(context.transaction(), context.request().person()) == OperatorRank.OWNER) {
            NameDisambiguator tags = NameDisambiguator.of(
                    page.shown().stream().map(RoleAssignment::userId).toList());
            rows.addAll(Replies.inRows(
                    1,
                    page.shown().stream()
                            .map(assignment -> taking(texts, assignment, tags))
                            .toList()));
        }
        rows.addAll(page.pageButtons(OperatorAction.ShowRoles::new));
        rows.add(List.of(Replies.help(texts)));
        return Replies.screen(texts.format("roles-title"), lines, rows);
    }

    private String owners(CommandContext context) {
        return context.texts()
                .list(permissions.owners().stream()
                        .map(owner -> NAMES.person(context.transaction(), owner.platform(), owner.userId()))
                        .toList());
    }

    private String line(CommandContext context, RoleAssignment assignment) {
        Texts texts = context.texts();
        LocalDate since =
                LocalDate.ofInstant(assignment.since(), context.preferences().zone());
        return texts.format(
                "roles-line",
                NAMES.person(context.transaction(), assignment.platform(), assignment.userId()),
                RoleCommands.name(texts, assignment.role()),
                texts.shortDay(since, context.today().getYear()));
    }

    /// The end of the user id distinguishes people with the same name.
    private static Button taking(Texts texts, RoleAssignment assignment, NameDisambiguator tags) {
        String tag = tags.of(assignment.userId());
        String name = assignment.name().isEmpty() ? assignment.platform().title() : assignment.name();
        return Button.callback(
                texts.format("roles-take-button", TextShortener.shorten(MAX_NAME_LENGTH, name) + " " + tag),
                new OperatorAction.RemoveRole(assignment.platform(), assignment.userId()));
    }

    public Reply take(CommandContext context, OperatorAction.RemoveRole press) {
        roles.take(context, press.platform(), press.userId(), AuditAction.ROLE_TAKEN);
        return new Reply.EditPressed(page(context, 0));
    }
}
