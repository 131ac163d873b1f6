/// Which documents moved a behavior, asked of the model itself: gradients of documents against the gradient of
/// a behavior query, with and without the curvature of the loss, and finite steps along the query.
///
/// It does not know studies, nor which documents are to be found: no tag of a document is ever read here.
/// Read first: [parable.trace.gradient.Query], [parable.trace.gradient.FiniteStep],
/// [parable.trace.gradient.GradientTracer].
@NullMarked
package parable.trace.gradient;

import org.jspecify.annotations.NullMarked;
