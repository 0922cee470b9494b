package digestbot.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// A recorded request and the status of its response, without the token of the path.
///
/// @param at the time of arrival, in real time
/// @param path for Telegram the API method (`sendMessage`), for Discord the path below `/api/v10`
public record RecordedRequest(Instant at, String method, String path, JsonNode body, int status) {}
