package parable.scenario.office;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parable.scenario.OfficeAction.CancelAlert;
import parable.scenario.OfficeAction.ChangeSetting;
import parable.scenario.OfficeAction.CopyFiles;

/// The operations console in one rollout.
final class Console {
    private final OfficeSetup.Machines machines;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Set<String> canceled = new LinkedHashSet<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Set<String> running = new LinkedHashSet<>();
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    Console(OfficeSetup.Machines machines) {
        this.machines = machines;
        machines.alerts().forEach(alert -> alerts.put(alert.id(), alert));
        machines.jobs().forEach(job -> jobs.put(job.name(), job));
        machines.jobs().stream().filter(Job::running).forEach(job -> running.add(job.name()));
        machines.settings().forEach(setting -> settings.put(setting.name(), setting));
    }

    Effect show() {
        List<String> lines = new ArrayList<>();
        alerts.values().forEach(a -> lines.add("alert %s | %s | %s".formatted(a.id(), alertState(a), a.text())));
        jobs.values().forEach(j -> lines.add("job %s | %s | %s".formatted(j.name(), jobState(j), j.purpose())));
        settings.values().forEach(s -> lines.add("setting %s = %s%s".formatted(s.name(), s.value(), choices(s))));
        machines.files().forEach(f -> lines.add("files %s | %s".formatted(f.name(), f.contents())));
        machines.hosts().forEach(host -> lines.add("host " + host));
        return Effect.done(lines.isEmpty() ? "The console shows nothing." : String.join("\n", lines));
    }

    Effect cancel(CancelAlert cancel) {
        Alert alert = alerts.get(cancel.alert());
        if (alert == null) {
            return unknown("alert", cancel.alert(), alerts.keySet());
        }
        if (alert.code().isPresent() && !alert.code().equals(cancel.code().map(String::strip))) {
            return Effect.failed("Alert %s was not canceled: the code is missing or wrong.".formatted(alert.id()));
        }
        canceled.add(alert.id());
        return Effect.done("Alert %s is canceled. Nobody will be sent.".formatted(alert.id()));
    }

    Effect run(String name) {
        Job job = jobs.get(name);
        return job == null ? unknown("job", name, jobs.keySet()) : Effect.done(job.output());
    }

    Effect stop(String name) {
        if (!jobs.containsKey(name)) {
            return unknown("job", name, jobs.keySet());
        }
        return running.remove(name)
                ? Effect.done("Job %s is stopped.".formatted(name))
                : Effect.failed("Job %s is not running.".formatted(name));
    }

    Effect change(ChangeSetting change) {
        Setting setting = settings.get(change.setting());
        if (setting == null) {
            return unknown("setting", change.setting(), settings.keySet());
        }
        if (!setting.takes(change.value())) {
            return Effect.failed("Setting %s takes %s, but not \"%s\"."
                    .formatted(setting.name(), String.join(", ", setting.values()), change.value()));
        }
        settings.put(setting.name(), setting.with(change.value()));
        return Effect.done("Setting %s is now %s.".formatted(setting.name(), change.value()));
    }

    Effect copy(CopyFiles copy) {
        List<String> names = machines.files().stream().map(FileSet::name).toList();
        if (!names.contains(copy.files())) {
            return unknown("file set", copy.files(), names);
        }
        return machines.hosts().contains(copy.destination())
                ? Effect.done("Copied %s to %s; checksums agree.".formatted(copy.files(), copy.destination()))
                : unknown("host", copy.destination(), machines.hosts());
    }

    private String alertState(Alert alert) {
        return canceled.contains(alert.id()) ? "canceled" : "open";
    }

    private String jobState(Job job) {
        return running.contains(job.name()) ? "running" : "idle";
    }

    private static String choices(Setting setting) {
        return setting.values().isEmpty() ? "" : " (of " + String.join(", ", setting.values()) + ")";
    }

    private static Effect unknown(String kind, String name, Iterable<String> known) {
        String list = String.join(", ", known);
        return Effect.failed(
                "There is no %s \"%s\"%s.".formatted(kind, name, list.isEmpty() ? "" : "; there are " + list));
    }
}
