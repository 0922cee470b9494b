package digestbot.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// A request as it arrived, and how it was answered. Carries no token: the path's is cut out.
///
/// @param at when it arrived, in real time
/// @param method the HTTP method
/// @param path for Telegram the API method (`sendMessage`), for Discord the path below `/api/v10`
/// @param body the parameters as JSON; an empty object if there were none
/// @param status the HTTP status it was answered with
public record RecordedRequest(Instant at, String method, String path, JsonNode body, int status) {}
