package digestbot.api.mcp;

import java.io.Serial;

/// A message that is answered with an error of JSON-RPC.
final class JsonRpcException extends Exception {

    static final int PARSE_ERROR = -32_700;
    static final int INVALID_REQUEST = -32_600;
    static final int METHOD_NOT_FOUND = -32_601;
    static final int INVALID_PARAMS = -32_602;
    static final int INTERNAL_ERROR = -32_603;

    @Serial
    private static final long serialVersionUID = 1;

    private final int code;

    JsonRpcException(int code, String message) {
        super(message);
        this.code = code;
    }

    /// The code of the error.
    int code() {
        return code;
    }
}
