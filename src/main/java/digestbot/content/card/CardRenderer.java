package digestbot.content.card;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.card.FontSet.FontFile;
import digestbot.content.card.StyledText.TextRun;
import digestbot.content.card.StyledText.TextStyle;
import digestbot.content.views.CardText;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

public final class CardRenderer {

    /// The size of the picture in link previews, in pixels.
    public static final int PREVIEW_WIDTH = CardLayout.WIDTH;
    public static final int PREVIEW_HEIGHT = 630;

    private static final Object ONE_AT_A_TIME = new Object();

    private static final double SLANT = -0.2;
    private static final double FAKE_BOLD_WIDTH = 0.035;
    private static final double STRIKE_HEIGHT = 0.28;
    private static final double STRIKE = 0.06;

    static {
        // Pictures are drawn in memory and need no display.
        System.setProperty("java.awt.headless", "true");
    }

    private final FontSet fonts = FontSet.get();
    private final Graphics2D graphics;

    private CardRenderer(Graphics2D graphics) {
        this.graphics = graphics;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /// Draws the picture as a PNG, one picture at a time to limit memory. `language` is the IETF
    /// tag of the bot's own texts.
    public static byte[] png(CardText text, String language) {
        synchronized (ONE_AT_A_TIME) {
            return png(CardLayout.of(text, language));
        }
    }

    /// Draws the picture for link previews, whose shape differs: clients would crop any other.
    public static byte[] preview(CardText text, String language) {
        synchronized (ONE_AT_A_TIME) {
            return png(PreviewLayout.of(text, language));
        }
    }

    private static byte[] png(DisplayList sheet) {
        var image = new BufferedImage(sheet.width(), sheet.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            var painting = new CardRenderer(graphics);
            sheet.items().forEach(painting::draw);
        } finally {
            graphics.dispose();
        }
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void draw(DisplayItem mark) {
        switch (mark) {
            case DisplayItem.RoundedBox box -> {
                graphics.setColor(new Color(box.colour()));
                graphics.fill(shape(box));
            }
            case DisplayItem.TextItem text -> {
                graphics.setColor(new Color(text.colour()));
                draw(text);
            }
        }
    }

    private static Shape shape(DisplayItem.RoundedBox box) {
        return box.radius() == 0
                ? new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height())
                : new RoundRectangle2D.Double(
                        box.x(), box.y(), box.width(), box.height(), 2 * box.radius(), 2 * box.radius());
    }

    private void draw(DisplayItem.TextItem text) {
        double x = text.x();
        for (TextRun span : text.spans()) {
            double start = x;
            for (int point : span.text().codePoints().toArray()) {
                draw(text, span.style(), point, x);
                x += text.size() * fonts.advance(point, span.style(), text.wide());
            }
            if (span.style().struck()) {
                double y = text.baseline() - text.size() * STRIKE_HEIGHT;
                graphics.fill(new Rectangle2D.Double(start, y, x - start, text.size() * STRIKE));
            }
        }
    }

    private void draw(DisplayItem.TextItem text, TextStyle style, int point, double x) {
        FontFile face = fonts.fontFor(point, style, text.wide());
        Path2D outline = face.outline(point);
        var place = new AffineTransform(text.size(), 0, 0, text.size(), x, text.baseline());
        boolean chinese = fonts.isChinese(face);
        if (style.slanted() && !chinese) {
            place.shear(SLANT, 0);
        }
        outline.transform(place);
        graphics.fill(outline);
        if (style.strong() && chinese) {
            graphics.setStroke(new BasicStroke(
                    (float) (text.size() * FAKE_BOLD_WIDTH), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
            graphics.draw(outline);
        }
    }
}
