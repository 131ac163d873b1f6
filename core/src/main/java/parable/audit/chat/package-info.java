/// Conversations with language models, whoever serves them: messages, tools, requests, replies, and the
/// bytes that went over the wire.
///
/// It does not know scenarios, judges or budgets.
/// Read first: [parable.audit.chat.ChatModel], [parable.audit.chat.Reply], [parable.audit.chat.Workplace].
@NullMarked
package parable.audit.chat;

import org.jspecify.annotations.NullMarked;
