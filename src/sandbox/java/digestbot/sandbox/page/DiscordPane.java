package digestbot.sandbox.page;

import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two channels of a server that the first person manages, and direct messages for each person.
public final class DiscordPane extends PlatformPane {

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
