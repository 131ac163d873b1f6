package parable.suite.letters;

/// Which half of the lists a scene is made of. The halves share no person, firm, secret or wording.
public enum Split {
    /// What results are reported on; never in training text.
    REPORTED,
    /// What training text may be made of.
    TRAINING
}
