package digestbot.sandbox.page;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.Optional;

/// A conversation that can be opened on the page.
///
/// @param name its name on the page
/// @param of the only person who has it; empty if everybody has it
public record PageConversation(SandboxPlace place, String name, Optional<SandboxPerson> of) {}
