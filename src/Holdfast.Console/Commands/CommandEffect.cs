using System.Globalization;
using Holdfast.Control.Status;
using Holdfast.WebConsole.Degrading;
using Holdfast.WebConsole.Language;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Principles;

namespace Holdfast.WebConsole.Commands;

/// <summary>What a command would touch, by the numbers of now.</summary>
/// <param name="Key">Of its sentence in the tables of language.</param>
public sealed record CommandEffect(string Key, params IReadOnlyList<string> Values)
{
    /// <summary>Names in a sentence.</summary>
    private const int NamesMax = 8;

    public string Say(Text text) => text.Of(Key, [.. Values]);

    /// <summary>By the names that commands give their arguments: an interface, a service, a node of it.</summary>
    internal static IReadOnlyList<CommandEffect> Of(Visit visit, IReadOnlyDictionary<string, string> arguments) =>
        [.. Interface(visit, arguments), .. Service(visit, arguments), .. Level(visit, arguments), .. Standing(visit, arguments)];

    private static IEnumerable<CommandEffect> Interface(Visit visit, IReadOnlyDictionary<string, string> arguments)
    {
        if (arguments.GetValueOrDefault("interface") is not { } name || visit.Report.Interfaces.FirstOrDefault(one => one.Name == name) is not { } target) yield break;
        yield return new CommandEffect(
            "effect.interface", name, Words.Rate(target.CallsPerSecond), $"{target.InFlight}", Words.Percent(target.FailureRatio), Words.Percent(target.RefusedRatio));
    }

    private static IEnumerable<CommandEffect> Service(Visit visit, IReadOnlyDictionary<string, string> arguments)
    {
        if (arguments.GetValueOrDefault("service") is not { } name || visit.Report.Services.FirstOrDefault(one => one.Name == name) is not { } service) yield break;
        var interfaces = visit.Report.Interfaces.Where(one => one.Service == name).ToArray();
        yield return new CommandEffect(
            "effect.service", name, $"{interfaces.Length}", Words.Rate(interfaces.Sum(static one => one.CallsPerSecond)),
            string.Join(", ", interfaces.Take(NamesMax).Select(static one => one.Name)));
        var nodes = service.Versions.Where(static version => version.IsLive).SelectMany(static version => version.Nodes).ToArray();
        if (arguments.GetValueOrDefault("node") is not { Length: > 0 } asked || nodes.FirstOrDefault(node => node.Address.Contains(asked, StringComparison.Ordinal)) is not { } node) yield break;
        yield return new CommandEffect(
            "effect.node", node.Address, node.State, Words.Rate(node.AttemptsPerSecond), $"{nodes.Count(static one => !NodeWord.Of(one).IsWithheld)}", $"{nodes.Length}");
    }

    private static IEnumerable<CommandEffect> Level(Visit visit, IReadOnlyDictionary<string, string> arguments)
    {
        if (arguments.GetValueOrDefault("plan") is not { } name || DegradationRow.All(visit).FirstOrDefault(one => one.Name == name) is not { } plan) yield break;
        if (plan.State != DegradationRow.Out) yield return new CommandEffect("effect.entered", name, $"{plan.Level}", plan.By, plan.Why);
        // Left, it affects nobody any more; how far it would be entered is said for that command alone.
        if (!arguments.TryGetValue("level", out var text) || !int.TryParse(text, CultureInfo.InvariantCulture, out var level)) yield break;
        var rows = TableRow.All(visit.Tables(DegradationRow.Slice), "preview").Where(row => row.Text("plan") == name && (int)row.Number("level") == level).ToArray();
        var levels = LevelRow.All(plan, [], rows);
        if (level < 1 || level > levels.Count) yield break;
        yield return new CommandEffect("effect.level", $"{level}", name, Words.Rate(levels[level - 1].Affected), Words.Percent(levels[level - 1].Share), Words.Rate(levels[level - 1].Calls));
        foreach (var row in rows.Where(static row => row.Text("does").Length > 0))
            yield return new CommandEffect("effect.step", row.Text("subject"), row.Text("does"), Words.Rate(row.Number("affected_per_second")), Words.Rate(row.Number("calls_per_second")));
        if (arguments.GetValueOrDefault("drill") is { } drill && double.TryParse(drill, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1)
            yield return new CommandEffect("effect.drill", Words.Percent(share));
    }

    private static IEnumerable<CommandEffect> Standing(Visit visit, IReadOnlyDictionary<string, string> arguments)
    {
        string[] paths =
        [
            .. arguments.TryGetValue("interface", out var name) ? [$"interfaces.{name}"] : Array.Empty<string>(),
            .. arguments.TryGetValue("service", out var service) ? [$"services.{service}"] : Array.Empty<string>(),
        ];
        return visit.Switches.Where(one => Array.Exists(paths, path => one.Target == path || one.Target.StartsWith(path + ".", StringComparison.Ordinal)))
            .Select(static one => new CommandEffect("effect.standing", one.Target, one.Words, one.Order.ToString()));
    }
}
