package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxEvents;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One application with its bot, servers with channels, threads and members, direct messages, and
/// conversations of people.
final class World {

    final InstantSource clock;
    final Snowflakes snowflakes;
    final SandboxEvents events = new SandboxEvents();
    final ObjectShapes shapes = new ObjectShapes(this);
    final Instant founded;
    final long applicationId;
    final SandboxPerson owner;

    /// Threads stay archived until somebody writes in them or opens them again.
    final Set<Long> archived = ConcurrentHashMap.newKeySet();

    volatile Consumer<ObjectNode> changeOfApplication = _ -> {};

    private final Map<Long, Guild> guilds = new LinkedHashMap<>();
    private final Map<Long, Channel> channels = new LinkedHashMap<>();
    private final Map<Long, Channel> directByPerson = new LinkedHashMap<>();
    private final Map<Long, SandboxPerson> people = new LinkedHashMap<>();

    World(InstantSource clock) {
        this.clock = clock;
        this.snowflakes = new Snowflakes(clock);
        this.founded = clock.instant();
        this.applicationId = snowflakes.next();
        this.owner = new SandboxPerson(snowflakes.next(), "Owner", "en-US");
        people.put(owner.id(), owner);
        var _ = addGuild("Sandbox", true, _ -> true);
    }

    synchronized Guild home() {
        return guilds.values().iterator().next();
    }

    synchronized List<Guild> guilds() {
        return guilds.values().stream().filter(guild -> guild.hasBot).toList();
    }

    synchronized Optional<Guild> guild(Predicate<Guild> wanted) {
        return guilds.values().stream().filter(wanted).findFirst();
    }

    synchronized Guild addGuild(String name, boolean hasBot, Predicate<Guild> condition) {
        Guild guild;
        do {
            guild = new Guild(snowflakes.nextMillisecond(), name, snowflakes, owner, hasBot);
        } while (!condition.test(guild));
        guilds.put(guild.id, guild);
        return guild;
    }

    Channel channel(Guild guild, Channel.Kind kind, String name, List<String> tags, Consumer<Channel> created) {
        Channel channel;
        synchronized (this) {
            Optional<Channel> known = in(guild, kind::equals).stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (known.isPresent()) {
                return known.get();
            }
            channel = add(Channel.of(kind, snowflakes.next(), name, guild, tags));
            tags.forEach(_ -> snowflakes.next()); // those of the tags
        }
        created.accept(channel);
        return channel;
    }

    synchronized Channel directMessages(SandboxPerson person) {
        meet(person);
        return directByPerson.computeIfAbsent(person.id(), _ -> add(Channel.direct(snowflakes.next(), person)));
    }

    synchronized Channel add(Channel channel) {
        channels.put(channel.id(), channel);
        return channel;
    }

    synchronized void remove(Channel channel) {
        channels.remove(channel.id());
    }

    synchronized Optional<Channel> channel(long id) {
        return Optional.ofNullable(channels.get(id));
    }

    /// Fails if the bot has no access to the channel.
    Channel reachable(long id) throws ApiError {
        Channel channel = channel(id).orElseThrow(() -> ApiError.unknownChannel());
        if (!channel.hasBot()) {
            throw ApiError.missingAccess();
        }
        return channel;
    }

    synchronized List<Channel> channels(Guild guild) {
        return in(guild, kind -> !kind.isThread());
    }

    synchronized List<Channel> threads(Guild guild) {
        return in(guild, Channel.Kind::isThread);
    }

    private List<Channel> in(Guild guild, Predicate<Channel.Kind> wanted) {
        List<Channel> found = new ArrayList<>(channels.values());
        found.removeIf(channel -> !wanted.test(channel.kind()) || channel.guildId() != guild.id);
        return found;
    }

    /// Servers and conversations are open to everyone, direct messages to one person only.
    synchronized Channel enter(SandboxPerson person, SandboxPlace place) {
        Channel channel = channel(place.id())
                .orElseThrow(() -> new IllegalArgumentException("There is no channel " + place.id() + " on Discord."));
        if (channel.direct()
                && channel.recipient()
                        .filter(owner -> owner.id() != person.id())
                        .isPresent()) {
            throw new IllegalArgumentException(person.name() + " cannot see another person's direct messages.");
        }
        meet(person);
        channel.guild().ifPresent(guild -> guild.members.add(person.id()));
        return channel;
    }

    synchronized void meet(SandboxPerson person) {
        if (person.id() <= 0 || person.id() == applicationId) {
            throw new IllegalArgumentException("A person's id is positive and not the bot's: " + person.id());
        }
        people.put(person.id(), person);
    }

    synchronized Optional<SandboxPerson> person(long id) {
        return Optional.ofNullable(people.get(id));
    }
}
