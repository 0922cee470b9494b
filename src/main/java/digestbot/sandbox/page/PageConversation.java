package digestbot.sandbox.page;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.Optional;

/// A conversation that can be opened on the page.
///
/// @param name what it is called there
/// @param of the one person who has it; empty if it is everybody's
public record PageConversation(SandboxPlace place, String name, Optional<SandboxPerson> of) {}
