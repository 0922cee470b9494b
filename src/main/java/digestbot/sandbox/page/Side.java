package digestbot.sandbox.page;

import digestbot.sandbox.Fault;
import digestbot.sandbox.Offer;
import digestbot.sandbox.Place;
import digestbot.sandbox.Platform;
import digestbot.sandbox.Someone;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One platform as the page shows it. Safe for use by several threads.
public abstract class Side {

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int BAD_GATEWAY = 502;

    private final String id;
    private final Platform platform;
    private final List<Someone> people;
    private final List<Room> rooms;
    private Trouble trouble = Trouble.NONE;

    /// @param id what the page calls it
    /// @param people who can write; the first owns the bot
    Side(String id, Platform platform, List<Someone> people, List<Room> rooms) {
        this.id = id;
        this.platform = platform;
        this.people = List.copyOf(people);
        this.rooms = List.copyOf(rooms);
    }

    final String id() {
        return id;
    }

    final Platform platform() {
        return platform;
    }

    final List<Someone> people() {
        return people;
    }

    final List<Room> rooms() {
        return rooms;
    }

    /// @throws IllegalArgumentException if there is nobody with that id
    final Someone person(String wanted) {
        return people.stream()
                .filter(each -> Long.toString(each.id()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such person here."));
    }

    /// @throws IllegalArgumentException if the person has no such room
    final Place place(Someone person, String wanted) {
        return rooms.stream()
                .filter(room -> room.of().isEmpty() || room.of().get().equals(person))
                .map(Room::place)
                .filter(place -> Long.toString(place.id()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(person.name() + " has no such conversation."));
    }

    /// The commands that a slash offers there.
    abstract List<Offer> offered(Someone person, Place place);

    /// What is suggested for the end of the line; nothing, if nothing is.
    abstract List<Offer.Choice> suggested(Someone person, Place place, String line);

    /// Fills the form that the person has open.
    abstract void submit(Someone person, Place place, Map<String, String> values);

    /// Closes it unsent.
    abstract void dismiss(Someone person, Place place);

    /// How the bot is shut out of a conversation, or let in again.
    abstract void block(Room room, boolean blocked);

    /// What becomes of the trouble once somebody writes.
    abstract Trouble afterWriting(Trouble before);

    final synchronized void write(Someone person, Place place, String line) {
        platform.write(person, place, line);
        Trouble after = afterWriting(trouble);
        if (after != trouble) {
            trouble(after);
        }
    }

    final synchronized Trouble trouble() {
        return trouble;
    }

    final synchronized void trouble(Trouble next) {
        if (trouble == next) {
            return;
        }
        if (trouble == Trouble.BLOCKED) {
            rooms.forEach(room -> block(room, false));
        }
        trouble = next;
        switch (next) {
            case NONE -> everywhere(new Fault.None());
            case BLOCKED -> {
                everywhere(new Fault.None());
                rooms.forEach(room -> block(room, true));
            }
            case LIMITED -> everywhere(new Fault.Throttled(Integer.MAX_VALUE, WAIT));
            case DOWN -> everywhere(new Fault.ServerError(Integer.MAX_VALUE, BAD_GATEWAY));
        }
    }

    private void everywhere(Fault fault) {
        rooms.forEach(room -> platform.fault(room.place(), fault));
    }
}
