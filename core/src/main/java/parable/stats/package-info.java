/// Statistics of rates near 0 and 1: intervals, paired and clustered comparison, multiplicity, equivalence,
/// power.
///
/// It does not know what is being counted: no models, no audits, no files. Which question takes which type:
///
/// | question | type |
/// | --- | --- |
/// | one rate | [Estimate], [Binomial]; in clusters [Clusters] |
/// | two models, same items | [PairedTable] |
/// | arms with training seeds, 2x2 interaction | [SeedSample], [SignFlip] |
/// | "no change", "not worse" | [MarginTest] |
/// | many tests | [Multiplicity] |
/// | stop early | [EProcess], [PairedEProcess], [AnytimeInterval] |
/// | how many | [Power] |
/// | an imperfect judge | [JudgeCorrection], [PredictionPowered], [Agreement] |
/// | a signal that separates | [Auroc] |
///
/// Left out: betting confidence sequences (the mixture of [AnytimeInterval] serves 0/1 outcomes), Boschloo's
/// test, and logistic models of the factorial (the interaction is tested on seed-level rates).
///
/// Read first: [parable.stats.Estimate], [parable.stats.SeedSample], [parable.stats.MarginTest].
@NullMarked
package parable.stats;

import org.jspecify.annotations.NullMarked;
