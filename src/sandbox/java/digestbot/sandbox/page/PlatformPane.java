package digestbot.sandbox.page;

import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
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

    /// Empty if the client offers nothing while the person types the bot's name and words.
    InlineOffer inline(SandboxPerson person, SandboxPlace place, String line) {
        return InlineOffer.NOTHING;
    }

    /// Sends a message that [#inline] offered.
    void choose(SandboxPerson person, SandboxPlace place, String query, String choice) {
        throw new IllegalArgumentException("No messages are offered here.");
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
}
