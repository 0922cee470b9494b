package digestbot.sandbox.discord;

import digestbot.sandbox.Pixels;
import java.util.Optional;

/// A file that came with a request.
///
/// @param pixels how large it is, if it is a picture
record Upload(String name, long bytes, Optional<Pixels> pixels) {}
