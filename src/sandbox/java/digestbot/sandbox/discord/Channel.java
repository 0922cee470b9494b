package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.List;
import java.util.Optional;

/// A channel of a server, a thread, direct messages, or a conversation of people. The recipient is
/// the other person of direct messages, or the one who started the conversation.
public record Channel(
        long id,
        Kind kind,
        String name,
        Optional<Guild> guild,
        Optional<Channel> parent,
        List<String> tags,
        Optional<SandboxPerson> recipient) {

    /// With Discord's numbers of the channel's type and of the context of interactions in it.
    public enum Kind {
        TEXT(0, 0),
        /// Only moderators and the bot may send messages.
        READ_ONLY(0, 0),
        DIRECT(1, 1),
        CONVERSATION(3, 2),
        ANNOUNCEMENT(5, 0),
        ANNOUNCEMENT_THREAD(10, 0),
        THREAD(11, 0),
        FORUM(15, 0),
        /// Posts must have a tag.
        TAGGED_FORUM(15, 0);

        final int type;
        final int context;

        Kind(int type, int context) {
            this.type = type;
            this.context = context;
        }

        boolean isThread() {
            return this == THREAD || this == ANNOUNCEMENT_THREAD;
        }
    }

    static Channel of(Kind kind, long id, String name, Guild guild, List<String> tags) {
        return new Channel(id, kind, name, Optional.of(guild), Optional.empty(), tags, Optional.empty());
    }

    static Channel thread(long id, String name, Channel parent) {
        Kind kind = parent.kind() == Kind.ANNOUNCEMENT ? Kind.ANNOUNCEMENT_THREAD : Kind.THREAD;
        return new Channel(id, kind, name, parent.guild(), Optional.of(parent), List.of(), Optional.empty());
    }

    boolean isForum() {
        return kind == Kind.FORUM || kind == Kind.TAGGED_FORUM;
    }

    static Channel direct(long id, SandboxPerson person) {
        return new Channel(id, Kind.DIRECT, "", Optional.empty(), Optional.empty(), List.of(), Optional.of(person));
    }

    static Channel conversation(long id, String name, SandboxPerson startedBy) {
        return new Channel(
                id, Kind.CONVERSATION, name, Optional.empty(), Optional.empty(), List.of(), Optional.of(startedBy));
    }

    boolean direct() {
        return kind == Kind.DIRECT;
    }

    /// False if the bot is only an app that a person installed.
    boolean hasBot() {
        return guild.map(home -> home.hasBot).orElse(direct());
    }

    long guildId() {
        return guild.map(home -> home.id).orElse(0L);
    }

    SandboxPlace place() {
        return direct()
                ? new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, "")
                : new SandboxPlace(id, SandboxPlace.Kind.CHANNEL, name);
    }
}
