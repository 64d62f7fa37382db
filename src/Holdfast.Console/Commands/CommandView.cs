using Holdfast.Control.Admin;
using Holdfast.Core.Commands;
using Holdfast.WebConsole.Degrading;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Commands;

/// <summary>A command that somebody is about to give: what it takes, what was said so far, and what it would touch.</summary>
/// <param name="Slice">Id of the principle.</param>
/// <param name="Given">By the names of its parameters.</param>
/// <param name="Fault">What is wrong with them, or missing; empty: nothing.</param>
/// <param name="Choices">What there is to choose from, by the name of the parameter.</param>
public sealed record CommandView(
    string Slice, string Title, CommandEntry Command, IReadOnlyDictionary<string, string> Given, string Fault, string Cli,
    IReadOnlyList<CommandEffect> Effects, IReadOnlyDictionary<string, IReadOnlyList<string>> Choices)
{
    /// <summary>Before the names of parameters in addresses and forms: none of them is taken for something else.</summary>
    internal const string Prefix = "a.";

    internal static ValueTask<CommandView?> ReadAsync(Visit visit)
    {
        var (id, name) = (visit.Named("id"), visit.Named("command"));
        var runtime = visit.Subject.Runtime;
        if (runtime.Slices.FirstOrDefault(one => one.Id == id) is not { } slice || (slice as ICommandSlice)?.Commands.FirstOrDefault(one => one.Name == name) is not { } command)
            return new((CommandView?)null);
        var given = command.Parameters.Select(parameter => (parameter.Name, Text: visit.Ask(Prefix + parameter.Name)))
            .Where(static one => one.Text is not null).ToDictionary(static one => one.Name, static one => one.Text!, StringComparer.Ordinal);
        return new(new CommandView(
            id, slice.Title, CommandEntry.Of(command), given, runtime.Commands.Check(id, name, given) ?? "", CliLine.Of(id, name, given),
            CommandEffect.Of(visit, given), Choose(visit, command, given)));
    }

    /// <summary>Where the command is given.</summary>
    internal static string Href(string slice, string command, IEnumerable<KeyValuePair<string, string>> arguments)
    {
        var query = string.Join('&', arguments.Select(static one => $"{Uri.EscapeDataString(Prefix + one.Key)}={Uri.EscapeDataString(one.Value)}"));
        return $"/principles/{Visit.Escaped(slice)}/{Visit.Escaped(command)}{(query.Length == 0 ? "" : $"?{query}")}";
    }

    private static Dictionary<string, IReadOnlyList<string>> Choose(Visit visit, OperatorCommand command, Dictionary<string, string> given)
    {
        var choices = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var parameter in command.Parameters)
        {
            IEnumerable<string> found = parameter.Name switch
            {
                "plan" => DegradationRow.All(visit).Select(static one => one.Name),
                "level" => DegradationRow.All(visit).Where(one => one.Name == given.GetValueOrDefault("plan")).SelectMany(static one => Enumerable.Range(1, one.Highest)).Select(static level => $"{level}"),
                "interface" => visit.Report.Interfaces.Select(static one => one.Name),
                "service" => visit.Report.Services.Select(static one => one.Name),
                "node" => visit.Report.Services.Where(one => given.GetValueOrDefault("service") is not { } service || one.Name == service)
                    .SelectMany(static one => one.Versions).SelectMany(static version => version.Nodes).Select(static node => new Uri(node.Address).Authority),
                _ => [],
            };
            choices[parameter.Name] = [.. found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        return choices;
    }
}
