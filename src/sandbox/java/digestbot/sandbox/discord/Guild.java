package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxPerson;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

final class Guild {

    final long id;
    final String name;
    final long botRoleId;
    final long moderatorRoleId;
    final SandboxPerson owner;

    /// Otherwise people can still use the bot as an installed app.
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
