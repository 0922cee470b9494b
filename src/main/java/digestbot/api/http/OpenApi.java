package digestbot.api.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.site.SiteAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The description of the API, an OpenAPI document.
final class OpenApi {

    private static final String RESOURCE = "/api/openapi.json";

    private OpenApi() {}

    /// The description with the address of this site.
    static ObjectNode of(SiteAddresses site) {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(in);
            json.putArray("servers").addObject().put("url", site.base().toString());
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
