package digestbot.sandbox;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

public record ImageSize(int width, int height) {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int WIDTH_AT = 16;

    /// Empty if the file is not a PNG. The first 24 bytes suffice.
    public static Optional<ImageSize> of(byte[] head) {
        if (head.length < WIDTH_AT + 8 || !Arrays.equals(Arrays.copyOf(head, PNG.length), PNG)) {
            return Optional.empty();
        }
        ByteBuffer sizes = ByteBuffer.wrap(head);
        return Optional.of(new ImageSize(sizes.getInt(WIDTH_AT), sizes.getInt(WIDTH_AT + 4)));
    }

    @Override
    public String toString() {
        return width + "×" + height;
    }
}
