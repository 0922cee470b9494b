package digestbot.chat;

import digestbot.audience.NameDisambiguator;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.audience.StoredEnum;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.ActorNames;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.content.action.OperatorAction;
import digestbot.i18n.Texts;
import digestbot.ops.notice.OperatorNotices;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Gives and takes roles, and lists who has one.
public final class RoleCommands {

    private static final String NONE = "none";

    private static final int PAGE_SIZE = 10;
    private static final int MAX_NAME_LENGTH = 24;
    private static final ActorNames NAMES = new ActorNames();

    private final RoleStore store = new RoleStore();
    private final List<RoleListener> watchers = new CopyOnWriteArrayList<>();
    private final Permissions permissions;
    private final OperatorNotices notices;
    private final AuditStore auditLog;

    @FunctionalInterface
    public interface RoleListener {
        void onRoleChanged(Platform platform, long userId, OperatorRank now);
    }

    private record Named(Platform platform, long userId, String name) {}

    /// The role that was typed; empty to remove the role.
    private record Wanted(Optional<Role> role) {}

    public RoleCommands(Permissions permissions, OperatorNotices notices, AuditStore auditLog) {
        this.permissions = permissions;
        this.notices = notices;
        this.auditLog = auditLog;
    }

    /// Notifies the listener of every change, once it is committed, until what is returned is run.
    public Runnable addListener(RoleListener listener) {
        watchers.add(listener);
        return () -> watchers.remove(listener);
    }

    public Reply appoint(CommandContext context, OperatorAction.SetRole typed) {
        Texts texts = context.texts();
        Optional<Wanted> wanted = wanted(texts, typed.role().strip());
        Optional<Named> person = named(context, typed);
        if (wanted.isEmpty() || person.isEmpty()) {
            return context.say("role-how");
        }
        Named named = person.orElseThrow();
        String done = permissions.isOwner(named.platform(), named.userId())
                ? texts.format("role-owner")
                : wanted.orElseThrow()
                        .role()
                        .map(role -> give(context, named, role))
                        .orElseGet(() -> take(context, named));
        return new Reply.EphemeralMessage(ReplyFactory.text(texts, done));
    }

    private static Optional<Wanted> wanted(Texts texts, String typed) {
        String folded = typed.toLowerCase(Locale.ROOT);
        if (folded.equals(NONE) || folded.equals(texts.format("role-none").toLowerCase(Locale.ROOT))) {
            return Optional.of(new Wanted(Optional.empty()));
        }
        return StoredEnum.find(Role.class, folded)
                .or(() -> List.of(Role.values()).stream()
                        .filter(role ->
                                name(texts, role).toLowerCase(Locale.ROOT).equals(folded))
                        .findFirst())
                .map(role -> new Wanted(Optional.of(role)));
    }

    /// An id without a platform prefix belongs to the sender's platform.
    private static Optional<Named> named(CommandContext context, OperatorAction.SetRole typed) {
        String[] parts = typed.person().strip().split(":", 2);
        Optional<Platform> platform = parts.length == 1
                ? Optional.of(context.request().person().platform())
                : Platform.all().stream()
                        .filter(each -> each.id().equalsIgnoreCase(parts[0]))
                        .findFirst();
        String digits = parts[parts.length - 1].strip();
        return platform.filter(_ -> digits.matches("[1-9][0-9]{0,18}"))
                .filter(_ -> Long.compareUnsigned(Long.parseUnsignedLong(digits), Long.MAX_VALUE) <= 0)
                .map(each -> new Named(each, Long.parseLong(digits), typed.name()));
    }

    private String give(CommandContext context, Named named, Role role) {
        Texts texts = context.texts();
        Optional<RoleAssignment> before = store.of(context.transaction(), named.platform(), named.userId());
        var now = new RoleAssignment(named.platform(), named.userId(), role, named.name(), context.now());
        if (before.filter(assignment -> assignment.role() == role).isPresent()) {
            return texts.format("role-same", ActorNames.person(before.orElseThrow()), name(texts, role));
        }
        store.give(context.transaction(), now);
        note(
                context,
                role == Role.ADMIN ? AuditAction.ADMIN_MADE : AuditAction.EDITOR_MADE,
                now.platform(),
                now.userId());
        notices.send(context.transaction(), now.platform(), now.userId(), (theirs, _) -> told(theirs, role));
        changed(context, now.platform(), now.userId(), OperatorRank.of(role));
        return texts.format("role-given", ActorNames.person(now), name(texts, role));
    }

    private static Content told(Texts texts, Role role) {
        return ReplyFactory.text(texts, texts.format("role-notice", name(texts, role)));
    }

    private String take(CommandContext context, Named named) {
        var nobody = new RoleAssignment(named.platform(), named.userId(), Role.EDITOR, named.name(), context.now());
        String displayName = ActorNames.person(store.of(context.transaction(), named.platform(), named.userId())
                .orElse(nobody));
        boolean taken = take(context, named.platform(), named.userId(), AuditAction.ROLE_TAKEN);
        return context.texts().format(taken ? "role-taken" : "role-had-none", displayName);
    }

    boolean take(CommandContext context, Platform platform, long userId, AuditAction action) {
        boolean taken = store.take(context.transaction(), platform, userId);
        if (taken) {
            note(context, action, platform, userId);
            changed(context, platform, userId, OperatorRank.READER);
        }
        return taken;
    }

    public Reply show(CommandContext context, int requestedPage) {
        return Placement.screen(context, page(context, requestedPage));
    }

    private Content page(CommandContext context, int requestedPage) {
        Texts texts = context.texts();
        ListPage<RoleAssignment> page = ListPage.of(store.all(context.transaction()), PAGE_SIZE, requestedPage);
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
            rows.addAll(ReplyFactory.inRows(
                    1,
                    page.shown().stream()
                            .map(assignment -> taking(texts, assignment, tags))
                            .toList()));
        }
        rows.addAll(page.pageButtons(OperatorAction.ShowRoles::new));
        rows.add(List.of(ReplyFactory.help(texts)));
        return ReplyFactory.screen(texts.format("roles-title"), lines, rows);
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
                name(texts, assignment.role()),
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
        take(context, press.platform(), press.userId(), AuditAction.ROLE_TAKEN);
        return new Reply.EditPressed(page(context, 0));
    }

    public boolean isOperator(CommandContext context) {
        return permissions.standing(context.transaction(), context.request().person()) != OperatorRank.READER;
    }

    /// Removes the sender's role because their data is deleted.
    public void removeOwnRole(CommandContext context) {
        Person person = context.request().person();
        take(context, person.platform(), person.userId(), AuditAction.ROLE_GIVEN_UP);
    }

    private void note(CommandContext context, AuditAction action, Platform platform, long userId) {
        auditLog.record(
                context.transaction(),
                Actor.of(context.request().person()),
                action,
                new AuditSubject.PersonSubject(platform, userId));
    }

    private void changed(CommandContext context, Platform platform, long userId, OperatorRank now) {
        context.transaction()
                .afterCommit(() -> watchers.forEach(listener -> listener.onRoleChanged(platform, userId, now)));
    }

    static String name(Texts texts, Role role) {
        return texts.format(
                switch (role) {
                    case ADMIN -> "role-admin";
                    case EDITOR -> "role-editor";
                });
    }
}
