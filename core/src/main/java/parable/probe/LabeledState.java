package parable.probe;

/// The mean state of one story at one site.
///
/// @param emotion that the story shows
/// @param state   in float64, of the model's width
record LabeledState(String emotion, double[] state) {}
