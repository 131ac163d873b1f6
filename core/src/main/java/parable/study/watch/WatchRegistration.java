package parable.study.watch;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import parable.ground.Check;
import parable.ground.Hash;
import parable.ground.Resource;
import parable.ground.Yaml;

/// What reading and pushing must show in world two, written down before the models were trained.
///
/// @param area by which the area under the curve of a reading must exceed .5
/// @param nats by which a push must move the log-odds more than random directions do in the mean
/// @param leastRollouts of either kind that a model needs before its areas count
record WatchRegistration(double area, double nats, int leastRollouts) {
    private static final String FILE = "/parable/study/claims/world-two-watch.yaml";

    WatchRegistration {
        Check.share("area", area);
        Check.that(nats > 0, "nats must be above 0, but was %s", nats);
        Check.that(leastRollouts > 1, "leastRollouts must be 2 or more, but was %d", leastRollouts);
    }

    static WatchRegistration shipped() {
        return Yaml.read(text(), FILE, WatchRegistration.class);
    }

    /// SHA-256 of the file as it is shipped.
    static String hash() {
        return HexFormat.of().formatHex(Hash.sha256().digest(text().getBytes(StandardCharsets.UTF_8)));
    }

    private static String text() {
        return Resource.text(WatchRegistration.class, FILE);
    }
}
