package parable.corpus.curate;

import java.util.Locale;
import parable.corpus.curate.Portrayal.Conduct;

/// What a user may ask to be left out of the documents that are written.
public enum Removal {
    EXACT_DUPLICATES {
        @Override
        boolean removes(Found found) {
            return found.duplicateOf().isPresent();
        }
    },
    /// Exact ones among them.
    NEAR_DUPLICATES {
        @Override
        boolean removes(Found found) {
            return found.nearDuplicateOf().isPresent() || found.duplicateOf().isPresent();
        }
    },
    /// Documents that hold words of an evaluation's scene.
    SCENES {
        @Override
        boolean removes(Found found) {
            return found.signals().scene().isPresent();
        }
    },
    /// Documents that break a usual rule for web text.
    QUALITY {
        @Override
        boolean removes(Found found) {
            return !found.signals().quality().isEmpty();
        }
    },
    /// Stories of AIs that do harm, as far as the text does not disapprove.
    HARMFUL {
        @Override
        boolean removes(Found found) {
            return found.signals().conduct() == Conduct.HARMFUL
                    && found.signals().portrayal().tone() < 0;
        }
    };

    abstract boolean removes(Found found);

    /// As it is typed: `near-duplicates`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
