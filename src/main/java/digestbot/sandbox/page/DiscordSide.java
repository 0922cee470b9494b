package digestbot.sandbox.page;

import digestbot.sandbox.Fault;
import digestbot.sandbox.Offer;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import digestbot.sandbox.discord.DiscordSandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Discord: two channels of a server that the first person manages, and direct messages for each.
public final class DiscordSide extends Side {

    private final DiscordSandbox sandbox;

    /// @param people who can write; the first owns the bot
    public DiscordSide(DiscordSandbox sandbox, List<Someone> people) {
        super("discord", sandbox, people, rooms(sandbox, people));
        this.sandbox = sandbox;
    }

    private static List<Room> rooms(DiscordSandbox sandbox, List<Someone> people) {
        List<Room> rooms = new ArrayList<>();
        for (String name : List.of("news", "general")) {
            Place channel = sandbox.channel(name);
            sandbox.promote(channel, people.getFirst());
            rooms.add(new Room(channel, "#" + name, Optional.empty()));
        }
        for (Someone person : people) {
            rooms.add(new Room(sandbox.directMessages(person), "Direct messages", Optional.of(person)));
        }
        return rooms;
    }

    @Override
    List<Offer> offered(Someone person, Place place) {
        return sandbox.offered(person, place);
    }

    @Override
    List<Offer.Choice> suggested(Someone person, Place place, String line) {
        try {
            return sandbox.choices(person, place, line);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    @Override
    void submit(Someone person, Place place, Map<String, String> values) {
        sandbox.submit(person, place, values);
    }

    @Override
    void dismiss(Someone person, Place place) {
        sandbox.dismiss(person, place);
    }

    @Override
    void block(Room room, boolean blocked) {
        Fault shut = room.of().isPresent() ? new Fault.Blocked() : new Fault.Removed();
        sandbox.fault(room.place(), blocked ? shut : new Fault.None());
    }

    @Override
    Trouble afterWriting(Trouble before) {
        return before;
    }
}
