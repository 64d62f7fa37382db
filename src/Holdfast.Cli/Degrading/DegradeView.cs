using System.Globalization;
using System.Text;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;

namespace Holdfast.Cli.Degrading;

/// <summary>Degradation plans as lines: how each stands; and the steps of one.</summary>
internal static class DegradeView
{
    private const int LineMax = 400;

    public static string List(Snapshot snapshot, DateTimeOffset now)
    {
        var rows = LevelRows.Of(snapshot, "plans").All.ToList();
        if (rows.Count == 0) return "The plan has no degradation plans.\n";
        var width = rows.Max(static row => row["plan"].Length);
        return string.Concat(rows.Select(row => $"{Printable.Of($"{row["plan"].PadRight(width)}  {Stands(row, now)}", LineMax)}\n"));
    }

    /// <returns>Null: there is no such plan.</returns>
    public static string? Show(Snapshot snapshot, string name, DateTimeOffset now)
    {
        if (LevelRows.Of(snapshot, "plans").All.FirstOrDefault(row => row["plan"] == name) is not { } plan) return null;
        var steps = LevelRows.Of(snapshot, "steps").All.Where(row => row["plan"] == name).ToList();
        var (subjects, does) = (steps.Max(static row => row["subject"].Length), steps.Max(static row => row["does"].Length));
        var text = new StringBuilder($"{Printable.Of($"{name}  {Stands(plan, now)}", LineMax)}\n");
        foreach (var row in LevelRows.In(snapshot, "load").Where(row => row["plan"] == name))
            text.Append($"  {Printable.Of($"load on {row["service"]}: {(row["before_per_second"].Length == 0 ? "not known" : $"{row["before_per_second"]}/s")} before, {row["now_per_second"]}/s now", LineMax)}\n");
        foreach (var level in steps.GroupBy(static row => row["level"]))
        {
            text.Append(CultureInfo.InvariantCulture, $"level {level.Key}\n");
            foreach (var step in level)
                text.Append($"  {Printable.Of($"{step["subject"].PadRight(subjects)}  {step["does"].PadRight(does)}  {State(step)}", LineMax)}\n");
        }

        var triggers = LevelRows.In(snapshot, "triggers").Where(row => row["plan"] == name).ToList();
        if (triggers.Count > 0) text.Append("enters by itself\n");
        foreach (var row in triggers) text.Append($"  {Printable.Of($"level {row["level"]}: {row["when"]}  {Trigger(row)}", LineMax)}\n");
        return text.ToString();
    }

    /// <returns>Null: there is no such level.</returns>
    public static string? Preview(Snapshot snapshot, string name, int level)
    {
        var number = level.ToString(CultureInfo.InvariantCulture);
        var rows = LevelRows.In(snapshot, "preview").Where(row => row["plan"] == name && row["level"] == number).ToList();
        if (rows.FirstOrDefault(static row => row["subject"] == "all") is not { } all) return null;
        var (affected, calls) = (all.Number("affected_per_second"), all.Number("calls_per_second"));
        var text = new StringBuilder(Invariant($"level {level} of {Printable.Of(name)} would affect {affected:0.#} calls a second, {(calls > 0 ? affected / calls : 0):0.#%} of all {calls:0.#}{Users(all)}\n"));
        foreach (var row in rows.Where(static row => row["subject"] != "all"))
            text.Append($"  {Printable.Of(Invariant($"{row["subject"]} {row["does"]}: {row.Number("affected_per_second"):0.#} of {row.Number("calls_per_second"):0.#} calls a second{Users(row)}"), LineMax)}\n");
        return text.ToString();
    }

    /// <summary>Nothing where nobody has called lately.</summary>
    private static string Users(LevelRow row)
    {
        var (affected, users) = (row.Number("affected_users"), row.Number("users"));
        return users > 0 ? Invariant($"; {affected / users:0.#%} of users, {affected:0} of the {users:0} addresses that have called in the last ten minutes") : "";
    }

    private static string Trigger(LevelRow row)
    {
        var holds = bool.TryParse(row["holds"], out var isHeld) && isHeld;
        if (row["readings"].Length > 0) return $"{(holds ? "holds" : "does not hold")} now: {row["readings"]}";
        return holds ? "now" : row.Time("next") is { } next ? Invariant($"next {next:yyyy-MM-dd HH:mm} UTC") : "not within eight days";
    }

    private static string State(LevelRow step) => step["state"] == "not-done" ? $"not carried out: {step["fault"]}" : step["state"];

    private static string Stands(LevelRow row, DateTimeOffset now)
    {
        var highest = row["highest"];
        if (row["state"] == "out") return $"not entered ({highest} {(highest == "1" ? "level" : "levels")})";
        var words = row["state"] switch
        {
            "drill" => Invariant($"a drill of level {row["level"]} of {highest} on {row.Number("share_ratio"):0.##%} of users"),
            "coming-back" => Invariant($"left, users come back: {1 - row.Number("share_ratio"):0%} are"),
            _ => $"entered at level {row["level"]} of {highest}",
        };
        var why = row["why"].Length > 0 ? $": {row["why"]}" : "";
        var notDone = row.Number("not_done") is > 0 and var count ? Invariant($", {count} of {row["steps"]} steps not carried out") : "";
        var cost = row.Number("calls_decided") is > 0 and var decided ? Invariant($", {decided:N0} {(decided is 1 ? "call" : "calls")} refused or answered by it") : "";
        return $"{words}{notDone}{cost}{Until(row, now)}, by {row["by"]}{why}";
    }

    private static string Until(LevelRow row, DateTimeOffset now)
    {
        if (row.Time("until") is not { } until) return "";
        var left = until - now;
        var words = left.TotalMinutes >= 2 ? Invariant($"{Math.Ceiling(left.TotalMinutes)} min") : Invariant($"{Math.Max(0, Math.Ceiling(left.TotalSeconds))} s");
        return Invariant($", until {until:HH:mm:ss} UTC ({words} left)");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
