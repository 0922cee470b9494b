package digestbot.sandbox.page;

import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One platform as the page shows it. Thread-safe.
public abstract class PlatformPane {

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int BAD_GATEWAY = 502;

    final String id;
    final PlatformSandbox platform;
    final List<SandboxPerson> people;
    final List<Room> rooms;
    private ActiveFault fault = ActiveFault.NONE;

    /// `of` is the only person who has the room; empty if everybody has it.
    record Room(SandboxPlace place, String name, Optional<SandboxPerson> of) {}

    enum ActiveFault {
        NONE,
        /// People block the bot, and it is removed from groups and channels.
        BLOCKED,
        LIMITED,
        DOWN
    }

    /// The first person owns the bot.
    PlatformPane(String id, PlatformSandbox platform, List<SandboxPerson> people, List<Room> rooms) {
        this.id = id;
        this.platform = platform;
        this.people = List.copyOf(people);
        this.rooms = List.copyOf(rooms);
    }

    final boolean shows(SandboxPlace place) {
        return rooms.stream().anyMatch(room -> room.place().id() == place.id());
    }

    final SandboxPerson person(String wanted) {
        return people.stream()
                .filter(each -> Long.toString(each.id()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown person."));
    }

    final SandboxPlace place(SandboxPerson person, String wanted) {
        return rooms.stream()
                .filter(room -> room.of().isEmpty() || room.of().get().equals(person))
                .map(Room::place)
                .filter(place -> Long.toString(place.id()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(person.name() + " has no such conversation."));
    }

    /// After a slash.
    abstract List<CommandOffer> offered(SandboxPerson person, SandboxPlace place);

    /// For the end of the line.
    List<CommandOffer.Choice> suggested(SandboxPerson person, SandboxPlace place, String line) {
        return List.of();
    }

    void submit(SandboxPerson person, SandboxPlace place, Map<String, String> values) {
        throw new IllegalArgumentException("There are no forms here.");
    }

    void dismiss(SandboxPerson person, SandboxPlace place) {}

    abstract void block(Room room, boolean blocked);

    void send(SandboxPerson person, SandboxPlace place, String line) {
        platform.write(person, place, line);
    }

    final synchronized ActiveFault fault() {
        return fault;
    }

    final synchronized void fault(ActiveFault next) {
        if (fault == next) {
            return;
        }
        if (fault == ActiveFault.BLOCKED) {
            rooms.forEach(room -> block(room, false));
        }
        fault = next;
        switch (next) {
            case NONE -> everywhere(new SandboxFault.None());
            case BLOCKED -> {
                everywhere(new SandboxFault.None());
                rooms.forEach(room -> block(room, true));
            }
            case LIMITED -> everywhere(new SandboxFault.Throttled(Integer.MAX_VALUE, WAIT));
            case DOWN -> everywhere(new SandboxFault.ServerError(Integer.MAX_VALUE, BAD_GATEWAY));
        }
    }

    private void everywhere(SandboxFault fault) {
        rooms.forEach(room -> platform.fault(room.place(), fault));
    }

    /// A private chat for each person, and a group that the first person and the bot administer.
    public static final class TelegramPane extends PlatformPane {

        private static final long GROUP = -1_002_000_000_001L;

        private final TelegramSandbox sandbox;

        /// The first person owns the bot.
        public TelegramPane(TelegramSandbox sandbox, List<SandboxPerson> people) {
            super("telegram", sandbox, people, rooms(sandbox, people));
            this.sandbox = sandbox;
        }

        private static List<Room> rooms(TelegramSandbox sandbox, List<SandboxPerson> people) {
            List<Room> rooms = new ArrayList<>();
            for (SandboxPerson person : people) {
                rooms.add(new Room(SandboxPlace.privateChat(person), "Private chat", Optional.of(person)));
            }
            SandboxPlace group = new SandboxPlace(GROUP, SandboxPlace.Kind.GROUP, "Morning readers");
            sandbox.promote(group, people.getFirst());
            sandbox.promoteBot(people.getFirst(), group, true);
            rooms.add(new Room(group, group.title(), Optional.empty()));
            return rooms;
        }

        @Override
        List<CommandOffer> offered(SandboxPerson person, SandboxPlace place) {
            return sandbox.offered(person, place).stream()
                    .map(line -> line.substring(1).split(" ", 2))
                    .map(words -> new CommandOffer(words[0], words.length > 1 ? words[1] : "", List.of()))
                    .toList();
        }

        /// A person who writes to a bot that they blocked unblocks it.
        @Override
        void send(SandboxPerson person, SandboxPlace place, String line) {
            sandbox.choose(person, place, line);
            if (fault() == ActiveFault.BLOCKED) {
                fault(ActiveFault.NONE);
            }
        }

        @Override
        void block(Room room, boolean blocked) {
            if (room.of().isEmpty()) {
                sandbox.fault(room.place(), blocked ? new SandboxFault.Removed() : new SandboxFault.None());
            } else {
                sandbox.block(room.of().get(), blocked);
            }
        }
    }

    /// Two channels of a server that the first person manages, and direct messages for each person.
    public static final class DiscordPane extends PlatformPane {

        private final DiscordSandbox sandbox;

        /// The first person owns the bot.
        public DiscordPane(DiscordSandbox sandbox, List<SandboxPerson> people) {
            super("discord", sandbox, people, rooms(sandbox, people));
            this.sandbox = sandbox;
        }

        private static List<Room> rooms(DiscordSandbox sandbox, List<SandboxPerson> people) {
            List<Room> rooms = new ArrayList<>();
            for (String name : List.of("news", "general")) {
                SandboxPlace channel = sandbox.channel(name);
                sandbox.promote(channel, people.getFirst());
                rooms.add(new Room(channel, "#" + name, Optional.empty()));
            }
            for (SandboxPerson person : people) {
                rooms.add(new Room(sandbox.directMessages(person), "Direct messages", Optional.of(person)));
            }
            return rooms;
        }

        @Override
        List<CommandOffer> offered(SandboxPerson person, SandboxPlace place) {
            return sandbox.offered(person, place);
        }

        @Override
        List<CommandOffer.Choice> suggested(SandboxPerson person, SandboxPlace place, String line) {
            try {
                return sandbox.suggested(person, place, line);
            } catch (IllegalArgumentException _) {
                return List.of();
            }
        }

        @Override
        void submit(SandboxPerson person, SandboxPlace place, Map<String, String> values) {
            sandbox.submit(person, place, values);
        }

        @Override
        void dismiss(SandboxPerson person, SandboxPlace place) {
            sandbox.dismiss(person, place);
        }

        @Override
        void block(Room room, boolean blocked) {
            SandboxFault shut = room.of().isPresent() ? new SandboxFault.Blocked() : new SandboxFault.Removed();
            sandbox.fault(room.place(), blocked ? shut : new SandboxFault.None());
        }
    }
}
