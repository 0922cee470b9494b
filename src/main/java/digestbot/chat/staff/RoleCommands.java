package digestbot.chat.staff;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.Holder;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.chat.api.Reply;
import digestbot.chat.api.StaffCommand;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Permissions.Standing;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.content.Content;
import digestbot.i18n.RolePhrase;
import digestbot.i18n.Texts;
import digestbot.notice.AdminNotices;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Giving and taking roles.
public final class RoleCommands implements Routes.Handler {

    private static final String NONE = "none";

    private final RoleStore store = new RoleStore();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Permissions permissions;
    private final AdminNotices notices;
    private final AuditLog audit;

    /// Is notified when a person's role changes.
    @FunctionalInterface
    public interface Watcher {
        void changed(Platform platform, long userId, Standing now);
    }

    /// A person as an owner names them.
    private record Named(Platform platform, long userId, String name) {}

    /// The role that was named.
    private record Wanted(Optional<Role> role) {}

    public RoleCommands(Permissions permissions, AdminNotices notices, AuditLog audit) {
        this.permissions = permissions;
        this.notices = notices;
        this.audit = audit;
    }

    @Override
    public void register(Routes routes) {
        routes.on(StaffCommand.Appoint.class, this::appoint);
    }

    /// Has the watcher told of every change from now on, once it is committed.
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /// Gives the role that was typed to the person, or takes theirs away.
    public Reply appoint(CommandContext asked, StaffCommand.Appoint typed) {
        Texts words = asked.words();
        Optional<Wanted> wanted = wanted(words, typed.role().strip());
        Optional<Named> person = named(asked, typed);
        if (wanted.isEmpty() || person.isEmpty()) {
            return new Reply.Whisper(Replies.text(words, words.say(RolePhrase.ROLE_HOW)));
        }
        Named named = person.orElseThrow();
        String done = permissions.isOwner(named.platform(), named.userId())
                ? words.say(RolePhrase.ROLE_OWNER)
                : wanted.orElseThrow()
                        .role()
                        .map(role -> give(asked, named, role))
                        .orElseGet(() -> take(asked, named));
        return new Reply.Whisper(Replies.text(words, done));
    }

    private static Optional<Wanted> wanted(Texts words, String typed) {
        String folded = typed.toLowerCase(Locale.ROOT);
        if (folded.equals(NONE) || folded.equals(words.say(RolePhrase.ROLE_NONE).toLowerCase(Locale.ROOT))) {
            return Optional.of(new Wanted(Optional.empty()));
        }
        return Role.of(folded)
                .or(() -> List.of(Role.values()).stream()
                        .filter(role ->
                                name(words, role).toLowerCase(Locale.ROOT).equals(folded))
                        .findFirst())
                .map(role -> new Wanted(Optional.of(role)));
    }

    /// An id without a platform prefix belongs to the sender's platform.
    private static Optional<Named> named(CommandContext asked, StaffCommand.Appoint typed) {
        String[] parts = typed.person().strip().split(":", 2);
        Optional<Platform> platform = parts.length == 1
                ? Optional.of(asked.request().person().platform())
                : List.of(Platform.values()).stream()
                        .filter(each -> each.id().equalsIgnoreCase(parts[0]))
                        .findFirst();
        String digits = parts[parts.length - 1].strip();
        return platform.filter(_ -> digits.matches("[1-9][0-9]{0,18}"))
                .filter(_ -> Long.compareUnsigned(Long.parseUnsignedLong(digits), Long.MAX_VALUE) <= 0)
                .map(each -> new Named(each, Long.parseLong(digits), typed.name()));
    }

    private String give(CommandContext asked, Named named, Role role) {
        Texts words = asked.words();
        Optional<Holder> before = store.of(asked.transaction(), named.platform(), named.userId());
        var now = new Holder(named.platform(), named.userId(), role, named.name(), asked.now());
        if (before.filter(holder -> holder.role() == role).isPresent()) {
            return words.say(RolePhrase.ROLE_SAME, called(before.orElseThrow()), name(words, role));
        }
        store.give(asked.transaction(), now);
        note(
                asked,
                role == Role.ADMIN ? AuditAction.ADMIN_MADE : AuditAction.EDITOR_MADE,
                now.platform(),
                now.userId());
        notices.tell(asked.transaction(), now.platform(), now.userId(), theirs -> told(theirs, role));
        changed(asked, now.platform(), now.userId(), Standing.of(role));
        return words.say(RolePhrase.ROLE_GIVEN, called(now), name(words, role));
    }

    private static Content told(Texts words, Role role) {
        return Replies.text(words, words.say(RolePhrase.ROLE_NOTICE, name(words, role)));
    }

    private String take(CommandContext asked, Named named) {
        var nobody = new Holder(named.platform(), named.userId(), Role.EDITOR, named.name(), asked.now());
        String called = called(
                store.of(asked.transaction(), named.platform(), named.userId()).orElse(nobody));
        boolean taken = take(asked, named.platform(), named.userId(), AuditAction.ROLE_TAKEN);
        return asked.words().say(taken ? RolePhrase.ROLE_TAKEN : RolePhrase.ROLE_HAD_NONE, called);
    }

    /// Takes the role away, if there is one.
    boolean take(CommandContext asked, Platform platform, long userId, AuditAction deed) {
        boolean taken = store.take(asked.transaction(), platform, userId);
        if (taken) {
            note(asked, deed, platform, userId);
            changed(asked, platform, userId, Standing.READER);
        }
        return taken;
    }

    /// Tells whether the sender is an operator.
    public boolean runs(CommandContext asked) {
        return permissions.standing(asked.transaction(), asked.request().person()) != Standing.READER;
    }

    /// Removes the sender's role because their data is deleted.
    public void giveUp(CommandContext asked) {
        Person person = asked.request().person();
        take(asked, person.platform(), person.userId(), AuditAction.ROLE_GIVEN_UP);
    }

    private void note(CommandContext asked, AuditAction deed, Platform platform, long userId) {
        audit.note(
                asked.transaction(),
                Actor.of(asked.request().person()),
                deed,
                new AuditSubject.Someone(platform, userId));
    }

    private void changed(CommandContext asked, Platform platform, long userId, Standing now) {
        asked.transaction().afterCommit(() -> watchers.forEach(watcher -> watcher.changed(platform, userId, now)));
    }

    static String name(Texts words, Role role) {
        return words.say(
                switch (role) {
                    case ADMIN -> RolePhrase.ROLE_ADMIN;
                    case EDITOR -> RolePhrase.ROLE_EDITOR;
                });
    }

    /// “Telegram 501”, with the name before it where that is known.
    static String called(Holder holder) {
        String id = called(holder.platform(), holder.userId());
        return holder.name().isEmpty() ? id : Replies.echo(holder.name()) + " (" + id + ")";
    }

    static String called(Platform platform, long userId) {
        return platform.title() + " " + userId;
    }
}
