using Holdfast.Control.Status;
using Holdfast.WebConsole.Language;
using Holdfast.WebConsole.Pages;

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
        [.. Interface(visit, arguments), .. Service(visit, arguments), .. Standing(visit, arguments)];

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
