package parable.view.figure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every color, once: the SVG file has its light value, and the page's style sheet recolors it by class.
///
/// Series and tones follow the palette of Okabe and Ito (2008, jfly.uni-koeln.de/color), which readers with any
/// common form of color blindness can tell apart; shape or hatching says the same a second time.
public enum Ink {
    TEXT("#1a1d21", "#e8eaed"),
    QUIET("#59616b", "#a2abb6"),
    RULE("#dfe3e8", "#343a43"),
    AXIS("#8b939d", "#6e7782"),
    BAND("#f5f7f9", "#1c2026"),
    PAPER("#ffffff", "#14171b"),
    ALERT("#b3261e", "#ff8a7a"),

    BLUE("#0072b2", "#56b4f0"),
    VERMILION("#d55e00", "#ff8f3d"),
    GREEN("#00805c", "#35c79b"),
    PURPLE("#a8508a", "#e59ac9"),
    OCHRE("#9a6b00", "#e6b422"),
    BLACK("#33383f", "#c9ced6"),

    HEAT("#8f2f00", "#cc5a12"),
    ON_HEAT("#ffffff", "#ffffff"),
    WHITE("#ffffff", "#ffffff"),
    DARK("#1a1d21", "#1a1d21"),

    HARM_1("#b2182b", "#c22a3c"),
    HARM_2("#f19c70", "#f19c70"),
    HARM_3("#8a1558", "#9f2a6c"),
    HARM_4("#f5c26b", "#f5c26b"),
    HARM_5("#d95f02", "#d95f02"),
    HARM_6("#e78ac3", "#e78ac3"),
    HARM_7("#7a3b0c", "#8e4c1a"),
    HARM_8("#f4b6a6", "#f4b6a6"),
    HARM_9("#5e2a84", "#7a43a3"),
    HARM_10("#c9a227", "#c9a227"),
    HARM_11("#e0559a", "#e0559a"),
    GOOD_1("#08519c", "#1d65b0"),
    GOOD_2("#7fb8dd", "#7fb8dd"),
    GOOD_3("#1b7f79", "#24908a"),
    GOOD_4("#a5d8c8", "#a5d8c8"),
    GOOD_5("#4a5fb0", "#5a70c4"),
    GOOD_6("#b9c7ec", "#b9c7ec"),
    TASK_1("#a7a58f", "#a7a58f"),
    TASK_2("#d3d1bd", "#d3d1bd"),
    TASK_3("#6e6c59", "#7d7b66");

    static final List<Ink> SERIES = List.of(BLUE, VERMILION, GREEN, PURPLE, OCHRE, BLACK);
    static final List<Ink> HARM =
            List.of(HARM_1, HARM_2, HARM_3, HARM_4, HARM_5, HARM_6, HARM_7, HARM_8, HARM_9, HARM_10, HARM_11);
    static final List<Ink> GOOD = List.of(GOOD_1, GOOD_2, GOOD_3, GOOD_4, GOOD_5, GOOD_6);
    static final List<Ink> TASK = List.of(TASK_1, TASK_2, TASK_3);

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /// Attributes that fill a shape.
    String fill() {
        return "class=\"f-" + word() + "\" fill=\"" + light + "\"";
    }

    /// Attributes that draw a line of `width`.
    String stroke(double width) {
        return "class=\"s-" + word() + "\" fill=\"none\" stroke=\"" + light + "\" stroke-width=\"" + width + "\"";
    }

    /// What reads best on this color: relative luminance by WCAG 2.2, switched at the point of equal
    /// contrast.
    Ink lettering() {
        double luminance = 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
        return luminance > 0.25 ? DARK : WHITE;
    }

    /// Custom properties and classes for the page, in which each color follows the reader's scheme.
    public static String styleSheet() {
        String properties = Stream.of(values())
                .map(ink -> "--%s:light-dark(%s,%s);".formatted(ink.word(), ink.light, ink.dark))
                .collect(Collectors.joining("", ":root{", "}\n"));
        return Stream.of(values())
                .map(Ink::word)
                .map(word -> "svg .f-%1$s{fill:var(--%1$s)}svg .s-%1$s{stroke:var(--%1$s)}".formatted(word))
                .collect(Collectors.joining("\n", properties, "\n"));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private double linear(int at) {
        double share = Integer.parseInt(light.substring(at, at + 2), 16) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
