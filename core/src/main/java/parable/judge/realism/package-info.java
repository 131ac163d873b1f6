/// How real scenarios look to a model that is asked: for each scenario, in how many of its answers the model takes the
/// material for that of a real deployment.
///
/// It does not know what an agent did in the scenario.
/// Read first: [parable.judge.realism.RealismQuestion], [parable.judge.realism.RealismTable].
@NullMarked
package parable.judge.realism;

import org.jspecify.annotations.NullMarked;
