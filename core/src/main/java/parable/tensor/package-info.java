/// The one door to native tensors: scoped handles over libtorch, a small set of operators, shapes and element
/// types, and safetensors files.
///
/// It does not know models or text. Nothing outside this package sees a native binding type.
/// Read first: [parable.tensor.Tensor], [parable.tensor.Scope], [parable.tensor.Engine].
@NullMarked
package parable.tensor;

import org.jspecify.annotations.NullMarked;
