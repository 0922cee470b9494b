package digestbot.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// A request and the status of its response, without the token of the path. The path is Telegram's
/// API method (`sendMessage`), or Discord's path below `/api/v10`. The time is real time.
public record RecordedRequest(Instant at, String method, String path, JsonNode body, int status) {}
