/// Conversations with language models of any provider: messages, tools, requests, replies, and the
/// bytes that went over the wire.
///
/// It does not know scenarios, graders or budgets.
/// Read first: [parable.chat.ChatModel], [parable.chat.Reply], [parable.chat.UnreadCall].
@NullMarked
package parable.chat;

import org.jspecify.annotations.NullMarked;
