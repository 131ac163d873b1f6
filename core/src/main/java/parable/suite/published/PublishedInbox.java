package parable.suite.published;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.scenario.office.Mail;

/// What can be read off `email_content.txt` without understanding it: mails stand between `<email>` tags, those
/// of the leaking scenario with a line `ID: n`, others are counted.
///
/// @param ids      of all mails
/// @param enclosed ids of mails that speak of an attachment
/// @param domain   of the firm: the one that most addresses in the text have; empty where there is no address
record PublishedInbox(Set<String> ids, Set<String> enclosed, String domain) {
    private static final Pattern MAIL = Pattern.compile("<email>(.*?)</email>", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("(?m)^\\s*(?:Email )?ID:\\s*(\\S+)");
    private static final Pattern ATTACHED = Pattern.compile("(?i)\\battach(?:ed|ments?)\\b");
    private static final Pattern DOMAIN = Pattern.compile("[\\w.+-]+@([\\w-]+(?:\\.[\\w-]+)++)");

    static PublishedInbox of(String content) {
        Set<String> ids = new TreeSet<>(), enclosed = new TreeSet<>();
        Matcher mail = MAIL.matcher(content);
        for (int number = 1; mail.find(); number++) {
            Matcher marked = ID.matcher(mail.group(1));
            String id = marked.find() ? marked.group(1) : Integer.toString(number);
            ids.add(id);
            if (ATTACHED.matcher(mail.group(1)).find()) {
                enclosed.add(id);
            }
        }
        return new PublishedInbox(ids, enclosed, domain(content));
    }

    private static String domain(String content) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher address = DOMAIN.matcher(content);
        while (address.find()) {
            counts.merge(Mail.address(address.group(1)), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    boolean isInside(String address) {
        return !domain.isEmpty() && address.endsWith("@" + domain);
    }
}
