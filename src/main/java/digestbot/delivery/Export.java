package digestbot.delivery;

import digestbot.edition.Content;
import digestbot.subscription.Person;
import java.util.Optional;

/// A message with a file of all that is kept of the chat that it goes to. Only this wish is stored: the file is made
/// when
/// the message leaves.
///
/// @param beside what the message says
/// @param person who is alone in the chat, if somebody is: then the file tells of them too
public record Export(Content beside, Optional<Person> person) {}
