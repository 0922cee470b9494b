package digestbot.command;

import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.command.Permissions.Standing;
import digestbot.delivery.AdminNotices;
import digestbot.edition.Content;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import digestbot.subscription.Role;
import digestbot.subscription.RoleStore;
import digestbot.subscription.RoleStore.Holder;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Giving and taking roles.
public final class Roles {

    private static final String NONE = "none";

    private final RoleStore store = new RoleStore();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Permissions permissions;
    private final AdminNotices notices;
    private final Audit audit;

    /// Wants to know when somebody may do more or less than before.
    @FunctionalInterface
    public interface Watcher {
        void changed(Platform platform, long userId, Standing now);
    }

    /// A person as an owner names them.
    private record Named(Platform platform, long userId, String name) {}

    /// What a role was called.
    private record Wanted(Optional<Role> role) {}

    public Roles(Permissions permissions, AdminNotices notices, Audit audit) {
        this.permissions = permissions;
        this.notices = notices;
        this.audit = audit;
    }

    /// Has the watcher told of every change from now on, once it is committed.
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /// Gives the role that was typed to the person, or takes theirs away.
    Reply appoint(Asked asked, Command.Staff.Appoint typed) {
        Words words = asked.words();
        Optional<Wanted> wanted = wanted(words, typed.role().strip());
        Optional<Named> person = named(asked, typed);
        if (wanted.isEmpty() || person.isEmpty()) {
            return new Reply.Whisper(Say.text(words, words.say(Phrase.ROLE_HOW)));
        }
        Named named = person.orElseThrow();
        String done = permissions.isOwner(named.platform(), named.userId())
                ? words.say(Phrase.ROLE_OWNER)
                : wanted.orElseThrow()
                        .role()
                        .map(role -> give(asked, named, role))
                        .orElseGet(() -> take(asked, named));
        return new Reply.Whisper(Say.text(words, done));
    }

    private static Optional<Wanted> wanted(Words words, String typed) {
        String folded = typed.toLowerCase(Locale.ROOT);
        if (folded.equals(NONE) || folded.equals(words.say(Phrase.ROLE_NONE).toLowerCase(Locale.ROOT))) {
            return Optional.of(new Wanted(Optional.empty()));
        }
        return Role.of(folded)
                .or(() -> List.of(Role.values()).stream()
                        .filter(role ->
                                name(words, role).toLowerCase(Locale.ROOT).equals(folded))
                        .findFirst())
                .map(role -> new Wanted(Optional.of(role)));
    }

    /// Without a platform's name before it, an id is one of the asker's platform.
    private static Optional<Named> named(Asked asked, Command.Staff.Appoint typed) {
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

    private String give(Asked asked, Named named, Role role) {
        Words words = asked.words();
        Optional<Holder> before = store.of(asked.transaction(), named.platform(), named.userId());
        var now = new Holder(named.platform(), named.userId(), role, named.name(), asked.now());
        if (before.filter(holder -> holder.role() == role).isPresent()) {
            return words.say(Phrase.ROLE_SAME, called(before.orElseThrow()), name(words, role));
        }
        store.give(asked.transaction(), now);
        note(asked, role == Role.ADMIN ? Deed.ADMIN_MADE : Deed.EDITOR_MADE, now.platform(), now.userId());
        notices.tell(asked.transaction(), now.platform(), now.userId(), theirs -> told(theirs, role));
        changed(asked, now.platform(), now.userId(), Standing.of(role));
        return words.say(Phrase.ROLE_GIVEN, called(now), name(words, role));
    }

    private static Content told(Words words, Role role) {
        return Say.text(words, words.say(Phrase.ROLE_NOTICE, name(words, role)));
    }

    private String take(Asked asked, Named named) {
        var nobody = new Holder(named.platform(), named.userId(), Role.EDITOR, named.name(), asked.now());
        String called = called(
                store.of(asked.transaction(), named.platform(), named.userId()).orElse(nobody));
        boolean taken = take(asked, named.platform(), named.userId(), Deed.ROLE_TAKEN);
        return asked.words().say(taken ? Phrase.ROLE_TAKEN : Phrase.ROLE_HAD_NONE, called);
    }

    /// Takes the role away, if there is one.
    boolean take(Asked asked, Platform platform, long userId, Deed deed) {
        boolean taken = store.take(asked.transaction(), platform, userId);
        if (taken) {
            note(asked, deed, platform, userId);
            changed(asked, platform, userId, Standing.READER);
        }
        return taken;
    }

    /// Whether the asking person helps to run the bot.
    boolean runs(Asked asked) {
        return permissions.standing(asked.transaction(), asked.request().person()) != Standing.READER;
    }

    /// The asking person is to be forgotten, and has no role any more.
    void giveUp(Asked asked) {
        Person person = asked.request().person();
        take(asked, person.platform(), person.userId(), Deed.ROLE_GIVEN_UP);
    }

    private void note(Asked asked, Deed deed, Platform platform, long userId) {
        audit.note(
                asked.transaction(), Actor.of(asked.request().person()), deed, new Subject.Someone(platform, userId));
    }

    private void changed(Asked asked, Platform platform, long userId, Standing now) {
        asked.transaction().afterCommit(() -> watchers.forEach(watcher -> watcher.changed(platform, userId, now)));
    }

    static String name(Words words, Role role) {
        return words.say(
                switch (role) {
                    case ADMIN -> Phrase.ROLE_ADMIN;
                    case EDITOR -> Phrase.ROLE_EDITOR;
                });
    }

    /// “Telegram 501”, with the name before it where that is known.
    static String called(Holder holder) {
        String id = called(holder.platform(), holder.userId());
        return holder.name().isEmpty() ? id : Say.echo(holder.name()) + " (" + id + ")";
    }

    static String called(Platform platform, long userId) {
        return platform.title() + " " + userId;
    }
}
