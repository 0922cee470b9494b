package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Who and what exists: one application with its bot, one guild with text channels and members, and direct
/// messages.
final class World {

    final Snowflakes snowflakes;
    final Instant founded;
    final long applicationId;
    final long guildId;
    final long botRoleId;
    final long moderatorRoleId;
    final Someone owner;

    /// What somebody set otherwise in the Developer Portal.
    volatile Consumer<ObjectNode> changeOfApplication = _ -> {};

    private final Map<Long, Channel> channels = new LinkedHashMap<>();
    private final Map<Long, Channel> directByPerson = new LinkedHashMap<>();
    private final Map<Long, Someone> people = new LinkedHashMap<>();
    private final Set<Long> members = new HashSet<>();
    private final Set<Long> moderators = new HashSet<>();

    World(InstantSource clock) {
        this.snowflakes = new Snowflakes(clock);
        this.founded = clock.instant();
        this.applicationId = snowflakes.next();
        this.guildId = snowflakes.next();
        this.botRoleId = snowflakes.next();
        this.moderatorRoleId = snowflakes.next();
        this.owner = new Someone(snowflakes.next(), "Owner", "en-US");
        people.put(owner.id(), owner);
        members.add(owner.id());
    }

    /// @param created told of the channel, if it is new
    Channel textChannel(String name, Listener created) {
        Channel channel;
        synchronized (this) {
            Optional<Channel> known = textChannels().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (known.isPresent()) {
                return known.get();
            }
            channel = new Channel(snowflakes.next(), name, Optional.empty());
            channels.put(channel.id(), channel);
        }
        created.created(channel);
        return channel;
    }

    /// Told of a new channel of the guild.
    interface Listener {
        void created(Channel channel);
    }

    synchronized Channel directMessages(Someone person) {
        meet(person);
        return directByPerson.computeIfAbsent(person.id(), _ -> {
            Channel channel = new Channel(snowflakes.next(), "", Optional.of(person));
            channels.put(channel.id(), channel);
            return channel;
        });
    }

    synchronized void remove(Channel channel) {
        channels.remove(channel.id());
    }

    synchronized Optional<Channel> channel(long id) {
        return Optional.ofNullable(channels.get(id));
    }

    synchronized List<Channel> textChannels() {
        return channels.values().stream().filter(channel -> !channel.direct()).toList();
    }

    /// The person enters the place: everybody may join the guild, but direct messages are one person's.
    synchronized Channel enter(Someone person, Place place) {
        Channel channel = channel(place.id())
                .orElseThrow(() -> new IllegalArgumentException("There is no channel " + place.id() + " on Discord."));
        if (channel.recipient().filter(owner -> owner.id() != person.id()).isPresent()) {
            throw new IllegalArgumentException(person.name() + " cannot see another person's direct messages.");
        }
        meet(person);
        if (!channel.direct()) {
            members.add(person.id());
        }
        return channel;
    }

    synchronized void meet(Someone person) {
        if (person.id() <= 0 || person.id() == applicationId) {
            throw new IllegalArgumentException("A person's id is positive and not the bot's: " + person.id());
        }
        people.put(person.id(), person);
    }

    synchronized void promote(Someone person) {
        moderators.add(person.id());
    }

    synchronized boolean moderates(Someone person) {
        return person.id() == owner.id() || moderators.contains(person.id());
    }

    synchronized Optional<Someone> person(long id) {
        return Optional.ofNullable(people.get(id));
    }

    synchronized Optional<Someone> member(long id) {
        return members.contains(id) ? person(id) : Optional.empty();
    }

    synchronized int memberCount() {
        return members.size() + 1;
    }
}
