package digestbot.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection to a server of this machine that follows no rule of HTTP.
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS =
            Math.toIntExact(Duration.ofMinutes(1).toMillis());
    private static final int RECEIVED = 8_192;
    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (digestbot-session=[^;\r\n]+)");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final Socket socket;

    /// A session of the console: the line of the cookie with its end, and the token of its forms.
    record Session(String cookie, String csrf) {}

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    static RawConnection open(int port) throws IOException {
        var socket = new Socket();
        // The server keeps the bytes that are not read.
        socket.setReceiveBufferSize(RECEIVED);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new RawConnection(socket);
    }

    /// A whole request on a connection of its own; returns the status, or 0 without an answer. The
    /// lines of the head include their ends.
    static int get(int port, String path, String lines) throws IOException {
        try (RawConnection connection = open(port)) {
            connection.say(head("GET", path, lines, "", 0));
            int status = connection.status();
            connection.rest();
            return status;
        }
    }

    static Session signIn(int port) throws IOException {
        String password = "password=" + URLEncoder.encode(AttackedBot.PASSWORD, StandardCharsets.UTF_8);
        String head = head("POST", "/sign-in", "", "application/x-www-form-urlencoded", password.length());
        String cookie = "Cookie: " + find(COOKIE, exchange(port, head + password)) + "\r\n";
        return new Session(cookie, find(CSRF, exchange(port, head("GET", "/broadcasts", cookie, "", 0))));
    }

    private static String exchange(int port, String request) throws IOException {
        try (RawConnection connection = open(port)) {
            connection.say(request);
            return new String(connection.rest(), StandardCharsets.UTF_8);
        }
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in\n" + text);
        }
        return matcher.group(1);
    }

    /// The connection ends after this request. The lines include their ends; the type is empty
    /// without a body, whose length is in bytes.
    static String head(String method, String path, String lines, String type, long length) {
        String body = type.isEmpty() ? "" : "Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, length);
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s\r\n"
                .formatted(method, path, lines, body);
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /// 0 if the server ended the connection without an answer.
    int status() throws IOException {
        String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        return answer.matches("HTTP/1.1 \\d{3}") ? Integer.parseInt(answer.substring(9)) : 0;
    }

    private byte[] rest() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    /// True if the server has ended the connection; takes a byte of its answer.
    boolean isEnded() throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
