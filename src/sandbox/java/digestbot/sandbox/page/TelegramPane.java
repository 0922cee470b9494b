package digestbot.sandbox.page;

import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A private chat for each person, and a group that the first person and the bot administer.
public final class TelegramPane extends PlatformPane {

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
    InlineOffer inline(SandboxPerson person, SandboxPlace place, String line) {
        return sandbox.type(person, place, line, "").join();
    }

    @Override
    void choose(SandboxPerson person, SandboxPlace place, String query, String choice) {
        sandbox.choose(person, place, query, choice);
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
