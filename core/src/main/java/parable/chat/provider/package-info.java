/// Models behind the providers' own interfaces, and scripted ones.
///
/// Thin adapters of our own over the JDK's HTTP client rather than a client library: an audit must record
/// the bytes that were sent and received, tell a refusal from an error, and leave retrying to its runner,
/// and libraries hide the first, blur the second and do the third themselves.
///
/// It does not know scenarios, budgets or retries.
/// Read first: [parable.chat.provider.HttpModel], [parable.chat.provider.Protocol],
/// [parable.chat.provider.ModelCatalog].
@NullMarked
package parable.chat.provider;

import org.jspecify.annotations.NullMarked;
