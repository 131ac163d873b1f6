package parable.probe;

import java.util.List;
import parable.model.Site;
import parable.model.Tap;
import parable.tensor.Tensor;

/// Edits of the stream for the length of one call: pass it to whatever runs the model. Nothing of it stays
/// in the model. What is to be checked by reading must be read above the last edited site: at the same site
/// the reading moves by definition.
///
/// @param edits applied in order where they share a site
public record Steering(List<Edit> edits) implements Tap {
    public Steering {
        edits = List.copyOf(edits);
    }

    public static Steering of(Edit... edits) {
        return new Steering(List.of(edits));
    }

    @Override
    public Tensor at(Site site, Tensor x) {
        Tensor h = x;
        for (Edit edit : edits) {
            h = edit.site().equals(site) ? edit.applied(h) : h;
        }
        return h;
    }

    @Override
    public boolean isPure() {
        return true;
    }
}
