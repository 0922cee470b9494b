package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxPerson;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A server: its members, and those of them who may manage it.
final class Guild {

    final long id;
    final String name;
    final long botRoleId;
    final long moderatorRoleId;
    final SandboxPerson owner;

    /// True if the bot is a member; otherwise people can still use it as an installed app.
    final boolean hasBot;

    final Set<Long> members = ConcurrentHashMap.newKeySet();
    final Set<Long> moderators = ConcurrentHashMap.newKeySet();

    Guild(long id, String name, Snowflakes snowflakes, SandboxPerson owner, boolean hasBot) {
        this.id = id;
        this.name = name;
        this.botRoleId = snowflakes.next();
        this.moderatorRoleId = snowflakes.next();
        this.owner = owner;
        this.hasBot = hasBot;
        members.add(owner.id());
    }

    boolean moderates(SandboxPerson person) {
        return person.id() == owner.id() || moderators.contains(person.id());
    }

    int memberCount() {
        return members.size() + (hasBot ? 1 : 0);
    }

    int shard(int shards) {
        return (int) ((id >>> 22) % shards);
    }
}
