package parable.suite.letters;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The ways to say how many of ten points a candidate has.
final class Points {
    private static final List<String> NAMES =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private static final String[] FORMS = {
        "# points", "# point", "# of ten", "# of 10", "# out of ten", "# out of 10", "#/10", "# / 10"
    };

    private Points() {}

    static List<String> said(int points) {
        return Stream.of(NAMES.get(points), String.valueOf(points))
                .flatMap(number -> Stream.of(FORMS).map(form -> form.replace("#", number)))
                .toList();
    }

    /// All that is said of any other number of points.
    static List<String> others(int points) {
        return IntStream.range(0, NAMES.size())
                .filter(other -> other != points)
                .boxed()
                .flatMap(other -> said(other).stream())
                .toList();
    }
}
