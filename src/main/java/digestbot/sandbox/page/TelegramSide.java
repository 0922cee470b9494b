package digestbot.sandbox.page;

import digestbot.sandbox.Fault;
import digestbot.sandbox.Offer;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Telegram: a private chat for each person, and a group that its first person administers.
public final class TelegramSide extends Side {

    private static final long GROUP = -1_002_000_000_001L;

    private final TelegramSandbox sandbox;

    /// @param people who can write; the first owns the bot
    public TelegramSide(TelegramSandbox sandbox, List<Someone> people) {
        super("telegram", sandbox, people, rooms(sandbox, people));
        this.sandbox = sandbox;
    }

    private static List<Room> rooms(TelegramSandbox sandbox, List<Someone> people) {
        List<Room> rooms = new ArrayList<>();
        for (Someone person : people) {
            rooms.add(new Room(new Place(person.id(), Place.Kind.PRIVATE, ""), "Private chat", Optional.of(person)));
        }
        Place group = new Place(GROUP, Place.Kind.GROUP, "Morning readers");
        sandbox.promote(group, people.getFirst());
        rooms.add(new Room(group, group.title(), Optional.empty()));
        return rooms;
    }

    @Override
    List<Offer> offered(Someone person, Place place) {
        return sandbox.offered(person, place).stream()
                .map(line -> line.substring(1).split(" ", 2))
                .map(words -> new Offer(words[0], words.length > 1 ? words[1] : "", List.of()))
                .toList();
    }

    @Override
    List<Offer.Choice> suggested(Someone person, Place place, String line) {
        return List.of();
    }

    @Override
    void submit(Someone person, Place place, Map<String, String> values) {
        throw new IllegalArgumentException("Telegram has no forms.");
    }

    @Override
    void dismiss(Someone person, Place place) {}

    @Override
    void block(Room room, boolean blocked) {
        if (room.of().isEmpty()) {
            sandbox.fault(room.place(), blocked ? new Fault.Removed() : new Fault.None());
        } else if (blocked) {
            sandbox.block(room.of().get());
        } else {
            sandbox.unblock(room.of().get());
        }
    }

    /// Who writes to a bot that they blocked unblocks it.
    @Override
    Trouble afterWriting(Trouble before) {
        return before == Trouble.BLOCKED ? Trouble.NONE : before;
    }
}
